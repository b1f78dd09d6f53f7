// What the palette offers on the review screen: its sections, its commands, and its other pages.
'use client';
import { type PaletteCommand, usePaletteCommands } from '../shell/context';
import { useGo } from '../ui/useGo';
import type { OutlineRow } from './outline/outlineRows';

/** `on`: as the keyboard has them; what is absent cannot be done now, and is not offered. */
export function useReviewCommands(
  reviewId: string,
  rows: readonly OutlineRow[],
  onGo: (block: number) => void,
  on: Record<string, (() => void) | false | undefined>,
): void {
  const go = useGo();
  const page = (name: string) => () => go(`/reviews/${reviewId}/${name}`);
  const all: typeof on = { ...on, versions: page('history'), print: page('print') };
  usePaletteCommands(() => [
    ...rows
      .filter(({ title }) => title !== '')
      .map(
        ({ id, title, block }): PaletteCommand => ({
          id: `section ${id}`,
          kind: 'section',
          label: title,
          run: () => onGo(block),
        }),
      ),
    ...Object.entries(all).flatMap(([id, run]) => (run ? [{ id, kind: 'command' as const, run }] : [])),
  ]);
}
