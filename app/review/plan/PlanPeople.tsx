// Named people of a step: who, for which group, and whether they sign only some sections.
'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PlannedPerson } from '../../../domain/review';
import type { PersonView } from '../../../domain/view';
import { Button, IconButton } from '../../ui/Button';
import { Check } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { PersonChoice } from '../signers/PersonChoice';

interface Props {
  people: readonly PlannedPerson[];
  grouped: boolean;
  nameOf: (person: PlannedPerson) => string;
  /** Somebody of the directory was named: their name is known from here. */
  onMeet: (person: PersonView) => void;
  members: readonly PersonView[];
  sections: readonly { id: string; title: string }[];
  error: string | null;
  onChange: (people: readonly PlannedPerson[]) => void;
}

export function PlanPeople({ people, grouped, nameOf, onMeet, members, sections, error, onChange }: Props) {
  const t = useTranslations('plan');
  const [adding, setAdding] = useState(false);
  const change = (at: number, person: PlannedPerson) => onChange(people.map((one, n) => (n === at ? person : one)));
  const add = (person: PersonView) => {
    onMeet(person);
    setAdding(false);
    onChange([...people, { personId: person.id }]);
  };
  return (
    <fieldset className="field pn-p">
      <legend className="label">{t('people')}</legend>
      <ul>
        {people.map((person, at) => (
          <li key={person.personId}>
            <span className="row">
              <span className="grow clip">{nameOf(person)}</span>
              {grouped && (
                <input
                  className="input"
                  maxLength={100}
                  placeholder={t('group')}
                  aria-label={t('groupOf', { name: nameOf(person) })}
                  value={person.group ?? ''}
                  onChange={(event) => change(at, { ...person, group: event.target.value || undefined })}
                />
              )}
              <IconButton
                icon="x"
                size="sm"
                label={t('removePerson', { name: nameOf(person) })}
                onClick={() => onChange(people.filter((_, n) => n !== at))}
              />
            </span>
            <Scope person={person} name={nameOf(person)} sections={sections} onChange={(next) => change(at, next)} />
          </li>
        ))}
      </ul>
      {error && (
        <p className="error" role="alert">
          <Icon name="warn" />
          {error}
        </p>
      )}
      {adding ? (
        <PersonChoice
          label={t('addPerson')}
          offered={members}
          without={people.map(({ personId }) => personId)}
          chosen={null}
          error={null}
          onChoose={add}
        />
      ) : (
        <Button size="sm" icon="plus" onClick={() => setAdding(true)}>
          {t('addPerson')}
        </Button>
      )}
    </fieldset>
  );
}

interface ScopeProps {
  person: PlannedPerson;
  name: string;
  sections: Props['sections'];
  onChange: (person: PlannedPerson) => void;
}

/** None ticked: the whole text. */
function Scope({ person, name, sections, onChange }: ScopeProps) {
  const t = useTranslations('plan');
  const scope = person.scope ?? [];
  const gone = scope
    .filter((id) => !sections.some((one) => one.id === id))
    .map((id) => ({ id, title: t('gone', { id }) }));
  const set = (keys: readonly string[]) => {
    const { scope: _scope, ...rest } = person;
    onChange(keys.length > 0 ? { ...rest, scope: keys } : rest);
  };
  return (
    <details className="pn-sc">
      <summary aria-label={t('scopeOf', { name })}>
        {scope.length > 0 ? t('scopeSome', { n: scope.length }) : t('scopeWhole')}
      </summary>
      {[...sections, ...gone].map(({ id, title }) => (
        <Check
          key={id}
          label={title}
          checked={scope.includes(id)}
          onChange={(event) => set(event.target.checked ? [...scope, id] : scope.filter((one) => one !== id))}
        />
      ))}
    </details>
  );
}
