// What every card, message and field of the comments needs to know, given once: people, the way to the server, what is on its way.
'use client';
import { createContext, useContext } from 'react';
import type { PersonView } from '../../../domain/view';
import type { Begun, BegunPlace } from './begun';
import type { Outbox } from './useOutbox';

export interface Talk {
  reviewId: string;
  me: PersonView;
  /** Members who may read now: whom a comment can name and a thread can be given to. */
  people: readonly PersonView[];
  /** Why nothing but words can be sent now; null while the server is there. */
  blocked: string | null;
  outbox: Pick<Outbox, 'add' | 'change' | 'place' | 'discard'>;
  /** The words of the text that are selected now; null without any. */
  selected: () => BegunPlace | null;
  /** Words begun in a thread, by its id, in a new comment or for an old one: they outlive their fields. */
  begun: Begun;
  /** Threads are fetched again. */
  refresh: () => Promise<void>;
  /** Arms the choice of other words for a thread. */
  move: (threadId: string) => void;
  sectionTitle: (key: string | null) => string;
}

const TalkContext = createContext<Talk | null>(null);
export const TalkProvider = TalkContext.Provider;

/** What outlives its fields; null outside the room, where words live with their field. */
export function useBegun(): Begun | null {
  return useContext(TalkContext)?.begun ?? null;
}

export function useTalk(): Talk {
  const talk = useContext(TalkContext);
  if (!talk) throw new Error('comments are drawn inside their provider');
  return talk;
}
