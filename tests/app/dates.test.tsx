// Dates as pages paint them: years, and days that have no time zone.
import { expect, test } from 'vitest';
import { TaskList } from '../../app/(desk)/TaskList';
import { ThreadState } from '../../app/review/rail/ThreadState';
import { Day } from '../../app/ui/Day';
import { When } from '../../app/ui/When';
import { dayOf } from '../../domain/day';
import type { DeskTask, ThreadView } from '../../domain/view';
import { rendered } from '../build/rendered';

const EAST = ['Asia/Shanghai', 'Pacific/Auckland', 'Pacific/Kiritimati'];
/** In another year than any in which this runs. */
const DUE = `${new Date().getFullYear() + 2}-03-31`;
const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test('DA1 a date of another year says its year, of a thread, of a line and of what was just done', () => {
  const at = '2019-05-06T04:00:00.000Z';
  for (const part of [<Day key="d" at={at} />, <Day key="n" at={at} near />, <When key="w" at={at} />]) {
    expect(words(rendered(part))).toContain('2019-05-06');
    expect(words(rendered(part, 'en'))).toContain('6 May 2019');
  }
  const now = new Date().toISOString();
  expect(words(rendered(<Day at={now} />)).trim()).toBe(dayOf(now, 'Asia/Shanghai').slice(5));
});

test('DA2 the day until which a thread is given stands on its card as that day, however far east its reader is', () => {
  const thread = { assignee: { id: 'p', name: 'Sun', colour: 1 }, due: DUE, state: 'open' } as unknown as ThreadView;
  for (const zone of EAST) expect(words(rendered(<ThreadState thread={thread} />, 'zh-CN', zone))).toContain(DUE);
});

test('DA2 DE7 the desk tells a day until which as that day, and late by the reader’s own calendar', () => {
  const task = (due: string): DeskTask => ({
    ...{ kind: 'assigned', reviewId: 'r', title: '材料', detail: '原文' },
    ...{ due, at: '2026-11-20T00:00:00.000Z' },
  });
  const desk = (due: string, now: string, zone: string) =>
    words(rendered(<TaskList first={{ items: [task(due)], counts: { assigned: 1 } }} now={now} />, 'zh-CN', zone));
  for (const zone of EAST) expect(desk(DUE, new Date().toISOString(), zone)).toContain(`${DUE} 前`);
  // The same moment is the last day for one and the day after for the other.
  const now = '2026-11-30T12:00:00.000Z';
  expect(desk('2026-11-30', now, 'Asia/Shanghai')).toContain('今天');
  expect(desk('2026-11-30', now, 'Pacific/Auckland')).toContain('逾期 1 天');
});
