// setup.done: the organisation and its first administrator, from the one-time link or from the environment.
import { z } from 'zod';
import { openLink, spendLink, spendLinksOf } from '../../../db/queries/links';
import { countPeople, foundOrganisation, insertPerson } from '../../../db/queries/people';
import type { Locale } from '../../../domain/actor';
import { must } from '../../../domain/must';
import { Refused } from '../../../domain/refusal';
import { ok, type Result } from '../../../domain/result';
import { tokenSha256 } from '../../auth/tokens';
import { attempt, parse } from '../run';
import { type PeopleAct, peopleAct } from './act';
import { emailInput, hashOfNew, localeInput, nameInput, passwordInput } from './inputs';
import type { PeopleNeeds } from './needs';

const body = z.strictObject({
  token: z.string().max(200),
  organisation: nameInput,
  name: nameInput,
  email: emailInput,
  password: passwordInput,
  locale: localeInput.optional(),
});

/** Refusals: bad-request, weak-password, link-spent (also when somebody was first). Of two at once one wins. */
export async function setUp(needs: PeopleNeeds, input: unknown): Promise<Result<{ personId: string; email: string }>> {
  const ready = await attempt(async () => {
    const wanted = parse(body, input);
    const sha = tokenSha256(wanted.token);
    const link = sha === null ? null : await openLink(needs.database.db, sha, needs.clock());
    if (sha === null || link?.kind !== 'setup') throw new Refused('link-spent');
    return { ...wanted, sha, passwordHash: await hashOfNew(needs, wanted.password, wanted) };
  });
  if (!ready.ok) return ready;
  const { sha, organisation, name, email, passwordHash, locale } = ready.value;
  return peopleAct(needs, async (act) => {
    if (!(await spendLink(act.tx, sha, needs.clock()))) throw new Refused('link-spent');
    const personId = await firstAdmin(act, { organisation, name, email, passwordHash, locale }, needs.clock());
    if (personId === null) throw new Refused('link-spent');
    return { personId, email };
  });
}

/**
 * At first start: the administrator of COUNTERSIGN_ADMIN_EMAIL and COUNTERSIGN_ADMIN_PASSWORD, unless somebody exists. The
 * organisation is called by the e-mail's domain until an administrator renames it. Refusals: bad-request, weak-password.
 */
export async function ensureFirstAdmin(
  needs: PeopleNeeds,
  input: { email: string; password: string; name?: string; organisation?: string },
): Promise<Result<{ created: boolean }>> {
  if ((await countPeople(needs.database.db)) > 0) return ok({ created: false });
  const ready = await attempt(async () => {
    const email = parse(emailInput, input.email);
    const name = input.name ?? email.split('@')[0] ?? email;
    return {
      email,
      name,
      organisation: input.organisation ?? organisationOf(email),
      passwordHash: await hashOfNew(needs, input.password, { email, name }),
    };
  });
  if (!ready.ok) return ready;
  return peopleAct(needs, async (act) => ({ created: (await firstAdmin(act, ready.value, needs.clock())) !== null }));
}

/** What the organisation of somebody with this e-mail is called until an administrator renames it. */
export function organisationOf(email: string): string {
  return email.split('@')[1] ?? email;
}

interface First {
  organisation: string;
  name: string;
  email: string;
  passwordHash: string;
  locale?: Locale | undefined;
}

/** Null when somebody exists. The organisation's one row is the lock: of two nodes at their first start the second waits, then finds it. */
export async function firstAdmin({ tx, event }: PeopleAct, first: First, now: Date): Promise<string | null> {
  const founded = await foundOrganisation(tx, first.organisation);
  if (!founded || (await countPeople(tx)) > 0) return null;
  const { name, email, passwordHash, locale } = first;
  const personId = must(
    await insertPerson(tx, { name, email, passwordHash, admin: true, ...(locale ? { locale } : {}) }),
    'nobody has this e-mail before the first person',
  );
  await spendLinksOf(tx, null, now);
  event(personId, { kind: 'setup.done', body: { organisation: first.organisation, personId } });
  return personId;
}
