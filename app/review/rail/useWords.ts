// The words of one comment while they are written: the text, whom it names, and how it is emptied.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { mentionsOf } from './naming';
import { useBegun, useTalk } from './talk';
import type { Words } from './unsent';

/** Calls when words under this key came otherwise than by their field. */
export function useBrought(key: string, onBrought: () => void): void {
  const { begun } = useTalk();
  const latest = useRef(onBrought);
  latest.current = onBrought;
  useEffect(() => begun.subscribe(() => void (begun.get(key) && latest.current())), [begun, key]);
}

/** A text that outlives its field under the key `keep`. `first`: what nobody has begun to change. */
export function useBegunText(first: string, keep: string): [string, (next: string) => void] {
  const begun = useBegun();
  const [body, setBody] = useState(() => begun?.get(keep)?.body ?? first);
  const onChange = useCallback(
    (next: string) => {
      setBody(next);
      begun?.set(keep, next === first ? null : { ...begun.get(keep), body: next });
    },
    [begun, keep, first],
  );
  // Words of an earlier visit come a moment after the field; what was typed until then stays.
  useEffect(
    () => begun?.subscribe(() => setBody((before) => (before === first ? (begun.get(keep)?.body ?? first) : before))),
    [begun, keep, first],
  );
  return [body, onChange];
}

/** `keep`: the thread, the new comment or the old one for which unsent words outlive the field. */
export function useWords(first: string, keep: string) {
  const { people } = useTalk();
  const [body, onChange] = useBegunText(first, keep);
  const picked = useRef(new Set<string>());
  const onPick = useCallback((id: string) => void picked.current.add(id), []);
  /** Null while nothing is written. */
  const words = (): Words | null => {
    const text = body.trim();
    return text === '' ? null : { body: text, mentions: mentionsOf(text, people, picked.current) };
  };
  return { words, empty: body.trim() === '', field: { value: body, onChange, onPick, people } };
}
