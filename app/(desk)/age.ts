// How old a task is, in the reader's days.

export type Age = 'today' | 'week' | 'earlier';

/** Calendar days in `timeZone`, not spans of 24 hours: yesterday evening is not today. */
export function ageOf(at: string, now: string, timeZone: string | undefined): Age {
  const day = (instant: string) =>
    Date.parse(
      new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
        new Date(instant),
      ),
    );
  const days = (day(now) - day(at)) / 86_400_000;
  if (days <= 0) return 'today';
  return days < 7 ? 'week' : 'earlier';
}
