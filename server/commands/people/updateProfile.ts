// profile.changed: one's own name, language and theme.
import { z } from 'zod';
import { changePerson } from '../../../db/queries/people';
import type { Actor } from '../../../domain/actor';
import type { Result } from '../../../domain/result';
import { parse } from '../run';
import { peopleAct } from './act';
import { localeInput, nameInput } from './inputs';
import type { PeopleNeeds } from './needs';

/** null: as the browser says. */
export const updateProfileBody = z.strictObject({
  name: nameInput.exactOptional(),
  locale: localeInput.nullable().exactOptional(),
  theme: z.enum(['system', 'light', 'dark']).nullable().exactOptional(),
});

/** Signatures keep the name they were printed with. Refusals: bad-request, unknown-field. */
export async function updateProfile(needs: PeopleNeeds, actor: Actor, input: unknown): Promise<Result<null>> {
  return peopleAct(needs, async ({ tx, event }) => {
    const change = parse(updateProfileBody, input);
    const keys = Object.keys(change);
    if (keys.length === 0) return null;
    await changePerson(tx, actor.personId, change);
    event(actor.personId, { kind: 'profile.changed', body: { keys } });
    return null;
  });
}
