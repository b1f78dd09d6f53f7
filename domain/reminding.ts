// When a line is reminded (催办): by the product after 5 days, then every 2, and on its day, or by an owner; a person 30 times at most.
const DAY = 24 * 3_600_000;
/** PRODUCT "Workflow and sign-off". */
const FIRST_DAYS = 5;
const NEXT_DAYS = 2;
export const MOST_REMINDERS = 30;

/** A reminder that somebody got. Times in ms since 1970. */
export interface Reminder {
  seat: string;
  personId: string;
  at: number;
}

/** SG16: those that no word from the same place has ended; one that was taken back ends them too. */
export function unanswered(reminders: readonly Reminder[], words: readonly { seat: string; at: number }[]): Reminder[] {
  return reminders.filter((one) => !words.some(({ seat, at }) => seat === one.seat && at >= one.at));
}

/** SG16: whether a person has had as many as they may get, whatever their lines. */
export function hadEnough(open: readonly Pick<Reminder, 'personId'>[], personId: string): boolean {
  return open.filter((one) => one.personId === personId).length >= MOST_REMINDERS;
}

export interface Waiting {
  /** Since when its word is waited for. */
  since: number;
  /** The newest reminder to this place since its last word, over all versions. */
  last: number | null;
  /** The beginning of the day on which it is due. */
  due: number | null;
}

/**
 * SG16: whether a line whose turn it is is to be reminded by the product. Those sent by hand put the next one off like its own.
 * The day on which it is due reminds too, where that came after the turn.
 */
export function reminderDue({ since, last, due }: Waiting, now: number): boolean {
  const next = Math.max(since + FIRST_DAYS * DAY, last === null ? 0 : last + NEXT_DAYS * DAY);
  const onItsDay = due !== null && due > since && now >= due && (last === null || last < due);
  return now >= next || onItsDay;
}

/** SG17: an owner reminds a line any time, at most once a day. */
export function mayRemind(lastByHand: number | null, now: number): boolean {
  return lastByHand === null || now - lastByHand >= DAY;
}
