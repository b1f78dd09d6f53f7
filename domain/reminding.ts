// When a line is reminded by the product itself (催办): after 5 days, then every 2, at most 30 times; a decision ends it.
const DAY = 24 * 3_600_000;
/** PRODUCT "Workflow and sign-off". */
const FIRST_DAYS = 5;
const NEXT_DAYS = 2;
export const MOST_REMINDERS = 30;

/**
 * SG16: whether a line whose turn it has been since `since` is due for a reminder by the product. Those sent by hand put the next
 * one off like its own. Times in ms since 1970.
 */
export function reminderDue(line: { since: number; sent: number; last: number | null }, now: number): boolean {
  if (line.sent >= MOST_REMINDERS) return false;
  const next = Math.max(line.since + FIRST_DAYS * DAY, line.last === null ? 0 : line.last + NEXT_DAYS * DAY);
  return now >= next;
}

/** SG17: an owner reminds a line any time, at most once a day. */
export function mayRemind(lastByHand: number | null, now: number): boolean {
  return lastByHand === null || now - lastByHand >= DAY;
}
