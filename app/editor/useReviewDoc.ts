// The live document of a review in this page: text, presence, where the words are, what could not be sent.
'use client';
import { startTransition, useEffect, useMemo, useState } from 'react';
import type { Notice } from '../../domain/protocol';
import { openSession, type Session, type SessionPage } from './session/session';
import type { Shown } from './session/shown';
import { cureUndo } from './undoCure';

cureUndo();

type Save = Shown['save'];

export interface ReviewDoc extends Omit<Shown, 'save'> {
  /** What seldom changes of the connection. */
  link: Pick<Save, (typeof LINK)[number]>;
  /** Whether the words are saved, which may change at each key: for those alone who say it. */
  saving: Saving;
  onNotice: (listen: (notice: Notice) => void) => () => void;
}

export interface Saving {
  subscribe(listen: () => void): () => void;
  now(): Save;
  /** Edits without an acknowledgement at this moment, before anybody could read so. */
  unsaved(): number;
}

/** One document for one person, review and epoch: a component of another one is given another key. */
export function useReviewDoc(page: SessionPage): ReviewDoc {
  const [session] = useState(() => openSession(page, window.location.origin));
  useEffect(() => {
    session.start();
    return () => session.stop();
  }, [session]);
  useEffect(() => session.renew(page), [session, page]);
  const { save, ...shown } = useShown(session);
  const saving = useMemo(
    () => ({ subscribe: session.subscribe, now: () => session.shown().save, unsaved: session.unsaved }),
    [session],
  );
  return { ...shown, link: save, saving, onNotice: session.onNotice };
}

/**
 * What only the words say (outline, counts, gates, cards) is drawn in the background, and a key pressed meanwhile comes first; all
 * else is drawn at once.
 */
function useShown({ subscribe, shown }: Session): Shown {
  const [rest, setRest] = useState(shown);
  const [text, setText] = useState(shown);
  useEffect(() => {
    const look = () => {
      const now = shown();
      // Another document is another view: it never stands beside the words of the old one.
      setRest((before) => (same(before, now, REST) && same(before.save, now.save, LINK) ? before : now));
      setText((before) => (same(before, now, ['doc']) ? before : now));
      startTransition(() => setText((before) => (same(before, now, TEXT) ? before : now)));
    };
    look();
    return subscribe(look);
  }, [subscribe, shown]);
  const { blocks } = text;
  return useMemo(() => ({ ...rest, blocks }), [rest, blocks]);
}

const TEXT = ['doc', 'blocks'] as const;
const REST = ['doc', 'awareness', 'gate', 'presence', 'aside', 'restored'] as const;
const LINK = ['link', 'since', 'admitted', 'closed', 'retry'] as const;

function same<T>(before: T, now: T, fields: readonly (keyof T)[]): boolean {
  return fields.every((field) => before[field] === now[field]);
}
