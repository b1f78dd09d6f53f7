// person.absent: out of office, whole days; a delegate is offered to owners and to oneself, and never put in by itself.
import { z } from 'zod';
import { activePerson } from '../../../db/queries/people';
import { setAbsence as setRow } from '../../../db/queries/signoff';
import type { Actor } from '../../../domain/actor';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { Needs } from '../../needs';
import { wordsInput } from '../inputs';
import { act, parse } from '../run';
import { dayInput } from '../signoff/inputs';

export const absenceBody = z.strictObject({
  from: dayInput,
  until: dayInput,
  delegateId: z.uuid().nullable().default(null),
  note: wordsInput(500).default(''),
});

/** In place of the one before; null ends it. Refusals: bad-request (it ends before it begins, or oneself as delegate), not-found (delegate). */
export async function setAbsence(needs: Needs, actor: Actor, input: unknown): Promise<Result<null>> {
  return act(needs, async ({ tx }) => {
    const absence = input === null ? null : parse(absenceBody, input);
    if (absence && absence.until < absence.from) throw new Refused('bad-request', { field: 'until' });
    if (absence?.delegateId === actor.personId) throw new Refused('bad-request', { field: 'delegateId' });
    if (absence?.delegateId && !(await activePerson(tx, absence.delegateId)))
      throw new Refused('not-found', { field: 'delegateId' });
    await setRow(tx, actor.personId, absence);
    return null;
  });
}
