// The words of one comment while they are written: the text, whom it names, and how it is emptied.
'use client';
import { useCallback, useRef, useState } from 'react';
import { mentionsOf } from './naming';
import { useTalk } from './talk';
import type { Words } from './unsent';

/** `keep`: the thread in which unsent words outlive the field. */
export function useWords(first: string, keep?: string) {
  const { begun, people } = useTalk();
  const [body, setBody] = useState(() => (keep === undefined ? first : (begun.get(keep) ?? first)));
  const picked = useRef(new Set<string>());
  const onChange = useCallback(
    (next: string) => {
      setBody(next);
      if (keep === undefined) return;
      if (next === '') begun.delete(keep);
      else begun.set(keep, next);
    },
    [begun, keep],
  );
  const onPick = useCallback((id: string) => void picked.current.add(id), []);
  /** Null while nothing is written. */
  const words = (): Words | null => {
    const text = body.trim();
    return text === '' ? null : { body: text, mentions: mentionsOf(text, people, picked.current) };
  };
  return { words, empty: body.trim() === '', field: { value: body, onChange, onPick, people } };
}
