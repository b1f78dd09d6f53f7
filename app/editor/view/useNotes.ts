// Says what the view has to tell its reader in passing.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { notify } from '../../ui/Toast';
import type { Note } from './notes';

/** `moved`: where a block has gone, for the polite voice of the screen. `hear` stays the same. */
export function useNotes(): { hear: (note: Note) => void; moved: string } {
  const t = useTranslations('editor');
  const words = useRef(t);
  words.current = t;
  const [moved, setMoved] = useState('');
  const hear = useCallback((note: Note) => {
    const say = words.current;
    if (note.kind === 'moved') setMoved(note.after === null ? say('movedFirst') : say('moved', { after: note.after }));
    else notify(say(note.kind, { n: 'n' in note ? note.n : 0 }));
  }, []);
  return { hear, moved };
}
