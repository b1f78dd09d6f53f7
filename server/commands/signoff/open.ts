// What every command over an open sign-off begins and ends with: the version under lock, and the record of what was changed.
import { activePerson } from '../../../db/queries/people';
import type { ReviewRow } from '../../../db/queries/reviews';
import { insertRecord, type LineRow, recordInForce, type StoredSignoff, signoffOf } from '../../../db/queries/signoff';
import { latestVersion, type VersionRow } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import type { Asked, SignoffChange } from '../../../domain/events';
import { isId } from '../../../domain/ids';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import { bytesOf, lineState, objects, type Signoff, type SignoffLine, standsForIt } from '../../../domain/signoff';
import { recordOf } from '../../../domain/signoffRecord';
import type { Needs } from '../../needs';
import { type Act, reviewFor } from '../run';
import { completeWhenMet } from './complete';
import { takeRights } from './rights';

export interface Opened {
  review: ReviewRow;
  version: VersionRow;
  signoff: StoredSignoff;
  record: { no: number; sha256: string };
}

/**
 * The open version under the review's row lock: whoever changes or signs it comes one after the other. `seen`: the record that the
 * person saw, compared when given. Refusals: not-found, wrong-stage, digest-moved.
 */
export async function openSignoff(
  act: Act,
  actor: Actor,
  reviewId: string,
  seen: { recordSha256?: string | undefined } = {},
): Promise<Opened> {
  const review = await reviewFor(act.tx, actor, reviewId, 'know', true);
  const version = await latestVersion(act.tx, review.id);
  if (version?.outcome !== 'open') throw new Refused('wrong-stage');
  const record = await recordInForce(act.tx, version);
  if (seen.recordSha256 !== undefined && seen.recordSha256 !== record.sha256) throw new Refused('digest-moved');
  return { review, version, record, signoff: await signoffOf(act.tx, version) };
}

/** A line of the open version that stands now. @throws Refused not-found */
export function lineIn({ signoff }: Opened, lineId: string): LineRow {
  const line = signoff.lineRows.find((one) => one.id === lineId);
  if (!line) throw new Refused('not-found', { field: 'line' });
  return line;
}

/** The lines of a step that count: the represented through their delegates. */
export function countedIn({ signoff }: Opened, step: number): SignoffLine[] {
  const own = signoff.lines.filter((line) => line.step === step);
  return own.filter((line) => !own.some((other) => standsForIt(other, line.id)));
}

/** WF11: a line whose objection stands, or that has signed these bytes, is not passed on: its person withdraws first. @throws Refused */
export function refuseDecided({ signoff }: Opened, line: Pick<SignoffLine, 'id'>): void {
  const own = must(
    signoff.lines.find((one) => one.id === line.id),
    'it stands',
  );
  const state = lineState(signoff.rows, own, signoff.content);
  if (objects(state)) throw new Refused('objection-stands');
  const bytes = bytesOf(signoff.content, own.scope);
  if (state.decision !== null && signoff.rows.some((row) => row.id === state.rowId && row.bytes === bytes))
    throw new Refused('already-decided');
}

/** Somebody who can be asked, with their name; not twice at one step. @throws Refused not-found, already-asked */
export async function askable(
  act: Act,
  at: Opened,
  step: number,
  personId: string,
): Promise<{ id: string; name: string }> {
  const person = isId(personId) ? await activePerson(act.tx, personId) : null;
  if (!person) throw new Refused('not-found', { field: 'personId' });
  if (at.signoff.lines.some((line) => line.step === step && line.personId === personId))
    throw new Refused('already-asked', { field: 'personId' });
  return person;
}

/** Steps and lines as events and records have them. */
export function askedIn(signoff: Signoff): Asked {
  const steps = signoff.steps.map(({ no, key, order, title, rule, issues }) => ({
    no,
    key,
    order,
    title,
    rule,
    issues,
  }));
  return { steps, lines: signoff.lines };
}

/**
 * After the rows of a change: the next record over the same content, its event, the rights of who has no line any more, and the
 * completion when what is left has passed. Nobody's signature is touched (PROMISES, matrix).
 */
export async function recordChange(
  needs: Needs,
  act: Act,
  actor: Actor,
  { review, version, record, signoff: before }: Opened,
  change: SignoffChange,
): Promise<{ recordSha256: string }> {
  const signoff = await signoffOf(act.tx, version);
  const made = recordOf({
    reviewId: review.id,
    versionNo: version.no,
    prevRecordSha256: record.sha256,
    content: signoff.content,
    steps: signoff.steps,
    lines: signoff.lines,
  });
  await insertRecord(act.tx, {
    versionId: version.id,
    no: record.no + 1,
    record: made.bytes,
    sha256: made.recordSha256,
    by: actor.personId,
  });
  const { recordSha256 } = made;
  act.event(actor, review.id, {
    kind: 'signoff.changed',
    body: { versionNo: version.no, recordSha256, prevRecordSha256: record.sha256, change, ...askedIn(signoff) },
  });
  await takeRights(needs, act, actor, review.id, { before, after: signoff });
  act.after(() => needs.collab.notify(review.id, { type: 'signoff' }));
  await completeWhenMet(needs, act, review.id);
  return { recordSha256 };
}
