// Is this the person? E-mail and password at the door, the password alone before a signature.
import { type PersonRow, personByEmail, personById, replaceHash } from '../../db/queries/people';
import { ok, type Result, refused } from '../../domain/result';
import type { PeopleNeeds } from '../commands/people/needs';
import { attempt } from '../commands/run';
import type { Verdict } from './limits';
import { outgrown } from './passwords';

type Needs = Pick<PeopleNeeds, 'database' | 'limits' | 'passwords'>;

const EMAIL_MAX = 320;
const PASSWORD_MAX = 1000;

/** How e-mails are stored and compared. */
export function normalisedEmail(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * Refusals: wrong-credentials (one answer, on one path, for unknown, invited, disabled and wrong), too-many-attempts, bad-request,
 * unavailable when too many sign in at once.
 */
export async function signIn(
  needs: Needs,
  input: { email: string; password: string; address: string },
): Promise<Result<PersonRow>> {
  if (input.email.length > EMAIL_MAX || input.password.length > PASSWORD_MAX) return refused('bad-request');
  const email = normalisedEmail(input.email);
  // PostgreSQL knows no U+0000, and no account has one.
  const person = email.includes('\u0000') ? null : await personByEmail(needs.database.db, email);
  const asked = await attempt(() =>
    needs.limits.guess({ email, address: input.address }, () => matches(needs, person, input.password)),
  );
  if (!asked.ok) return asked;
  const verdict = asked.value;
  if (verdict.ok && person) return ok(person);
  return verdict.ok || verdict.retryAfter === undefined
    ? refused('wrong-credentials')
    : refused('too-many-attempts', { retryAfter: verdict.retryAfter });
}

/** Re-authentication of somebody signed in, under a limit of their own; failures count on the account too (T42). */
export async function confirmPassword(needs: Needs, personId: string, password: string): Promise<Verdict> {
  const person = await personById(needs.database.db, personId);
  if (!person || password.length > PASSWORD_MAX) return { ok: false };
  return needs.limits.guess({ email: person.email, address: null }, () => matches(needs, person, password));
}

/** Always one hash, whoever it is. A right password under outgrown parameters is hashed anew. */
async function matches(needs: Needs, person: PersonRow | null, password: string): Promise<boolean> {
  const stored = person && person.disabledAt === null ? person.passwordHash : null;
  const right = await needs.passwords.verify(password, stored);
  if (right && person && stored !== null && outgrown(stored))
    await replaceHash(needs.database.db, person.id, stored, await needs.passwords.hash(password));
  return right;
}
