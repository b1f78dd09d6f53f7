// The two texts that are compared, their difference, and who wrote the second one.
'use client';
import { useEffect, useRef, useState } from 'react';
import { type BlockDiff, diffBlocks } from '../../../domain/document/diff';
import type { Point, PointView } from '../../../domain/view';
import { type Answer, call } from '../../client/api';
import type { AuthorsAnswer } from './authorship';
import type { Chosen } from './chosen';

export type Comparison =
  | { kind: 'loading' }
  | { kind: 'failed'; code: string }
  | { kind: 'shown'; a: PointView; b: PointView; diff: BlockDiff; authors: AuthorsAnswer | null };

/** `now` names the present text: its place in the log, so that it is asked for anew when that moves. */
export function useComparison(
  reviewId: string,
  chosen: Chosen | null,
  now: string,
): Comparison & { again: () => void } {
  const [state, setState] = useState<Comparison>({ kind: 'loading' });
  const [tries, setTries] = useState(0);
  const kept = useRef(new Map<string, Promise<Answer<unknown>>>());
  const a = chosen?.a ?? null;
  const b = chosen?.b ?? null;
  const moves = a === 'now' || b === 'now' ? now : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    if (a === null || b === null) return;
    let gone = false;
    const get = async <T>(path: string, point: Point): Promise<Answer<T>> => {
      const key = `${path} ${point === 'now' ? moves : ''}`;
      const asked = kept.current.get(key) ?? call<T>('GET', `/reviews/${reviewId}${path}`);
      kept.current.set(key, asked);
      const answer = (await asked) as Answer<T>;
      if (!answer.ok) kept.current.delete(key);
      return answer;
    };
    const load = async () => {
      const [before, after] = await Promise.all([get<PointView>(`/points/${a}`, a), get<PointView>(`/points/${b}`, b)]);
      if (gone) return;
      const failed = !before.ok ? before : !after.ok ? after : null;
      if (failed && !failed.ok) return setState({ kind: 'failed', code: failed.problem.code });
      if (!before.ok || !after.ok) return;
      const diff = diffBlocks(
        before.value.blocks.map(({ block }) => block),
        after.value.blocks.map(({ block }) => block),
      );
      setState({ kind: 'shown', a: before.value, b: after.value, diff, authors: null });
      const authors = await get<AuthorsAnswer>(`/authors?point=${b}`, b);
      if (!gone && authors.ok)
        setState((shown) =>
          shown.kind === 'shown' && shown.b === after.value ? { ...shown, authors: authors.value } : shown,
        );
    };
    void load();
    return () => {
      gone = true;
    };
  }, [reviewId, a, b, moves, tries]);
  return { ...state, again: () => setTries((n) => n + 1) };
}
