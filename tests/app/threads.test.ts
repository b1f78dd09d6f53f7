// Which threads stand beside the text, which lost it, which are settled; and walking through them.
import { describe, expect, it } from 'vitest';
import { filtered, MARK_ARRIVES_MS, neighbour, threadLists } from '../../app/review/rail/threadLists';
import type { ThreadView } from '../../domain/view';

const someone = { id: 'p1', name: '沈怀远', colour: 3 };
const OPENED = '2026-11-18T07:02:00.000Z';
const LATER = Date.parse(OPENED) + MARK_ARRIVES_MS + 1;

function thread(id: string, with_: Partial<ThreadView> = {}): ThreadView {
  const may = { reply: true, resolve: true, resolveNeedsReason: false, reopen: false, steer: true };
  return {
    id,
    kind: 'normal',
    state: 'open',
    quote: '床旁标识',
    before: '',
    after: '',
    sectionKey: null,
    author: someone,
    at: OPENED,
    comments: [],
    resolvedBy: null,
    resolvedAt: null,
    resolveReason: null,
    assignee: null,
    due: null,
    lostAt: null,
    lostBy: null,
    may,
    ...with_,
  };
}

const ids = (threads: readonly ThreadView[]) => threads.map((one) => one.id);

describe('lists of threads', () => {
  it('follow the order of the text, not of writing', () => {
    const lists = threadLists(
      [thread('late'), thread('early')],
      new Map([
        ['late', 900],
        ['early', 100],
      ]),
      LATER,
    );
    expect(ids(lists.anchored)).toEqual(['early', 'late']);
  });

  it('call a thread lost whose mark is not in the text', () => {
    const lists = threadLists([thread('here'), thread('gone')], new Map([['here', 1]]), LATER);
    expect([ids(lists.anchored), ids(lists.lost)]).toEqual([['here'], ['gone']]);
  });

  it('take it back beside the text when an undo brings the mark back', () => {
    expect(threadLists([thread('gone')], new Map([['gone', 5]]), LATER).lost).toEqual([]);
  });

  it('wait a moment for the mark of a thread that was just opened', () => {
    expect(threadLists([thread('new')], new Map(), Date.parse(OPENED) + 100).lost).toEqual([]);
  });

  it('call nothing lost while the text is not live', () => {
    expect(threadLists([thread('a')], null, LATER).lost).toEqual([]);
  });

  it('count open, must-fix and resolved ones, lost ones included', () => {
    const lists = threadLists(
      [thread('a'), thread('b', { kind: 'must-fix' }), thread('c', { state: 'resolved', resolvedAt: OPENED })],
      new Map(),
      LATER,
    );
    expect(lists.counts).toEqual({ open: 2, 'must-fix': 1, resolved: 1 });
    expect(ids(lists.resolved)).toEqual(['c']);
  });

  it('leave only must-fix ones under that filter', () => {
    expect(ids(filtered([thread('a'), thread('b', { kind: 'must-fix' })], 'must-fix'))).toEqual(['b']);
  });
});

describe('walking through threads', () => {
  const three = [thread('a'), thread('b'), thread('c')];
  it.each([
    ['b', 1, 'c'],
    ['b', -1, 'a'],
    ['c', 1, 'c'],
    ['a', -1, 'a'],
    [null, 1, 'a'],
    [null, -1, 'c'],
  ] as const)('from %s by %i is %s', (from, step, to) => {
    expect(neighbour(three, from, step)).toBe(to);
  });

  it('goes nowhere in an empty list', () => {
    expect(neighbour([], null, 1)).toBeNull();
  });
});
