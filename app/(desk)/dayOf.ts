// The calendar day of an instant, in the reader's time zone.

/** YYYY-MM-DD; `timeZone` an IANA name, the machine's own when absent. */
export function dayOf(instant: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );
}
