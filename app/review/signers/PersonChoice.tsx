// One person out of the directory: who is offered first, then who is found by name. A list of radio buttons under a search field.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonView } from '../../../domain/view';
import { type Found, useDirectory } from '../../client/useDirectory';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';

interface Props {
  label: string;
  /** Shown before anything is typed. */
  offered: readonly PersonView[];
  /** Ids of those who cannot be chosen. */
  without: readonly string[];
  chosen: PersonView | null;
  error: string | null;
  onChoose: (person: PersonView) => void;
  /** Where one is looked for; without it among those who can take part. */
  path?: string;
  /** Administrators choose among everybody: an e-mail tells two of one name apart. */
  withEmail?: boolean;
}

/** More are found by typing. */
const MOST = 6;

export function PersonChoice({ label, offered, without, chosen, error, onChoose, path, withEmail }: Props) {
  const t = useTranslations('signers.person');
  const [q, setQ] = useState('');
  const { found, goOn, problem } = useDirectory(q, path === undefined ? {} : { path });
  const asked = q.trim() !== '';
  const people: readonly Found[] = (asked ? (found ?? []) : offered).filter(({ id }) => !without.includes(id));
  const shown: readonly Found[] = [
    ...(chosen && !people.some(({ id }) => id === chosen.id) ? [chosen] : []),
    ...people.slice(0, MOST),
  ];
  return (
    <fieldset className="field pc">
      <legend className="label">{label}</legend>
      <input
        className="input"
        type="search"
        maxLength={100}
        value={q}
        placeholder={t('find')}
        aria-label={t('find')}
        onChange={(event) => setQ(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div className="pc-l">
        {shown.map((person) => (
          <label key={person.id} className={person.id === chosen?.id ? 'is-on' : undefined}>
            <input
              type="radio"
              className="sr"
              name="person"
              value={person.id}
              checked={person.id === chosen?.id}
              onChange={() => onChoose(person)}
            />
            <Avatar name={person.name} colour={person.colour} size={24} />
            <span className="grow clip">
              {person.name} {withEmail && <small className="faint">{person.email}</small>}
            </span>
            {person.id === chosen?.id && <Icon name="check" size={16} />}
          </label>
        ))}
        {asked && found && people.length === 0 && <p className="hint">{t('nobody')}</p>}
        {asked && (goOn || people.length > MOST) && <p className="hint">{t('more')}</p>}
        {!asked && <p className="hint">{t(shown.length === 0 ? 'type' : 'others')}</p>}
      </div>
      {(error || problem) && (
        <p className="error" role="alert">
          <Icon name="warn" />
          {error ?? problem}
        </p>
      )}
    </fieldset>
  );
}
