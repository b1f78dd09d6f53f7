// How dates are told (DA1), and which day it is (DA2): decided here alone, for every page and file.

/** Who reads: `timeZone` an IANA name, the machine's own when absent; `now` ISO 8601. */
interface DateReader {
  locale: string;
  timeZone: string | undefined;
  now: string;
}

export interface DateDetail {
  /** In any year; otherwise in every year but the present one. */
  year?: boolean | undefined;
  /** The minute behind the day of an instant. A calendar day has none. */
  time?: boolean | undefined;
}

const DAY_MS = 86_400_000;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** DA1: 11-20 and 2025-11-20 in Chinese, 20 Nov and 20 Nov 2025 in English. `at` an instant or a calendar day. */
export function tellDate(at: string, { locale, timeZone, now }: DateReader, { year, time }: DateDetail = {}): string {
  const day = dayOf(at, timeZone);
  const words = dayWords(day, locale, year || day.slice(0, 4) !== dayOf(now, timeZone).slice(0, 4));
  return time && at[10] ? `${words} ${clockOf(at, timeZone)}` : words;
}

/** A calendar day, YYYY-MM-DD, as registers write it: 2027-01-31, in English 31 Jan 2027. */
export function dayWords(day: string, locale: string, year = true): string {
  if (locale !== 'en') return year ? day : day.slice(5);
  const [y, month = 1, date] = day.split('-').map(Number);
  return `${date} ${MONTHS.slice(3 * month - 3, 3 * month)}${year ? ` ${y}` : ''}`;
}

/** DA2: the calendar day, YYYY-MM-DD, on which an instant falls for its reader. A calendar day is that day everywhere. */
export function dayOf(at: string, timeZone: string | undefined): string {
  // An instant goes on behind its day.
  return at[10] ? part(at, timeZone) : at;
}

/** 09:05, of an instant, where the reader is. */
export function clockOf(at: string, timeZone: string | undefined): string {
  return part(at, timeZone, 'short');
}

/** How many calendar days ago: 0 today, 1 yesterday; negative for what is to come. */
export function daysAgo(at: string, { timeZone, now }: Omit<DateReader, 'locale'>): number {
  return daysBetween(dayOf(at, timeZone), dayOf(now, timeZone));
}

/** From one calendar day to another, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Making one costs as much as forty uses: a rail of 300 threads says 300 days. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Swedish days are YYYY-MM-DD, British clocks have 24 hours. */
function part(at: string, timeZone: string | undefined, timeStyle?: 'short'): string {
  const key = `${timeStyle} ${timeZone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(timeStyle ? 'en-GB' : 'sv-SE', { timeZone, timeStyle });
  formats.set(key, format);
  return format.format(new Date(at));
}
