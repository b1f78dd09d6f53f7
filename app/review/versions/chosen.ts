// Which two states are compared, and what a row of the list is compared with when it is pressed. Pure.
import { parseVersionRef, versionRefText } from '../../../domain/versionRef';
import type { Point, TimelineItem, TimelineView } from '../../../domain/view';

export interface Chosen {
  a: Point;
  b: Point;
}

/** What is shown first: the present text beside the last version, or beside how it began. */
export function firstChoice({ last }: Pick<TimelineView, 'last'>): Chosen | null {
  return last ? { a: last.point, b: 'now' } : null;
}

/** A row beside what was before it: a version beside the version before, a change beside the text it changed. */
export function choiceOf(rows: readonly TimelineItem[], point: Point): Chosen | null {
  const before = rows.find((row) => row.point === point)?.from ?? null;
  return before === null ? null : { a: before, b: point };
}

/** The two states that an address asks for (?a=v1&b=v3); what is no state is nobody's wish. */
export function pairIn(asked: { get(name: string): string | null }): Chosen | null {
  const [a, b] = [asked.get('a'), asked.get('b')];
  const isPoint = (one: string | null): one is Point => one !== null && parseVersionRef(one) !== null;
  return isPoint(a) && isPoint(b) ? { a, b } : null;
}

/** The address of the difference of two frozen versions. */
export function differenceOf(reviewId: string, from: number, to: number): string {
  const [a, b] = [from, to].map((no) => versionRefText({ kind: 'frozen', no }));
  return `/reviews/${reviewId}/history?a=${a}&b=${b}`;
}

export function isVersion({ kind }: Pick<TimelineItem, 'kind'>): boolean {
  return kind === 'named' || kind === 'frozen';
}
