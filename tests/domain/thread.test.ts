// Who settles which thread.
import { describe, expect, test } from 'vitest';
import { ROLES, type Role, STAGES, type Stage } from '../../domain/review';
import {
  closesThread,
  commentAbilities,
  mayBeAssigned,
  mentionedIn,
  namesIn,
  REACTIONS,
  readsEdits,
  type ThreadState,
  threadAbilities,
} from '../../domain/thread';

const review = (roles: Role[], stage: Stage = 'review') => ({ id: 'r', stage, members: [{ personId: 'me', roles }] });
const thread = (kind: ThreadState['kind'], author: string, state: ThreadState['state'] = 'open'): ThreadState => ({
  kind,
  state,
  authorId: author,
});
const me = { personId: 'me', admin: false };
const NOTHING = { change: false, takeBack: false, react: false, hide: false, unhide: false };
const may = (roles: Role[], one: ThreadState, stage?: Stage) => threadAbilities(one, review(roles, stage), 'me');

test('TH1 a normal thread is settled by its author, an owner or an editor', () => {
  const another = thread('normal', 'somebody');
  expect(may(['commenter'], thread('normal', 'me')).resolve).toBe(true);
  expect(may(['owner'], another).resolve).toBe(true);
  expect(may(['editor'], another).resolve).toBe(true);
  for (const role of ['commenter', 'signatory', 'head', 'viewer'] as const)
    expect(may([role], another).resolve, role).toBe(false);
});

test('TH2 a must-fix only by its author, or by an owner with a reason', () => {
  const another = thread('must-fix', 'somebody');
  expect(may(['commenter'], thread('must-fix', 'me'))).toMatchObject({ resolve: true, resolveNeedsReason: false });
  expect(may(['owner'], another)).toMatchObject({ resolve: true, resolveNeedsReason: true });
  expect(may(['editor'], another).resolve).toBe(false);
});

test('TH3 the same people reopen, without a reason; who cannot comment any more settles nothing', () => {
  expect(may(['editor'], thread('normal', 'somebody', 'resolved'))).toMatchObject({ reopen: true, resolve: false });
  expect(may(['commenter'], thread('must-fix', 'somebody', 'resolved')).reopen).toBe(false);
  expect(may(['owner'], thread('normal', 'me'), 'approved')).toEqual({
    reply: false,
    resolve: false,
    resolveNeedsReason: false,
    reopen: false,
    steer: false,
  });
  expect(may(['viewer'], thread('normal', 'me')).reply).toBe(false);
});

test('TH4 a comment is changed by its author alone, while they may comment and it stands', () => {
  const change = (author: string, roles: Role[], stage?: Stage, deleted = false) =>
    commentAbilities({ authorId: author, deleted, hidden: false }, review(roles, stage), me).change;
  expect(change('me', ['commenter'])).toBe(true);
  expect(change('me', ['signatory'], 'signoff')).toBe(true);
  expect(change('somebody', ['owner'])).toBe(false);
  expect(change('me', ['viewer'])).toBe(false);
  expect(change('me', ['owner'], 'approved')).toBe(false);
  expect(change('me', ['commenter'], 'review', true)).toBe(false);
});

test('TH5 the last comment taken back closes its thread, a must-fix only by its author', () => {
  expect(closesThread(thread('normal', 'somebody'), 0, 'me')).toBe(true);
  expect(closesThread(thread('normal', 'me'), 1, 'me')).toBe(false);
  expect(closesThread(thread('must-fix', 'me'), 0, 'me')).toBe(true);
  expect(closesThread(thread('must-fix', 'somebody'), 0, 'me')).toBe(false);
  expect(closesThread(thread('normal', 'me', 'resolved'), 0, 'me')).toBe(false);
});

test('TH6 a mention is a member whom the words name; of one name the id tells who', () => {
  const members = [
    { id: 'a', name: '陈立言' },
    { id: 'b', name: '陈立言' },
    { id: 'c', name: 'Grace Lee' },
  ];
  expect(mentionedIn('请@陈立言 看一下', ['b'], members)).toEqual(['b']);
  expect(mentionedIn('@Grace Lee, @陈立言', ['a', 'c', 'stranger'], members)).toEqual(['a', 'c']);
  expect(mentionedIn('陈立言看过', ['a'], members)).toEqual([]);
  expect(mentionedIn('@陈立言', [], members)).toEqual([]);
  const alike = [
    { id: 'd', name: '王伟' },
    { id: 'e', name: '王伟民' },
  ];
  expect(mentionedIn('@王伟民 核对', ['d', 'e'], alike)).toEqual(['e']);
  expect(namesIn('请@王伟 和@王伟民', alike).map(({ start, end }) => [start, end])).toEqual([
    [1, 4],
    [6, 10],
  ]);
});

test('TH7 an open thread is steered by its author, an owner or an editor, and given to who may read', () => {
  expect(may(['commenter'], thread('must-fix', 'me')).steer).toBe(true);
  expect(may(['editor'], thread('must-fix', 'somebody')).steer).toBe(true);
  expect(may(['commenter'], thread('normal', 'somebody')).steer).toBe(false);
  expect(may(['owner'], thread('normal', 'me', 'resolved')).steer).toBe(false);
  expect(mayBeAssigned(review(['viewer']), 'me')).toBe(true);
  expect(mayBeAssigned(review(['viewer'], 'drafting'), 'me')).toBe(false);
  expect(mayBeAssigned(review(['owner']), 'stranger')).toBe(false);
});

test('TH8 who may comment reacts, with one of five names, on a comment that stands', () => {
  const react = (roles: Role[], deleted = false) =>
    commentAbilities({ authorId: 'somebody', deleted, hidden: false }, review(roles), me).react;
  expect(REACTIONS).toHaveLength(5);
  expect([react(['commenter']), react(['viewer']), react(['owner'], true)]).toEqual([true, false, false]);
});

describe('TH11 hiding', () => {
  const admin = { personId: 'me', admin: true };
  const theirs = { authorId: 'somebody', deleted: false, hidden: false };
  const looked = (stage: Stage) => ({ id: 'r', stage, members: [], lookers: ['me'] });

  test('TH11 is for administrators who read, as a member or by break-glass, at every stage, and for no role', () => {
    for (const stage of STAGES) {
      expect(commentAbilities(theirs, looked(stage), admin)).toEqual({ ...NOTHING, hide: true });
      expect(commentAbilities({ ...theirs, hidden: true }, looked(stage), admin)).toEqual({ ...NOTHING, unhide: true });
      expect(commentAbilities(theirs, { id: 'r', stage, members: [] }, admin)).toEqual(NOTHING);
      for (const role of ROLES) {
        expect(commentAbilities(theirs, review([role], stage), me).hide, role).toBe(false);
        expect(commentAbilities({ ...theirs, hidden: true }, review([role], stage), me).unhide, role).toBe(false);
      }
    }
    expect(commentAbilities(theirs, review(['viewer'], 'drafting'), admin).hide).toBe(false);
    expect(commentAbilities(theirs, review(['viewer']), admin).hide).toBe(true);
    expect(commentAbilities(theirs, { ...looked('review'), binnedUntil: new Date(0) }, admin)).toEqual(NOTHING);
  });

  test('TH11 is never for one’s own words, nor for what was taken back', () => {
    for (const hidden of [false, true]) {
      const own = commentAbilities({ ...theirs, authorId: 'me', hidden }, review(['owner']), admin);
      expect([own.hide, own.unhide]).toEqual([false, false]);
      expect(commentAbilities({ ...theirs, deleted: true, hidden }, looked('review'), admin)).toEqual(NOTHING);
    }
  });

  test('TH11 leaves the author nothing but to take it back, and others nothing at all', () => {
    const hidden = { authorId: 'me', deleted: false, hidden: true };
    expect(commentAbilities(hidden, review(['commenter']), me)).toEqual({ ...NOTHING, takeBack: true });
    expect(commentAbilities({ ...hidden, authorId: 'somebody' }, review(['owner']), me)).toEqual(NOTHING);
  });

  test('TH11 earlier wordings are read by administrators who may hide it, and by nobody else', () => {
    const hidden = { ...theirs, hidden: true };
    expect(readsEdits(hidden, looked('review'), admin)).toBe(true);
    expect(readsEdits({ ...hidden, deleted: true }, review(['owner']), me)).toBe(false);
    for (const authorId of ['me', 'somebody'])
      expect(readsEdits({ ...hidden, authorId }, review(['owner']), me)).toBe(false);
    expect(readsEdits(theirs, review(['viewer']), me)).toBe(true);
    expect(readsEdits({ ...theirs, deleted: true }, review(['editor']), me)).toBe(false);
  });
});
