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
    if (note.kind === 'tooMuch') notify(say('tooMuch'));
    if (note.kind === 'otherSection') notify(say('otherSection'));
    if (note.kind === 'pictures') notify(say('pictures', { n: note.n }));
    if (note.kind === 'moved') setMoved(note.after === null ? say('movedFirst') : say('moved', { after: note.after }));
  }, []);
  return { hear, moved };
}
