// Calendar days from the present one: a date that a page compares with today must not age with the test.

/** YYYY-MM-DD in UTC, so many days from now. */
export function inDays(n: number): string {
  return new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
}
