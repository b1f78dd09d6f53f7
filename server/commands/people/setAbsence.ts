// person.absent and person.back: out of office, whole days; a delegate is offered to owners and to oneself, and never put in by itself.
import { z } from 'zod';
import { activePerson } from '../../../db/queries/people';
import { setAbsence as setRow } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { parse } from '../run';
import { dayInput } from '../signoff/inputs';
import { peopleAct } from './act';

export const absenceBody = z.strictObject({
  from: dayInput,
  until: dayInput,
  delegateId: z.uuid().nullable().default(null),
  note: wordsInput(500).default(''),
});

/** In place of the one before; null ends it. Refusals: bad-request (it ends before it begins, or oneself as delegate), not-found (delegate). */
export async function setAbsence(needs: Needs, actor: Actor, input: unknown): Promise<Result<null>> {
  return peopleAct(needs, async ({ tx, event }) => {
    const absence = input === null ? null : parse(absenceBody, input);
    if (absence && absence.until < absence.from) throw new Refused('bad-request', { field: 'until' });
    if (absence?.delegateId === actor.personId) throw new Refused('bad-request', { field: 'delegateId' });
    if (absence?.delegateId && !(await activePerson(tx, absence.delegateId)))
      throw new Refused('not-found', { field: 'delegateId' });
    await setRow(tx, actor.personId, absence);
    if (absence) {
      const { from, until, delegateId } = absence;
      event(actor.personId, { kind: 'person.absent', body: { from, until, delegateId } });
    } else event(actor.personId, { kind: 'person.back', body: {} });
    return null;
  });
}
