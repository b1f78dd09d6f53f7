// What the palette offers on the review screen: its sections, and its commands with their keys.
'use client';
import { useTranslations } from 'next-intl';
import type { ReviewPage } from '../../domain/view';
import { type PaletteCommand, usePaletteCommands } from '../shell/context';
import type { IconName } from '../ui/icons';
import { type Command, keysOf } from './keys';
import type { OutlineRow } from './outline/outlineRows';

const COMMANDS = [
  { id: 'comment', icon: 'comment-plus' },
  { id: 'outline', icon: 'doc' },
  { id: 'rail', icon: 'comment' },
  { id: 'next-thread', icon: 'chev-d' },
  { id: 'previous-thread', icon: 'chev-u' },
  { id: 'checks', icon: 'check' },
] as const satisfies readonly { id: Command | 'checks'; icon: IconName }[];

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
      ({ id, icon }): PaletteCommand => ({
        id,
        kind: 'command',
        label: t(id),
        icon,
        ...(id !== 'checks' && { keys: keysOf(id) }),
        run: on[id],
      }),
    ),
  ]);
}
