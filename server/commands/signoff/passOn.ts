// signoff.changed, transferred and delegated: a line goes to somebody else, for good (转办) or to come back (委派, shown as 代).
import { z } from 'zod';
import { rolesInRow } from '../../../db/queries/reviews';
import { insertLine, type LineRow, removeLine } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { must } from '../../../domain/must';
import { can } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { seatOf, standsForIt } from '../../../domain/signoff';
import { decidePassing, rolesGiven, signsByThemselves } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import { type Act, act, type Once, parse, reviewFor } from '../run';
import { recordInput } from './inputs';
import { askable, lineIn, type Opened, openSignoff, recordChange, refuseDecided } from './open';
import { giveRight } from './rights';

export const passOnBody = z.strictObject({ personId: z.string(), recordSha256: recordInput });
export const giveBackBody = z.strictObject({ recordSha256: recordInput });

interface Input {
  reviewId: string;
  lineId: string;
  body: unknown;
  once: Once;
}

/**
 * By the line's own person, or an owner. Refusals: not-found, forbidden, wrong-stage, digest-moved, already-asked,
 * already-decided, objection-stands.
 */
export async function transferLine(needs: Needs, actor: Actor, input: Input): Promise<Result<Passed>> {
  return act(
    needs,
    async (act) => {
      const { at, line, wanted } = await passable(act, actor, input);
      const { id, personId } = await newLine(needs, act, actor, at, line, { ...wanted, standing: 'transferred' });
      await removeLine(act.tx, line.id, actor.personId);
      const change = { act: 'transferred', line: id, from: line.personId, personId } as const;
      return { id, ...(await recordChange(needs, act, actor, at, change)) };
    },
    input.once,
  );
}

/** The delegate's decision counts for the line; the principal may take it back before. Refusals as `transferLine`. */
export async function delegateLine(needs: Needs, actor: Actor, input: Input): Promise<Result<Passed>> {
  return act(
    needs,
    async (act) => {
      const { at, line, wanted } = await passable(act, actor, input);
      const { id, personId } = await newLine(needs, act, actor, at, line, { ...wanted, standing: 'delegated' });
      const change = { act: 'delegated', line: id, personId, standsFor: line.personId } as const;
      return { id, ...(await recordChange(needs, act, actor, at, change)) };
    },
    input.once,
  );
}

interface Passed {
  id: string;
  recordSha256: string;
}

/** Ends a delegation: by principal, delegate or owner, before the delegate decided. `lineId`: of either. Refusals as above. */
export async function giveBack(needs: Needs, actor: Actor, input: Input): Promise<Result<{ recordSha256: string }>> {
  return act(
    needs,
    async (act) => {
      const at = await openSignoff(act, actor, input.reviewId, await asked(act, actor, input, giveBackBody));
      const { lineRows } = at.signoff;
      const named = lineIn(at, input.lineId);
      const own = named.standing === 'delegated' ? named : delegateOf(lineRows, named.id);
      const principal = own && lineRows.find((line) => line.id === own.standsFor);
      if (!own || !principal) throw new Refused('not-found', { field: 'line' });
      const parties = [own.personId, principal.personId];
      if (!parties.includes(actor.personId) && !can(at.review, actor.personId, 'change-signers'))
        throw new Refused('forbidden');
      refuseDecided(at, own);
      await removeLine(act.tx, own.id, actor.personId);
      const change = {
        act: 'given-back',
        line: principal.id,
        personId: own.personId,
        standsFor: principal.personId,
      } as const;
      return recordChange(needs, act, actor, at, change);
    },
    input.once,
  );
}

/** Rights first, then what the request lacks, then the stage: who may not is told nothing of the others. @throws Refused */
async function asked<T>(act: Act, actor: Actor, input: Input, schema: z.ZodType<T>): Promise<T> {
  const may = decidePassing(await reviewFor(act.tx, actor, input.reviewId, 'know'), actor.personId);
  if (!may.ok && may.refusal.code !== 'wrong-stage') throw new Refused(may.refusal.code, may.refusal);
  const wanted = parse(schema, input.body);
  if (!may.ok) throw new Refused(may.refusal.code, may.refusal);
  return wanted;
}

/** A line that its person, or an owner, may pass on now: undecided, and nobody stands for it. */
async function passable(act: Act, actor: Actor, input: Input) {
  const wanted = await asked(act, actor, input, passOnBody);
  const at = await openSignoff(act, actor, input.reviewId, wanted);
  const line = lineIn(at, input.lineId);
  const own = line.personId === actor.personId && can(at.review, actor.personId, 'pass-on');
  if (!own && !can(at.review, actor.personId, 'change-signers')) throw new Refused('forbidden');
  // A delegate decides or gives it back; nobody stands for who stands for another.
  if (line.standing === 'delegated' || delegateOf(at.signoff.lineRows, line.id)) throw new Refused('already-asked');
  refuseDecided(at, line);
  return { at, line, wanted };
}

function delegateOf(lines: readonly LineRow[], lineId: string): LineRow | undefined {
  return lines.find((line) => standsForIt(line, lineId));
}

async function newLine(
  needs: Needs,
  act: Act,
  actor: Actor,
  at: Opened,
  line: LineRow,
  { personId, standing }: { personId: string; standing: 'transferred' | 'delegated' },
) {
  const person = await askable(act, at, line.step, personId);
  const step = must(
    at.signoff.stepRows.find((one) => one.no === line.step),
    'a line has a step',
  );
  const { roles, gave } = await giveRight(needs, act, actor, at.review.id, {
    personId: person.id,
    issues: step.issues,
  });
  const forGood = standing === 'transferred' && (await leavesWithRight(act, at, line, step.issues));
  const id = await insertLine(act.tx, {
    versionId: at.version.id,
    step: step.no,
    seat: seatOf(step.key, person.id, standing === 'delegated' ? line.personId : null),
    personId: person.id,
    name: person.name,
    roles: [...roles],
    gave: [...rolesGiven(at.signoff.lineRows, person.id), ...(forGood ? [] : gave)],
    scope: line.scope,
    group: line.group,
    due: line.due,
    standing,
    standsFor: line.id,
    addedBy: actor.personId,
  });
  return { id, personId: person.id };
}

/** WF17: whether the line is the last of its person, and theirs to sign by a right of their own: then the right goes along for good. */
async function leavesWithRight(
  act: Act,
  { review, signoff }: Opened,
  line: LineRow,
  issues: boolean,
): Promise<boolean> {
  const { personId } = line;
  if (signoff.lines.some((other) => other.personId === personId && other.id !== line.id)) return false;
  const given = rolesGiven(signoff.lineRows, personId);
  return signsByThemselves(await rolesInRow(act.tx, review.id, personId), given, issues);
}
