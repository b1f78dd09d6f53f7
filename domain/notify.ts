// Who is told of an act inside the product. Pure: the command that acts writes the rows in its own transaction.
import type { SuggestionDecision } from './document/suggestions';
import { can } from './policy';
import { type ReviewState, rolesOf } from './review';
import { MOVES, type Move } from './workflow';

/** Of threads. Whoever adds acts adds their kinds to `NotificationKind`. */
const THREAD_KINDS = [
  'assigned',
  'mentioned',
  'must-fix',
  'replied',
  'commented',
  'resolved',
  'reopened',
  'hidden',
] as const;
type ThreadKind = (typeof THREAD_KINDS)[number];
/** Of the sign-off: one's turn to sign, a reminder of it, sections to mend, somebody objects, points to answer, the end. */
const SIGNOFF_KINDS = ['to-sign', 'reminded', 'sections-returned', 'step-returned', 'objected', 'approved'] as const;
/** Of the review: one is taken in, or given a section; an administrator looks in, wants it to go, or names another owner. */
const REVIEW_KINDS = ['joined', 'section-given', 'looked-in', 'purge-asked', 'owner-replaced'] as const;
/** Of the stages: the review moves on, or comes back. They go by the names of the moves. */
const MOVE_KINDS = Object.keys(MOVES) as Move[];
/** Of suggestions: others decided on one's own. */
export const SUGGESTIONS_DECIDED = 'suggestions-decided';
export const NOTIFICATION_KINDS = [
  ...THREAD_KINDS,
  ...SIGNOFF_KINDS,
  ...REVIEW_KINDS,
  ...MOVE_KINDS,
  SUGGESTIONS_DECIDED,
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** One line in one person's inbox. `body` holds facts by id; words of the text and of comments stay where their rights are. */
export interface NewNotification {
  personId: string;
  reviewId: string;
  kind: NotificationKind;
  actorId: string | null;
  threadId: string | null;
  commentId: string | null;
  body: Record<string, unknown>;
}

/** What the rules must know of the thread that an act is about. */
export interface ThreadAround {
  id: string;
  kind: 'normal' | 'must-fix';
  authorId: string;
  assigneeId: string | null;
  /** Who wrote or was named in it before this act. */
  takingPart: readonly string[];
  /** Who writes the section that it stands in, where somebody does. */
  sectionOwnerId: string | null;
}

/** `mentioned`: only those whom an earlier wording of the comment did not name. */
export type ThreadAct =
  | { kind: 'opened'; commentId: string; mentioned: readonly string[] }
  | { kind: 'replied'; commentId: string; mentioned: readonly string[] }
  | { kind: 'edited'; commentId: string; mentioned: readonly string[] }
  | { kind: 'assigned'; assigneeId: string; due: string | null }
  | { kind: 'resolved' }
  | { kind: 'reopened' }
  | { kind: 'hidden'; commentId: string; commentAuthorId: string };

/**
 * NO1-NO5: everybody whom the act concerns, once each under the most pressing kind (the order of THREAD_KINDS); never the
 * actor, never somebody who may not read the review now.
 */
export function toldOfThread(
  act: ThreadAct,
  thread: ThreadAround,
  review: ReviewState,
  actorId: string,
): NewNotification[] {
  const told = new Map<string, ThreadKind>();
  const tell = (people: readonly (string | null)[], kind: ThreadKind) => {
    for (const personId of people) {
      if (personId === null || personId === actorId || !can(review, personId, 'read')) continue;
      const before = told.get(personId);
      if (before === undefined || THREAD_KINDS.indexOf(kind) < THREAD_KINDS.indexOf(before)) told.set(personId, kind);
    }
  };
  switch (act.kind) {
    case 'opened':
      tell(act.mentioned, 'mentioned');
      if (thread.kind === 'must-fix') tell(menders(thread, review), 'must-fix');
      else tell(lookingAfter(thread, review), 'commented');
      break;
    case 'replied':
      tell(act.mentioned, 'mentioned');
      tell(takingPart(thread), 'replied');
      break;
    case 'edited':
      tell(act.mentioned, 'mentioned');
      break;
    case 'assigned':
      tell([act.assigneeId], 'assigned');
      break;
    case 'resolved':
    case 'reopened':
      tell(takingPart(thread), act.kind);
      break;
    case 'hidden':
      tell([act.commentAuthorId], 'hidden');
      break;
  }
  return [...told].map(([personId, kind]) => ({
    personId,
    reviewId: review.id,
    kind,
    actorId,
    threadId: thread.id,
    commentId: 'commentId' in act ? act.commentId : null,
    body: act.kind === 'assigned' ? { due: act.due } : {},
  }));
}

function takingPart(thread: ThreadAround): (string | null)[] {
  return [thread.authorId, thread.assigneeId, ...thread.takingPart];
}

/** NO3: the owners, and whoever writes the section; where nobody does, every editor. */
function menders(thread: ThreadAround, review: ReviewState): string[] {
  const writers = thread.sectionOwnerId === null ? holding(review, 'editor') : [thread.sectionOwnerId];
  return [...holding(review, 'owner'), ...writers];
}

/** NO5: whoever looks after the section; where nobody does, the owners. */
function lookingAfter({ sectionOwnerId }: ThreadAround, review: ReviewState): string[] {
  return sectionOwnerId === null ? holding(review, 'owner') : [sectionOwnerId];
}

function holding(review: ReviewState, role: 'owner' | 'editor'): string[] {
  return review.members.map(({ personId }) => personId).filter((id) => rolesOf(review, id).includes(role));
}

/** NO7: a run of decisions is over for a person when they have read of it, or when nothing was decided for this long. */
export const RUN_MINUTES = 10;

/** What one line tells of a run of decisions: how many of one's suggestions, and who decided, the newest first. */
export interface Decided {
  accepted: number;
  rejected: number;
  by: readonly string[];
}

/**
 * NO7: how many suggestions of each person an act decided on. `authors`: who is behind each, null for one whom the server does not
 * know. Never the actor, never somebody who may not read the review now.
 */
export function toldOfDecisions(
  authors: readonly (readonly (string | null)[])[],
  review: ReviewState,
  actorId: string,
): Map<string, number> {
  const told = new Map<string, number>();
  for (const people of authors)
    for (const personId of new Set(people))
      if (personId !== null && personId !== actorId && can(review, personId, 'read'))
        told.set(personId, (told.get(personId) ?? 0) + 1);
  return told;
}

/** NO7: what the line of a run says when `n` more are decided; `before`: what it said. */
export function decidedSoFar(
  before: Decided | null,
  decision: SuggestionDecision,
  n: number,
  actorId: string,
): Decided {
  const { accepted = 0, rejected = 0, by = [] } = before ?? {};
  return {
    accepted: accepted + (decision === 'accept' ? n : 0),
    rejected: rejected + (decision === 'reject' ? n : 0),
    by: [actorId, ...by.filter((id) => id !== actorId)],
  };
}
