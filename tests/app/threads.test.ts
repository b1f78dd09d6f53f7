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

const comment = {
  id: 'c1',
  author: someone,
  body: '请@何静 核对',
  at: OPENED,
  editedAt: null,
  takenBack: false,
  hidden: false,
  mentions: [],
  reactions: [],
  may: { change: false, takeBack: false, react: true, hide: false, unhide: false },
};
const LOOK = { me: 'me', section: undefined };
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
      LOOK,
    );
    expect(ids(lists.anchored)).toEqual(['early', 'late']);
  });

  it('follow the text also within one line', () => {
    const tops = new Map([
      ['second-written', 100],
      ['first-written', 100],
    ]);
    const lists = threadLists([thread('first-written'), thread('second-written')], tops, LATER, LOOK);
    expect(ids(lists.anchored)).toEqual(['second-written', 'first-written']);
  });

  it('call a thread lost whose mark is not in the text', () => {
    const lists = threadLists([thread('here'), thread('gone')], new Map([['here', 1]]), LATER, LOOK);
    expect([ids(lists.anchored), ids(lists.lost)]).toEqual([['here'], ['gone']]);
  });

  it('TH9 call one lost that the server calls so, on a device whose clock is days behind', () => {
    const lists = threadLists(
      [thread('gone', { lostAt: OPENED }), thread('new')],
      new Map(),
      Date.parse('2026-11-01'),
      LOOK,
    );
    expect([ids(lists.anchored), ids(lists.lost)]).toEqual([['new'], ['gone']]);
  });

  it('take it back beside the text when an undo brings the mark back', () => {
    expect(threadLists([thread('gone')], new Map([['gone', 5]]), LATER, LOOK).lost).toEqual([]);
  });

  it('wait a moment for the mark of a thread that was just opened', () => {
    expect(threadLists([thread('new')], new Map(), Date.parse(OPENED) + 100, LOOK).lost).toEqual([]);
  });

  it('call nothing lost while the text is not live', () => {
    expect(threadLists([thread('a')], null, LATER, LOOK).lost).toEqual([]);
  });

  it('count open, must-fix and resolved ones, lost ones included', () => {
    const lists = threadLists(
      [thread('a'), thread('b', { kind: 'must-fix' }), thread('c', { state: 'resolved', resolvedAt: OPENED })],
      new Map(),
      LATER,
      LOOK,
    );
    expect(lists.counts).toEqual({ open: 2, 'must-fix': 1, mentions: 0, mine: 0, resolved: 1 });
    expect(ids(lists.resolved)).toEqual(['c']);
  });

  it('leave only must-fix ones under that filter', () => {
    expect(ids(filtered([thread('a'), thread('b', { kind: 'must-fix' })], 'must-fix', 'me'))).toEqual(['b']);
  });
});

describe('filters of the rail', () => {
  const me = { id: 'me', name: '何静', colour: 1 };
  const named = thread('named', { comments: [{ ...comment, mentions: [me] }], sectionKey: 'problems' });
  const mine = thread('mine', { assignee: me });
  const other = thread('other', { sectionKey: 'problems' });

  it('show those that mention me, and those that I am to settle', () => {
    expect(ids(filtered([named, mine, other], 'mentions', 'me'))).toEqual(['named']);
    expect(ids(filtered([named, mine, other], 'mine', 'me'))).toEqual(['mine']);
  });

  it('count within one section when one is chosen, and always name all of them', () => {
    const lists = threadLists([named, mine, other], null, LATER, { me: 'me', section: 'problems' });
    expect(lists.counts).toMatchObject({ open: 2, mentions: 1, mine: 0 });
    expect([...lists.sections]).toEqual([
      ['problems', 2],
      [null, 1],
    ]);
  });
});

describe('TH18 a section that is looked at alone', () => {
  const here = thread('here', { sectionKey: 'problems' });
  const there = thread('there', { sectionKey: 'measures' });
  const gone = thread('gone', { sectionKey: 'measures' });
  const tops = new Map([
    ['here', 1],
    ['there', 2],
  ]);

  it('TH18 leaves those without words in the tray, and the number of all open ones as it was', () => {
    const lists = threadLists([here, there, gone], tops, LATER, { me: 'me', section: 'problems' });
    expect([ids(lists.anchored), ids(lists.lost), lists.all]).toEqual([['here'], ['gone'], 3]);
    expect(lists.counts.open).toBe(1);
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
