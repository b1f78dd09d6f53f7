// signoff.changed, added: somebody is asked before or beside a step (加签), with the right to read and sign in the same transaction.
import { z } from 'zod';
import { insertLine, insertStepBefore } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { takesOneMore } from '../../../domain/lineActs';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import { scopeText, seatOf } from '../../../domain/signoff';
import { ADDED_TITLE, isSatisfiable } from '../../../domain/signoffPlan';
import { rolesGiven } from '../../../domain/workflow';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, type Once, parse, reviewFor } from '../run';
import { dueInput, recordInput } from './inputs';
import { askable, countedIn, type Opened, openSignoff, recordChange } from './open';
import { giveRight } from './rights';

export const addLineBody = z.strictObject({
  personId: z.string(),
  place: z.enum(['before', 'beside']).default('beside'),
  step: z.number().int().min(1).max(1000),
  group: wordsInput(100).min(1).optional(),
  scope: z.array(wordsInput(200).min(1)).min(1).max(100).optional(),
  due: dueInput.optional(),
  recordSha256: recordInput,
});

/**
 * `beside`: in the step; `before`: a step of their own, before it. Refusals: not-found (person, step), forbidden, wrong-stage,
 * digest-moved, already-asked, bad-request (a group is missing, a section is not in the text, beside who issues), step-needs-people
 * (a group that alone could not meet the rule).
 */
export async function addLine(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; body: unknown; once: Once },
): Promise<Result<{ id: string; recordSha256: string }>> {
  return act(
    needs,
    async (act) => {
      await reviewFor(act.tx, actor, input.reviewId, 'change-signers');
      const wanted = parse(addLineBody, input.body);
      const at = await openSignoff(act, actor, input.reviewId, wanted);
      const target = at.signoff.stepRows.find((step) => step.no === wanted.step);
      if (!target) throw new Refused('not-found', { field: 'step' });
      if (wanted.place === 'beside' && !takesOneMore(target))
        throw new Refused('bad-request', { field: 'place', detail: 'one person alone issues' });
      refuseUnknown(at, wanted.scope);
      const person = await askable(act, at, wanted.place === 'beside' ? target.no : -1, wanted.personId);
      let step = target;
      if (wanted.place === 'before') {
        const no = nextStepNo(at);
        step = {
          ...target,
          no,
          key: `added-${at.version.no}-${no}`,
          title: ADDED_TITLE,
          rule: { kind: 'all' },
          issues: false,
          added: true,
        };
        await insertStepBefore(act.tx, step);
      } else if (step.rule.kind === 'each-group' && !wanted.group) throw new Refused('bad-request', { field: 'group' });
      // WF18: with one person a new group may be too small for ever.
      else if (!isSatisfiable(step.rule, [...countedIn(at, step.no), { group: wanted.group }]))
        throw new Refused('step-needs-people', { field: 'group' });
      const { roles, gave } = await giveRight(needs, act, actor, at.review.id, {
        personId: person.id,
        issues: step.issues,
      });
      const id = await insertLine(act.tx, {
        versionId: at.version.id,
        step: step.no,
        seat: seatOf(step.key, person.id),
        personId: person.id,
        name: person.name,
        roles: [...roles],
        gave: [...rolesGiven(at.signoff.lineRows, person.id), ...gave],
        scope: scopeText(wanted.scope ?? 'whole'),
        group: wanted.group ?? null,
        due: wanted.due ?? at.review.signoffDue,
        addedBy: actor.personId,
      });
      const change = { act: 'added', line: id, personId: person.id, place: wanted.place } as const;
      return { id, ...(await recordChange(needs, act, actor, at, change)) };
    },
    input.once,
  );
}

function refuseUnknown({ version }: Opened, scope: readonly string[] | undefined): void {
  const missing = scope?.find((key) => !version.sections.some(({ id }) => id === key));
  if (missing !== undefined)
    throw new Refused('bad-request', { field: 'scope', detail: 'a section that is not in the text' });
}

/** Never that of a step that was there before: its lines, taken out, still name it. */
function nextStepNo({ signoff: { stepRows, lineRows, former } }: Opened): number {
  return 1 + Math.max(...stepRows.map(({ no }) => no), ...[...lineRows, ...former].map(({ step }) => step));
}
