// What the palette offers on the review screen: its sections, and its commands with their keys.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage } from '../../domain/view';
import { type PaletteCommand, usePaletteCommands } from '../shell/context';
import type { IconName } from '../ui/icons';
import type { OutlineRow } from './outline/outlineRows';

/** As the keyboard map of the design says them; `keys.ts` reads the presses. */
const COMMANDS = [
  { id: 'comment', icon: 'comment-plus', keys: 'Ctrl Alt M' },
  { id: 'outline', icon: 'doc', keys: 'Ctrl \\' },
  { id: 'rail', icon: 'comment', keys: 'Ctrl Alt 0' },
  { id: 'next-thread', icon: 'chev-d', keys: 'Alt ↓' },
  { id: 'previous-thread', icon: 'chev-u', keys: 'Alt ↑' },
  { id: 'checks', icon: 'check', keys: undefined },
] as const satisfies readonly { id: string; icon: IconName; keys: string | undefined }[];

interface Input {
  page: Pick<ReviewPage, 'abilities'>;
  rows: readonly OutlineRow[];
  onGo: (block: number) => void;
  on: Record<(typeof COMMANDS)[number]['id'], () => void>;
}

export function useReviewCommands({ page, rows, onGo, on }: Input): void {
  const t = useTranslations('search.keys');
  usePaletteCommands(() => [
    ...rows
      .filter(({ title }) => title !== '')
      .map(
        ({ id, title, block }): PaletteCommand => ({
          id: `section ${id}`,
          kind: 'section',
          label: title,
          icon: 'chev-r',
          run: () => onGo(block),
        }),
      ),
    ...COMMANDS.filter(({ id }) => id !== 'comment' || page.abilities.includes('comment')).map(
      ({ id, icon, keys }): PaletteCommand => ({
        id,
        kind: 'command',
        label: t(id),
        icon,
        ...(keys && { keys }),
        run: on[id],
      }),
    ),
  ]);
}
