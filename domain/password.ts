// What a new password must be, the same for the form that asks and the server that decides.

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** First guesses of every list, of at least PASSWORD_MIN characters, lower case. */
const COMMON: ReadonlySet<string> = new Set([
  '0123456789',
  '1234567890',
  '12345678910',
  '1234567890a',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'abcd123456',
  'administrator',
  'countersign',
  'iloveyou123',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'q1w2e3r4t5',
  'qwertyuiop',
  'qwerty1234',
  'woaini1314',
  'woaini520520',
]);

export type Weakness = 'short' | 'long' | 'own-name' | 'common';

/** The one form that is hashed: NFKC, so that another keyboard's full-width digits are the same password. */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with a new password, or null. Length counts characters after NFKC. */
export function weaknessOf(password: string, person: { email: string; name?: string | undefined }): Weakness | null {
  const text = normalisedPassword(password);
  const length = [...text].length;
  if (length < PASSWORD_MIN) return 'short';
  if (length > PASSWORD_MAX) return 'long';
  const folded = text.toLowerCase();
  const own = [person.email, person.email.split('@')[0], person.name].map((word) =>
    normalisedPassword(word ?? '').toLowerCase(),
  );
  if (own.includes(folded)) return 'own-name';
  return COMMON.has(folded) || new Set(folded).size === 1 ? 'common' : null;
}
