// The words of one comment while they are written: the text, whom it names, and how it is emptied.
'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { mentionsOf } from './naming';
import { useTalk } from './talk';
import type { Words } from './unsent';

/** `keep`: the thread, or the new comment, in which unsent words outlive the field. */
export function useWords(first: string, keep?: string) {
  const { begun, people } = useTalk();
  const [body, setBody] = useState(() => (keep === undefined ? first : (begun.get(keep)?.body ?? first)));
  const picked = useRef(new Set<string>());
  const onChange = useCallback(
    (next: string) => {
      setBody(next);
      if (keep !== undefined) begun.set(keep, { ...begun.get(keep), body: next });
    },
    [begun, keep],
  );
  // Words of an earlier visit come a moment after the field; what was typed until then stays.
  useEffect(() => {
    if (keep === undefined) return;
    return begun.subscribe(() => setBody((before) => (before === '' ? (begun.get(keep)?.body ?? '') : before)));
  }, [begun, keep]);
  const onPick = useCallback((id: string) => void picked.current.add(id), []);
  /** Null while nothing is written. */
  const words = (): Words | null => {
    const text = body.trim();
    return text === '' ? null : { body: text, mentions: mentionsOf(text, people, picked.current) };
  };
  return { words, empty: body.trim() === '', field: { value: body, onChange, onPick, people } };
}
