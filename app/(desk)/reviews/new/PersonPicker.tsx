// Searching the directory and ticking people.
'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FoundPeople, PersonView } from '../../../../domain/view';
import { call } from '../../../client/api';
import { useRefusalWords } from '../../../client/useCall';
import { Avatar } from '../../../ui/Avatar';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Tag';

type Found = FoundPeople['items'][number];

interface Answered {
  found: readonly Found[] | null;
  problem: string | null;
  /** Where the directory goes on. */
  next?: string;
}

const NOTHING: Answered = { found: null, problem: null };
/** Long enough that typing a name asks once, short enough not to be felt. */
const PAUSE_MS = 200;

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  chosen: readonly PersonView[];
  /** A person who is not offered. */
  without?: string;
  onToggle: (person: PersonView) => void;
}

export function PersonPicker({ open, onOpenChange, title, chosen, without, onToggle }: Props) {
  const t = useTranslations('newReview');
  const common = useTranslations('common');
  const [q, setQ] = useState('');
  const { found, problem, goOn } = useDirectory(q, open);
  const people = found?.filter((person) => person.id !== without);
  const done = (
    <Button variant="primary" onClick={() => onOpenChange(false)}>
      {common('done')}
    </Button>
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} foot={done}>
      <input
        className="input"
        type="search"
        value={q}
        onChange={(event) => setQ(event.target.value)}
        placeholder={t('nameOrMail')}
        aria-label={t('nameOrMail')}
        maxLength={100}
      />
      {problem && <Notice meaning="object" icon="warn" role="alert" title={problem} />}
      <div className="dir" aria-live="polite">
        {people?.map((person) => (
          <Row key={person.id} person={person} on={chosen.some((one) => one.id === person.id)} onToggle={onToggle} />
        ))}
        {people?.length === 0 && !goOn && <p className="hint">{t('nobody')}</p>}
        {goOn && (
          <button type="button" className="link" onClick={goOn}>
            {t('morePeople')}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Row({ person, on, onToggle }: { person: Found; on: boolean; onToggle: (person: PersonView) => void }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => onToggle({ id: person.id, name: person.name, colour: person.colour })}
    >
      <Avatar name={person.name} colour={person.colour} size={28} />
      <span className="grow">
        {person.name}
        {person.email && <small>{person.email}</small>}
      </span>
      {on && <Icon name="check" />}
    </button>
  );
}

/** What the directory says to `q`, asked after a pause; an answer that comes after a newer question is dropped. */
function useDirectory(q: string, open: boolean): Answered & { goOn: (() => void) | null } {
  const words = useRefusalWords();
  const [state, setState] = useState<Answered>(NOTHING);
  const asked = useRef(0);
  const ask = useCallback(
    async (before: readonly Found[], cursor?: string) => {
      asked.current += 1;
      const mine = asked.current;
      const query = new URLSearchParams({ q: q.trim(), ...(cursor ? { cursor } : {}) });
      const answer = await call<FoundPeople>('GET', `/people?${query}`);
      if (mine !== asked.current) return;
      if (!answer.ok) return setState({ found: null, problem: words(answer.problem.code) });
      const { items, cursor: next } = answer.value;
      setState({ found: [...before, ...items], problem: null, ...(next ? { next } : {}) });
    },
    [q, words],
  );
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => void ask([]), PAUSE_MS);
    return () => {
      asked.current += 1;
      clearTimeout(timer);
    };
  }, [ask, open]);
  const { found, next } = state;
  return { ...state, goOn: next === undefined ? null : () => void ask(found ?? [], next) };
}
