// The people of one role as chips, and the way to add more.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Role } from '../../../../domain/review';
import type { PersonView } from '../../../../domain/view';
import { Avatar } from '../../../ui/Avatar';
import { IconButton } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { PersonPicker } from './PersonPicker';

interface Props {
  role: Role;
  people: readonly PersonView[];
  /** Stands first and cannot be removed: whoever creates a review is its owner. */
  fixed?: PersonView;
  onChange: (people: readonly PersonView[]) => void;
}

export function People({ role, people, fixed, onChange }: Props) {
  const t = useTranslations('newReview');
  const words = useTranslations('role');
  const [open, setOpen] = useState(false);
  const toggle = (person: PersonView) =>
    onChange(
      people.some((one) => one.id === person.id) ? people.filter((one) => one.id !== person.id) : [...people, person],
    );
  const label = t('roleCount', { role: words(role), n: people.length + (fixed ? 1 : 0) });
  return (
    <div className="field" role="group" aria-label={label}>
      <span className="label">{label}</span>
      <div className="ppl">
        {fixed && (
          <span className="tag">
            <Avatar name={fixed.name} colour={fixed.colour} size={20} />
            <span className="clip">{t('you', { name: fixed.name })}</span>
          </span>
        )}
        {people.map((person) => (
          <span className="tag" key={person.id}>
            <Avatar name={person.name} colour={person.colour} size={20} />
            <span className="clip">{person.name}</span>
            <button type="button" aria-label={t('remove', { name: person.name })} onClick={() => toggle(person)}>
              <Icon name="x" />
            </button>
          </span>
        ))}
        <IconButton icon="plus" size="sm" label={t('add', { role: words(role) })} onClick={() => setOpen(true)} />
      </div>
      <PersonPicker
        open={open}
        onOpenChange={setOpen}
        title={t('add', { role: words(role) })}
        without={fixed?.id}
        chosen={people}
        onToggle={toggle}
      />
    </div>
  );
}
