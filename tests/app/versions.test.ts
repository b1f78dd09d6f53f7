// The list of versions: how it goes on, and what stays of it while somebody writes.
import { describe, expect, test } from 'vitest';
import { choiceOf, firstChoice } from '../../app/review/versions/chosen';
import { listRows } from '../../app/review/versions/listRows';
import { olderBehind, type Shown } from '../../app/review/versions/olderBehind';
import { historyPage, type Place } from '../../domain/history';
import type { TimelineItem, TimelineView } from '../../domain/view';

const at = (seq: number, name = '', epoch = 1) => ({ place: { epoch, seq }, name });
const seqs = (page: readonly { place: Place }[]) => page.map(({ place }) => place.seq);

describe('VE4 a page of the history', () => {
  const all = [at(1), at(4), at(4, 'named'), at(9), at(9, 'frozen'), at(2, 'restored', 2)];

  test('VE4 goes on before the place where it ended, within what stands at one place too', () => {
    const first = historyPage(all, null, 2);
    expect([seqs(first.page), first.cursor]).toEqual([[9, 2], { epoch: 1, seq: 9, nth: 1 }]);
    const second = historyPage(all, first.cursor ?? null, 2);
    expect([seqs(second.page), second.cursor]).toEqual([[4, 9], { epoch: 1, seq: 4, nth: 1 }]);
    const last = historyPage(all, second.cursor ?? null, 2);
    expect([seqs(last.page), last.cursor]).toEqual([[1, 4], undefined]);
    expect(historyPage([], null, 2)).toEqual({ page: [] });
  });

  test('VE4 what is written meanwhile moves no page', () => {
    const { cursor } = historyPage(all, null, 2);
    const grown = [...all.slice(0, 5), at(9, 'named later'), ...all.slice(5), at(7, '', 2)];
    expect(historyPage(grown, cursor ?? null, 2)).toEqual(historyPage(all, cursor ?? null, 2));
  });
});

describe('VE4 the list that is shown', () => {
  const item = (n: number) => ({ kind: 'changes', point: `c1.${n}` }) as unknown as TimelineItem;
  const page = (from: number, to: number): TimelineView => ({
    items: Array.from({ length: from - to + 1 }, (_, n) => item(from - n)),
    ...(to > 1 ? { cursor: `1.${to}` } : {}),
    last: null,
    now: { epoch: 1, seq: from, editing: [] },
    may: { name: true, restore: true },
  });
  const points = (items: readonly TimelineItem[]) => items.map(({ point }) => point);
  const shown: Shown = { view: page(12, 10), older: page(9, 4).items, cursor: '1.4' };

  test('VE4 older parts stay when something new comes; what falls out of the newest page stands before them', () => {
    const next = olderBehind(shown, page(14, 12));
    expect(points(next.older)).toEqual(['c1.11', 'c1.10', ...points(shown.older)]);
    expect(next.cursor).toBe('1.4');
  });

  test('VE4 nothing is shown twice, and without older parts the page’s own cursor goes on', () => {
    expect(points(olderBehind(shown, page(12, 8)).older)).toEqual(['c1.7', 'c1.6', 'c1.5', 'c1.4']);
    expect(olderBehind({ ...shown, older: [], cursor: '1.10' }, page(12, 10))).toEqual({ older: [], cursor: '1.10' });
  });

  test('VE4 after more than a page of news there is no hole: the list begins anew', () => {
    expect(olderBehind(shown, page(40, 30))).toEqual({ older: [], cursor: '1.30' });
  });
});

describe('VE5 what is compared', () => {
  const item = (kind: TimelineItem['kind'], point: string, from: string | null, at = '2026-11-18T07:02:00.000Z') =>
    ({ kind, point, from, at, since: at, inserted: 1, deleted: 0, saves: 1, people: [] }) as unknown as TimelineItem;
  const rows = [item('changes', 'c1.9', 'c1.8'), item('changes', 'c1.8', 'v1'), item('frozen', 'v1', 'n7')];

  test('VE5 the present text beside the last version, though no row that is there is one', () => {
    expect(firstChoice({ last: item('named', 'n7', null) })).toEqual({ a: 'n7', b: 'now' });
    expect(firstChoice({ last: null })).toBeNull();
  });

  test('VE5 a row beside what the server says, though that stands on a page that was not asked for', () => {
    expect(choiceOf(rows, 'v1')).toEqual({ a: 'n7', b: 'v1' });
    expect(choiceOf(rows, 'c1.8')).toEqual({ a: 'v1', b: 'c1.8' });
    expect(choiceOf([item('created', 'c1.1', null)], 'c1.1')).toBeNull();
  });

  test('VE5 the changes of one day beside what stood before the first of them', () => {
    const [day] = listRows(
      rows,
      (at) => at.slice(0, 10),
      () => false,
    );
    expect(day).toMatchObject({ point: 'c1.9', from: 'v1', inserted: 2 });
  });
});
