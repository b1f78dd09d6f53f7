// How dates are told, and which day it is for whom.
import { describe, expect, test } from 'vitest';
import { clockOf, dayOf, daysAgo, daysBetween, dayWords, tellDate } from '../../domain/day';

const NOW = '2026-11-30T08:00:00.000Z';
const EAST = ['Pacific/Auckland', 'Pacific/Tongatapu', 'Pacific/Kiritimati'];
const WEST = ['America/Los_Angeles', 'Pacific/Pago_Pago'];
const reader = (locale: string, timeZone = 'Asia/Shanghai', now = NOW) => ({ locale, timeZone, now });

describe('DA1 how a date is told', () => {
  test('DA1 of this year without the year, of any other with it, in both languages', () => {
    const told = (at: string, detail = {}) => ['zh-CN', 'en'].map((locale) => tellDate(at, reader(locale), detail));
    expect(told('2026-03-05T01:02:00.000Z')).toEqual(['03-05', '5 Mar']);
    expect(told('2025-09-05T01:02:00.000Z')).toEqual(['2025-09-05', '5 Sep 2025']);
    expect(told('2027-01-01')).toEqual(['2027-01-01', '1 Jan 2027']);
    expect(told('2026-03-05T01:02:00.000Z', { time: true })).toEqual(['03-05 09:02', '5 Mar 09:02']);
    expect(told('2025-03-05T16:02:00.000Z', { time: true })).toEqual(['2025-03-06 00:02', '6 Mar 2025 00:02']);
    expect(told('2026-03-05T01:02:00.000Z', { year: true })).toEqual(['2026-03-05', '5 Mar 2026']);
  });

  test('DA1 the year is the reader’s: the same moment is last year for one and this year for another', () => {
    const at = '2025-12-31T20:00:00.000Z';
    expect(tellDate(at, reader('zh-CN', 'Asia/Shanghai'))).toBe('01-01');
    expect(tellDate(at, reader('zh-CN', 'Europe/London'))).toBe('2025-12-31');
    const newYear = '2026-12-31T20:00:00.000Z';
    expect(tellDate('2026-12-30T12:00:00.000Z', reader('en', 'Asia/Shanghai', newYear))).toBe('30 Dec 2026');
    expect(tellDate('2026-12-30T12:00:00.000Z', reader('en', 'Europe/London', newYear))).toBe('30 Dec');
  });

  test('DA1 a day is written as registers write it', () => {
    expect([dayWords('2027-01-05', 'zh-CN'), dayWords('2027-01-05', 'en')]).toEqual(['2027-01-05', '5 Jan 2027']);
    expect([dayWords('2027-01-05', 'zh-CN', false), dayWords('2027-01-05', 'en', false)]).toEqual(['01-05', '5 Jan']);
  });
});

describe('DA2 which day it is', () => {
  test.each([...EAST, ...WEST, 'UTC', undefined])('DA2 a calendar day is that day everywhere: %s', (timeZone) => {
    expect(dayOf('2026-12-01', timeZone)).toBe('2026-12-01');
    const to = { locale: 'zh-CN', timeZone, now: NOW };
    expect([tellDate('2026-12-01', to), tellDate('2026-12-01', to, { time: true })]).toEqual(['12-01', '12-01']);
  });

  test('DA2 an instant falls on the day of its reader, and on a clock of theirs', () => {
    expect(EAST.map((zone) => dayOf('2026-11-30T12:00:00.000Z', zone))).toEqual(Array(3).fill('2026-12-01'));
    expect(WEST.map((zone) => dayOf('2026-11-30T06:00:00.000Z', zone))).toEqual(Array(2).fill('2026-11-29'));
    expect(clockOf('2026-11-30T16:00:00.000Z', 'Asia/Shanghai')).toBe('00:00');
  });

  test('DA2 how long ago is counted in calendar days, also over the hour that a summer takes and gives', () => {
    const london = (now: string) => ({ timeZone: 'Europe/London', now });
    expect(daysAgo('2026-03-28T23:30:00.000Z', london('2026-03-29T23:10:00.000Z'))).toBe(2);
    expect(daysAgo('2026-10-24T23:30:00.000Z', london('2026-10-26T00:10:00.000Z'))).toBe(1);
    expect(daysAgo('2026-11-30T07:59:00.000Z', london(NOW))).toBe(0);
    expect(daysAgo('2026-12-02', london(NOW))).toBe(-2);
    expect([daysBetween('2026-12-31', '2027-01-01'), daysBetween('2026-03-30', '2026-03-28')]).toEqual([1, -2]);
  });
});
