// Searching the directory and ticking people.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonView } from '../../../../domain/view';
import { type Found, useDirectory } from '../../../client/useDirectory';
import { Avatar } from '../../../ui/Avatar';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Tag';

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
  const { found, problem, goOn } = useDirectory(q, { all: true, open });
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
