// Which lines of a text another text does not have: what is offered to a person whose words could not be sent.
import type { Block } from '../../../domain/document/blocks';
import { wordsOf } from '../../../domain/document/sections';

/** One line a block; a table gives a line a row. Empty ones are left out. */
export function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => wordsOf(block).split('\n')).filter((line) => line.trim() !== '');
}

/** The lines of `mine` that `theirs` lacks, in order; a line that stands twice in mine and once in theirs is named once. */
export function linesMissing(mine: readonly string[], theirs: readonly string[]): string[] {
  const there = new Map<string, number>();
  for (const line of theirs) there.set(line, (there.get(line) ?? 0) + 1);
  return mine.filter((line) => {
    const left = there.get(line) ?? 0;
    if (left > 0) there.set(line, left - 1);
    return left === 0;
  });
}

/** Both, without naming twice what the second has of the first. */
export function joined(one: readonly string[], other: readonly string[]): string[] {
  return [...one, ...linesMissing(other, one)];
}
