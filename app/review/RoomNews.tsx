// The polite voice of the review screen: who came and left, and what others commented. Sighted readers see discs and cards instead.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PersonView, ThreadView } from '../../domain/view';
import { cameAndLeft, newlyWritten } from './othersNews';
import { peopleHere } from './people';

/** A reload or a short loss of the line is no departure, in ms. */
const SETTLED = 2_000;

interface Props {
  me: PersonView;
  present: readonly PersonView[];
  /** Then nobody is known to be here, and nobody to have left. */
  offline: boolean;
  threads: readonly ThreadView[];
}

export function RoomNews({ me, present, offline, threads }: Props) {
  const t = useTranslations('review.news');
  const [said, setSaid] = useState<{ n: number; words: string }>({ n: 0, words: '' });
  const say = useCallback(
    (words: string[]) => {
      if (words.length > 0) setSaid(({ n }) => ({ n: n + 1, words: words.join(t('sep')) }));
    },
    [t],
  );

  const people = peopleHere(present, me);
  const here = useRef(people);
  const latest = useRef(people);
  useEffect(() => {
    latest.current = people;
  });
  const who = people
    .map(({ id }) => id)
    .sort()
    .join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `who` is the people by value; they are a new list at each move of a caret
  useEffect(() => {
    if (offline) return;
    const timer = setTimeout(() => {
      const { came, left } = cameAndLeft(here.current, latest.current);
      here.current = latest.current;
      say([...came.map(({ name }) => t('came', { name })), ...left.map(({ name }) => t('left', { name }))]);
    }, SETTLED);
    return () => clearTimeout(timer);
  }, [who, offline, say]);

  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const first = known.current === null;
    known.current ??= new Set();
    const written = newlyWritten(known.current, threads, me.id);
    if (first) return;
    const [one] = written;
    if (one && written.length === 1) say([t(`wrote.${one.kind}`, { name: one.by.name })]);
    else if (one) say([t('many', { n: written.length })]);
  }, [threads, me.id, say, t]);

  return (
    <div className="sr" role="status">
      {/* The same sentence twice is said twice. */}
      <span key={said.n}>{said.words}</span>
    </div>
  );
}
