// The live document of a review in this page: text, presence, where the words are, what could not be sent.
'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Notice } from '../../domain/protocol';
import { openSession, type SessionPage } from './session/session';
import type { Shown } from './session/shown';
import { cureUndo } from './undoCure';

cureUndo();

export type ReviewDoc = Shown & { onNotice: (listen: (notice: Notice) => void) => () => void };

/** One document for one person, review and epoch: a component of another one is given another key. */
export function useReviewDoc(page: SessionPage): ReviewDoc {
  const [session] = useState(() => openSession(page, window.location.origin));
  useEffect(() => {
    session.start();
    return () => session.stop();
  }, [session]);
  useEffect(() => session.renew(page), [session, page]);
  const shown = useSyncExternalStore(session.subscribe, session.shown, session.shown);
  return { ...shown, onNotice: session.onNotice };
}
