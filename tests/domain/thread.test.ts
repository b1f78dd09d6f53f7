// Who settles which thread.
import { expect, test } from 'vitest';
import type { Role, Stage } from '../../domain/review';
import { type ThreadState, threadAbilities } from '../../domain/thread';

const review = (roles: Role[], stage: Stage = 'review') => ({ id: 'r', stage, members: [{ personId: 'me', roles }] });
const thread = (kind: ThreadState['kind'], author: string, state: ThreadState['state'] = 'open'): ThreadState => ({
  kind,
  state,
  authorId: author,
});
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
  });
  expect(may(['viewer'], thread('normal', 'me')).reply).toBe(false);
});
