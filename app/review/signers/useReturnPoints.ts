// The points of a return while they are written: those taken over from what stands against the text, then those of one's own.
'use client';
import { useState } from 'react';
import { withTurningNamed } from '../../../domain/document/turning';
import type { SignoffView } from '../../../domain/view';
import { pointsIn } from './pointsIn';
import { type Standing, standingOn } from './standing';

/** Taken over, with the words as they are now. */
export type Taken = Standing & { body: string };

export interface ReturnPoints {
  points: readonly { body: string; decisionId?: string }[];
  taken: readonly Taken[];
  offers: readonly Standing[];
  /** One's own, a line each. */
  text: string;
  write: (text: string) => void;
  take: (one: Standing) => void;
  reword: (decisionId: string, body: string) => void;
  drop: (decisionId: string) => void;
}

/** `keys`: the sections that are returned. */
export function useReturnPoints(signoff: SignoffView, keys?: readonly string[]): ReturnPoints {
  const [text, write] = useState('');
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const isTaken = (decisionId: string) => taken.some((one) => one.decisionId === decisionId);
  return {
    points: [
      ...taken.flatMap(({ body, decisionId }) => (body.trim() ? [{ body: body.trim(), decisionId }] : [])),
      ...pointsIn(text).map((body) => ({ body })),
    ],
    taken,
    offers: standingOn(signoff, keys).filter(({ decisionId }) => !isTaken(decisionId)),
    text,
    write,
    take: (one) => setTaken([...taken, { ...one, body: withTurningNamed(one.words.replaceAll('\n', ' ')) }]),
    reword: (decisionId, body) =>
      setTaken(taken.map((one) => (one.decisionId === decisionId ? { ...one, body } : one))),
    drop: (decisionId) => setTaken(taken.filter((one) => one.decisionId !== decisionId)),
  };
}
