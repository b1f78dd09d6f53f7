// What a screen reader is told of the others in a review: who came, who left, who wrote a comment. Never what they type.
import type { PersonView, ThreadView } from '../../domain/view';

export interface Written {
  by: PersonView;
  kind: 'must-fix' | 'comment' | 'reply';
}

/** Of two sets of people: those only in the later, and those only in the earlier one. */
export function cameAndLeft(
  before: readonly PersonView[],
  after: readonly PersonView[],
): { came: PersonView[]; left: PersonView[] } {
  const without = (people: readonly PersonView[], others: readonly PersonView[]) =>
    people.filter(({ id }) => !others.some((one) => one.id === id));
  return { came: without(after, before), left: without(before, after) };
}

/** Comments of others that are not in `known`, which gets them all, the reader's own included. */
export function newlyWritten(known: Set<string>, threads: readonly ThreadView[], meId: string): Written[] {
  const found: Written[] = [];
  for (const { comments, kind } of threads) {
    for (const [n, { id, author }] of comments.entries()) {
      if (known.has(id)) continue;
      known.add(id);
      if (author.id !== meId)
        found.push({ by: author, kind: n > 0 ? 'reply' : kind === 'must-fix' ? 'must-fix' : 'comment' });
    }
  }
  return found;
}
