// decision.made and decision.withdrawn: a signatory's word over exact bytes, re-authenticated, append-only.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { holdKey } from '../../../db/queries/repeats';
import { standsById } from '../../../db/queries/sessions';
import { decisionByKey, insertDecision } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { DECISIONS } from '../../../domain/review';
import {
  type DecisionRow,
  decideRefusal,
  lineToDecide,
  lineToWithdraw,
  needsOpinion,
  type SignoffLine,
  scopeText,
  takenBack,
  withdrawable,
} from '../../../domain/signoff';
import { isSignatory, ownersOf } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { type Act, act, attempt, type Once, parse, reviewFor } from '../run';
import { completeWhenMet } from './complete';
import { type Opened, openSignoff } from './open';
import { tell } from './tell';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const password = z.string().min(1).max(1000);
export const decideBody = z.strictObject({
  digest: hex,
  recordSha256: hex.optional(),
  decision: z.enum(DECISIONS),
  opinion: wordsInput(10_000).optional(),
  /** Which of the person's lines, where there are several; the one that waits when absent. */
  line: z.uuid().optional(),
  password,
});
export const withdrawBody = z.strictObject({
  digest: hex,
  recordSha256: hex.optional(),
  line: z.uuid().optional(),
  password,
});

interface Input {
  reviewId: string;
  body: unknown;
  idempotencyKey: string | null;
  once: Once;
}

/**
 * Compare-and-set: the digest that the signer saw must still be the version's. The password is asked before anything is said
 * about the state. Refusals: not-found, forbidden, wrong-password, too-many-attempts, wrong-stage, digest-moved,
 * section-open, not-your-turn, already-decided, reason-needed, idempotency-mismatch. What the decision takes back is withdrawn with it (SG21).
 */
export async function decide(needs: Needs, actor: Actor, input: Input): Promise<Result<{ id: string }>> {
  const checked = await reauthenticated(needs, actor, input.reviewId, () => parse(decideBody, input.body));
  if (!checked.ok) return checked;
  const { body, authAt } = checked.value;
  const opinion = body.opinion || null;
  const work = async (act: Act) => {
    // Beyond the week in which answers are kept (run.ts), the decision itself knows its key.
    if (input.idempotencyKey) {
      await holdKey(act.tx, actor.personId, input.idempotencyKey);
      const before = await decisionByKey(act.tx, actor.personId, input.idempotencyKey);
      if (before) return repeated(before, { ...body, opinion });
    }
    const at = await standingFor(act, actor, input.reviewId, body);
    const line = ownLine(at, actor, body.line, lineToDecide);
    const refusal = decideRefusal(at.signoff, line.id);
    if (refusal) throw new Refused(refusal);
    if (needsOpinion(body.decision) && !opinion) throw new Refused('reason-needed', { field: 'opinion' });
    for (const row of takenBack(at.signoff.rows, line.seat, body.decision))
      await takeBack(act, actor, at.review.id, { ...named(at, line, actor), row });
    const id = await insertDecision(act.tx, {
      ...named(at, line, actor),
      decision: body.decision,
      withdraws: null,
      opinion,
      idempotencyKey: input.idempotencyKey,
    });
    const standsFor = principalOf(at, line);
    act.event(actor, input.reviewId, {
      kind: 'decision.made',
      body: {
        versionNo: at.version.no,
        contentSha256: at.version.contentSha256,
        recordSha256: at.record.sha256,
        scope: scopeText(line.scope),
        decisionId: id,
        seat: line.seat,
        ...(standsFor ? { standsFor } : {}),
        signerId: actor.personId,
        name: line.name,
        roles: [...line.roles],
        decision: body.decision,
        ...(opinion ? { opinion } : {}),
        authMethod: 'password',
        authAt,
        sessionHash: createHmac('sha256', needs.secret).update(actor.sessionId).digest('hex'),
      },
    });
    if (body.decision === 'object') {
      const told = { line: line.id, version: at.version.no };
      const people = ownersOf(at.review);
      await tell(act, at.review, { kind: 'objected', people, actorId: actor.personId, body: () => told });
    }
    act.after(() => needs.collab.notify(input.reviewId, { type: 'signoff' }));
    await completeWhenMet(needs, act, input.reviewId);
    return { id };
  };
  return act(needs, work, input.once);
}

/** SG20: the same key for the same word of the same line over the same bytes gets the same answer, for anything else 422. A digest names its review. */
function repeated(
  before: NonNullable<Awaited<ReturnType<typeof decisionByKey>>>,
  wanted: {
    digest: string;
    recordSha256?: string | undefined;
    line?: string | undefined;
    decision: string;
    opinion: string | null;
  },
): { id: string } {
  const same =
    before.contentSha256 === wanted.digest &&
    before.recordSha256 === (wanted.recordSha256 ?? before.recordSha256) &&
    before.lineId === (wanted.line ?? before.lineId) &&
    before.decision === wanted.decision &&
    before.opinion === wanted.opinion;
  if (!same) throw new Refused('idempotency-mismatch');
  return { id: before.id };
}

/**
 * SG1: takes back the actor's standing decision before completion, out of turn and while sections are returned as well. Refusals:
 * not-found, forbidden, wrong-password, too-many-attempts, wrong-stage, digest-moved, nothing-to-withdraw. Under its key it counts once.
 */
export async function withdraw(
  needs: Needs,
  actor: Actor,
  input: Omit<Input, 'idempotencyKey'>,
): Promise<Result<null>> {
  const checked = await reauthenticated(needs, actor, input.reviewId, () => parse(withdrawBody, input.body));
  if (!checked.ok) return checked;
  return act(
    needs,
    async (act) => {
      const { body } = checked.value;
      const at = await standingFor(act, actor, input.reviewId, body);
      const line = ownLine(at, actor, body.line, lineToWithdraw);
      const rows = withdrawable(at.signoff.rows, line, at.signoff.content);
      if (rows.length === 0) throw new Refused('nothing-to-withdraw');
      for (const row of rows) await takeBack(act, actor, at.review.id, { ...named(at, line, actor), row });
      act.after(() => needs.collab.notify(input.reviewId, { type: 'signoff' }));
      await completeWhenMet(needs, act, input.reviewId);
      return null;
    },
    input.once,
  );
}

type Named = ReturnType<typeof named>;

/** The row and the event of a withdrawal: of `row`, written from a line over a version. */
export async function takeBack(
  act: Act,
  actor: Actor,
  reviewId: string,
  { row, ...from }: Named & { row: Pick<DecisionRow, 'id' | 'seat' | 'decision' | 'versionNo' | 'contentSha256'> },
): Promise<void> {
  await insertDecision(act.tx, {
    ...from,
    decision: null,
    withdraws: row.id,
    opinion: null,
    idempotencyKey: null,
  });
  act.event(actor, reviewId, {
    kind: 'decision.withdrawn',
    body: {
      versionNo: row.versionNo,
      decision: must(row.decision, 'what stands is a decision'),
      contentSha256: row.contentSha256,
      decisionId: row.id,
      seat: row.seat,
    },
  });
}

function named({ version, record }: Opened, line: SignoffLine, actor: Actor) {
  return {
    lineId: line.id,
    personId: actor.personId,
    contentSha256: version.contentSha256,
    recordSha256: record.sha256,
  };
}

/** The line that is meant: the one named, which has to be the person's, or the one that the rule finds. @throws Refused forbidden */
function ownLine(
  { signoff }: Opened,
  actor: Actor,
  lineId: string | undefined,
  otherwise: typeof lineToDecide,
): SignoffLine {
  const named = signoff.lines.find((line) => line.id === lineId && line.personId === actor.personId);
  const line = lineId === undefined ? otherwise(signoff, actor.personId) : named;
  if (!line) throw new Refused('forbidden', { field: 'line' });
  return line;
}

/** Whom a delegate stands for: both names are in the event (代). */
function principalOf({ signoff }: Opened, line: SignoffLine): { personId: string; name: string } | null {
  const principal = line.standing === 'delegated' ? signoff.lines.find((one) => one.id === line.standsFor) : undefined;
  return principal ? { personId: principal.personId, name: principal.name } : null;
}

/** Rights first (a stranger gets 404, a non-signatory 403), then the password, outside of any transaction: hashing is slow. */
async function reauthenticated<T extends { password: string }>(
  needs: Needs,
  actor: Actor,
  reviewId: string,
  read: () => T,
): Promise<Result<{ body: T; authAt: string }>> {
  return attempt(async () => {
    const review = await reviewFor(needs.database.db, actor, reviewId, 'know');
    if (!isSignatory(review, actor.personId)) throw new Refused('forbidden');
    const body = read();
    await confirmed(needs, actor, body.password);
    return { body, authAt: new Date().toISOString() };
  });
}

/** @throws Refused wrong-password, too-many-attempts */
export async function confirmed(needs: Needs, actor: Actor, password: string): Promise<void> {
  const answer = await needs.confirmPassword(actor.personId, password);
  if (!answer.ok)
    throw answer.retryAfter
      ? new Refused('too-many-attempts', { retryAfter: answer.retryAfter })
      : new Refused('wrong-password', { field: 'password' });
}

/** The open version under the review's row lock, so that two last signers, or a signer and a withdrawal, come one after the other. */
async function standingFor(
  act: Act,
  actor: Actor,
  reviewId: string,
  seen: { digest: string; recordSha256?: string | undefined },
): Promise<Opened> {
  const at = await openSignoff(act, actor, reviewId, seen);
  // The password took its turn, the row its lock: who signed out meanwhile signs nothing.
  if (!(await standsById(act.tx, actor.sessionId, new Date()))) throw new Refused('unsigned');
  if (!isSignatory(at.review, actor.personId)) throw new Refused('forbidden');
  if (at.version.contentSha256 !== seen.digest) throw new Refused('digest-moved');
  return at;
}
