// Who is told of which act in a thread.
import { describe, expect, test } from 'vitest';
import { decidedSoFar, type ThreadAct, type ThreadAround, toldOfDecisions, toldOfThread } from '../../domain/notify';
import type { ReviewState, Stage } from '../../domain/review';

const review = (stage: Stage = 'review'): ReviewState => ({
  id: 'review',
  stage,
  members: [
    { personId: 'owner', roles: ['owner'] },
    { personId: 'editor', roles: ['editor'] },
    { personId: 'other editor', roles: ['editor'] },
    { personId: 'commenter', roles: ['commenter'] },
    { personId: 'signatory', roles: ['signatory'] },
  ],
});
const thread = (more: Partial<ThreadAround> = {}): ThreadAround => ({
  id: 'thread',
  kind: 'normal',
  authorId: 'commenter',
  assigneeId: null,
  takingPart: [],
  sectionOwnerId: null,
  ...more,
});
const told = (act: ThreadAct, of: ThreadAround, actor: string, stage?: Stage) =>
  toldOfThread(act, of, review(stage), actor).map((one) => `${one.personId}: ${one.kind}`);
const reply = (...mentioned: string[]): ThreadAct => ({ kind: 'replied', commentId: 'c', mentioned });

describe('a notification', () => {
  test('NO1 of a reply goes to the author, the assignee and all who took part', () => {
    const busy = thread({ assigneeId: 'owner', takingPart: ['commenter', 'other editor'] });
    expect(told(reply(), busy, 'editor').sort()).toEqual([
      'commenter: replied',
      'other editor: replied',
      'owner: replied',
    ]);
  });

  test('NO1 of an assignment goes to the assignee with the day; of settling and reopening to all who took part', () => {
    expect(
      toldOfThread({ kind: 'assigned', assigneeId: 'editor', due: '2026-12-01' }, thread(), review(), 'owner'),
    ).toEqual([
      {
        personId: 'editor',
        reviewId: 'review',
        kind: 'assigned',
        actorId: 'owner',
        threadId: 'thread',
        commentId: null,
        body: { due: '2026-12-01' },
      },
    ]);
    const assigned = thread({ assigneeId: 'editor', takingPart: ['other editor'] });
    for (const kind of ['resolved', 'reopened'] as const)
      expect(told({ kind }, assigned, 'owner')).toEqual([
        `commenter: ${kind}`,
        `editor: ${kind}`,
        `other editor: ${kind}`,
      ]);
  });

  test('NO1 of a hidden comment goes to who wrote it, while they may read', () => {
    const hidden: ThreadAct = { kind: 'hidden', commentId: 'c', commentAuthorId: 'signatory' };
    expect(told(hidden, thread({ assigneeId: 'owner', takingPart: ['editor'] }), 'admin')).toEqual([
      'signatory: hidden',
    ]);
    expect(told(hidden, thread(), 'admin', 'drafting')).toEqual([]);
  });

  test('NO1 of an edit goes only to those whom it names anew', () => {
    const edited: ThreadAct = { kind: 'edited', commentId: 'c', mentioned: ['editor'] };
    expect(told(edited, thread({ takingPart: ['owner'] }), 'commenter')).toEqual(['editor: mentioned']);
  });

  test('NO2 comes once, by its most pressing kind', () => {
    expect(told(reply('commenter'), thread({ takingPart: ['commenter'] }), 'editor')).toEqual(['commenter: mentioned']);
    const opened: ThreadAct = { kind: 'opened', commentId: 'c', mentioned: ['owner'] };
    expect(told(opened, thread({ kind: 'must-fix', sectionOwnerId: 'editor' }), 'commenter')).toEqual([
      'owner: mentioned',
      'editor: must-fix',
    ]);
  });

  test('NO3 of a must-fix goes to the owners and the writer of its section, without one to the editors', () => {
    const opened: ThreadAct = { kind: 'opened', commentId: 'c', mentioned: [] };
    const asked = thread({ kind: 'must-fix' });
    expect(told(opened, { ...asked, sectionOwnerId: 'other editor' }, 'commenter')).toEqual([
      'owner: must-fix',
      'other editor: must-fix',
    ]);
    expect(told(opened, asked, 'commenter')).toEqual(['owner: must-fix', 'editor: must-fix', 'other editor: must-fix']);
  });

  test('NO5 of another comment goes to who looks after its section, without one to the owners', () => {
    const opened: ThreadAct = { kind: 'opened', commentId: 'c', mentioned: [] };
    expect(told(opened, thread(), 'commenter')).toEqual(['owner: commented']);
    expect(told(opened, thread({ sectionOwnerId: 'editor' }), 'commenter')).toEqual(['editor: commented']);
    expect(told(opened, thread({ sectionOwnerId: 'commenter' }), 'commenter')).toEqual([]);
    expect(told({ ...opened, mentioned: ['owner'] }, thread(), 'commenter')).toEqual(['owner: mentioned']);
  });

  test('NO7 of decisions goes to whoever is behind each suggestion, counted once each; never to the actor or who may not read', () => {
    const told = (authors: (string | null)[][], actor = 'owner', stage: Stage = 'review') =>
      Object.fromEntries(toldOfDecisions(authors, review(stage), actor));
    expect(told([['editor', 'editor'], ['editor', 'commenter'], [null], []])).toEqual({ editor: 2, commenter: 1 });
    expect(told([['owner'], ['owner', 'stranger'], ['owner', 'editor']])).toEqual({ editor: 1 });
    expect([told([['signatory']], 'owner', 'drafting'), told([['signatory']])]).toEqual([{}, { signatory: 1 }]);
  });

  test('NO7 a run of decisions is counted together and names who decided, the newest first', () => {
    const first = decidedSoFar(null, 'accept', 3, 'owner');
    expect(first).toEqual({ accepted: 3, rejected: 0, by: ['owner'] });
    const second = decidedSoFar(first, 'reject', 1, 'editor');
    expect(second).toEqual({ accepted: 3, rejected: 1, by: ['editor', 'owner'] });
    expect(decidedSoFar(second, 'reject', 2, 'owner')).toEqual({ accepted: 3, rejected: 3, by: ['owner', 'editor'] });
    expect(first).toEqual({ accepted: 3, rejected: 0, by: ['owner'] });
  });

  test('NO4 never goes to the actor, a stranger, or a member who may not read at this stage', () => {
    expect(told(reply('commenter'), thread(), 'commenter')).toEqual([]);
    expect(told(reply('stranger', 'signatory'), thread(), 'commenter', 'drafting')).toEqual([]);
    expect(told(reply('signatory'), thread(), 'commenter')).toEqual(['signatory: mentioned']);
  });
});
