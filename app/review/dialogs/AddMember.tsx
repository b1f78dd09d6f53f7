// Adding a member: search the directory, choose the role, press the name.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ROLES, type Role } from '../../../domain/review';
import type { PersonView } from '../../../domain/view';
import { useDirectory } from '../../client/useDirectory';
import { Avatar } from '../../ui/Avatar';

interface Props {
  members: readonly PersonView[];
  /** Whether the reader may give this role to somebody new. */
  may: (role: Role) => boolean;
  busy: boolean;
  /** Answers whether it was done. */
  onAdd: (person: PersonView, role: Role) => Promise<boolean>;
}

/** The first of these that may be given is offered: most people who are added are to comment. */
const USUAL: readonly Role[] = ['commenter', 'viewer'];

export function AddMember({ members, may, busy, onAdd }: Props) {
  const t = useTranslations('share');
  const words = useTranslations('role');
  const givable = ROLES.filter(may);
  const [role, setRole] = useState<Role | undefined>(USUAL.find((one) => givable.includes(one)) ?? givable[0]);
  const [q, setQ] = useState('');
  const { found, goOn, problem } = useDirectory(q);
  const people = found?.filter((one) => !members.some((member) => member.id === one.id));
  if (!role) return null;

  const add = async (person: PersonView) => {
    if (await onAdd(person, role)) setQ('');
  };

  return (
    <div className="add">
      <div className="row">
        <input
          className="input"
          type="search"
          maxLength={100}
          value={q}
          placeholder={t('find')}
          aria-label={t('find')}
          onChange={(event) => setQ(event.target.value)}
        />
        <select
          className="input select"
          value={role}
          aria-label={t('as')}
          onChange={(event) => setRole(ROLES.find((one) => one === event.target.value))}
        >
          {givable.map((one) => (
            <option key={one} value={one}>
              {words(one)}
            </option>
          ))}
        </select>
      </div>
      <div className="found" aria-live="polite">
        {problem && <p className="error">{problem}</p>}
        {people?.map((person) => (
          <button
            key={person.id}
            type="button"
            disabled={busy}
            aria-label={t('addWho', { name: person.name, role: words(role) })}
            onClick={() => void add(person)}
          >
            <Avatar name={person.name} colour={person.colour} size={24} />
            <span className="grow clip">
              {person.name} {person.email && <small className="faint">{person.email}</small>}
            </span>
            <span className="link">{t('add')}</span>
          </button>
        ))}
        {people?.length === 0 && <p className="hint">{t(goOn ? 'more' : 'nobody')}</p>}
        {people && people.length > 0 && goOn && <p className="hint">{t('more')}</p>}
      </div>
    </div>
  );
}
