// Who came, who left and who commented, as a screen reader is told.
import { describe, expect, it } from 'vitest';
import { cameAndLeft, newlyWritten } from '../../app/review/othersNews';
import type { PersonView, ThreadView } from '../../domain/view';

const person = (id: string) => ({ id, name: id, colour: 1 }) as PersonView;
const thread = (kind: ThreadView['kind'], ...authors: string[]) =>
  ({
    kind,
    comments: authors.map((id, n) => ({ id: `${kind} ${id} ${n}`, author: person(id) })),
  }) as unknown as ThreadView;

describe('news of the others in a review', () => {
  it('are those who came and those who left, whatever their order', () => {
    const { came, left } = cameAndLeft([person('lin'), person('sun')], [person('zhou'), person('lin')]);
    expect([came, left].map((people) => people.map(({ id }) => id))).toEqual([['zhou'], ['sun']]);
  });

  it('are comments of others, once, by what they are; never the reader’s own', () => {
    const known = new Set<string>();
    const before = [thread('normal', 'sun', 'lin')];
    expect(newlyWritten(known, before, 'lin').map(({ kind }) => kind)).toEqual(['comment']);
    expect(newlyWritten(known, before, 'lin')).toEqual([]);
    const after = [thread('normal', 'sun', 'lin', 'zhou'), thread('must-fix', 'sun'), thread('must-fix', 'lin')];
    expect(newlyWritten(known, after, 'lin').map(({ by, kind }) => `${by.id} ${kind}`)).toEqual([
      'zhou reply',
      'sun must-fix',
    ]);
  });
});
