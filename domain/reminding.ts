// When a line is reminded by the product itself (催办): after 5 days, then every 2, at most 30 times, and on its day; a decision ends it.
const DAY = 24 * 3_600_000;
/** PRODUCT "Workflow and sign-off". */
const FIRST_DAYS = 5;
const NEXT_DAYS = 2;
export const MOST_REMINDERS = 30;

export interface Waiting {
  /** Since when its word is waited for. */
  since: number;
  /** Reminders to this person at this place since their last word, over all versions, and the newest of them. */
  sent: number;
  last: number | null;
  /** The beginning of the day on which it is due. */
  due: number | null;
}

/**
 * SG16: whether a line whose turn it is is to be reminded by the product. Those sent by hand put the next one off like its own.
 * The day on which it is due reminds too, where that came after the turn. Times in ms since 1970.
 */
export function reminderDue({ since, sent, last, due }: Waiting, now: number): boolean {
  if (sent >= MOST_REMINDERS) return false;
  const next = Math.max(since + FIRST_DAYS * DAY, last === null ? 0 : last + NEXT_DAYS * DAY);
  const onItsDay = due !== null && due > since && now >= due && (last === null || last < due);
  return now >= next || onItsDay;
}

/** SG17: an owner reminds a line any time, at most once a day. */
export function mayRemind(lastByHand: number | null, now: number): boolean {
  return lastByHand === null || now - lastByHand >= DAY;
}
