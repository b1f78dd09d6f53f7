// The parts of input that several commands about people take, and the rules of a new password as a refusal.
import { z } from 'zod';
import { LOCALES } from '../../../domain/actor';
import { weaknessOf } from '../../../domain/password';
import { Refused } from '../../../domain/refusal';
import { normalisedEmail } from '../../auth/signIn';
import type { PeopleNeeds } from './needs';

/** Control characters, half surrogate pairs, and what turns the direction of the text around: in a name they only deceive. */
const DECEIVING = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]/u;

export const nameInput = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => !DECEIVING.test(text), { error: 'control characters are not taken' });
export const emailInput = z.string().max(320).transform(normalisedEmail).pipe(z.email().max(254));
export const passwordInput = z.string().min(1).max(1000);
export const localeInput = z.enum(LOCALES);

/** The hash of a new password. @throws Refused `weak-password` (detail says which rule), `unavailable` when too many wait. */
export async function hashOfNew(
  needs: Pick<PeopleNeeds, 'passwords'>,
  password: string,
  person: { email: string; name?: string | undefined },
): Promise<string> {
  const weakness = weaknessOf(password, person);
  if (weakness) throw new Refused('weak-password', { field: 'password', detail: weakness });
  return needs.passwords.turn(() => needs.passwords.hash(password));
}
