// Choosing a person: members first, then the directory, or the name as it is to be printed. Arrows and Enter work from the field.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useState } from 'react';
import { isSame } from '../../../domain/fieldChange';
import type { MeasureFields, Named } from '../../../domain/fields';
import type { PersonView } from '../../../domain/view';
import { useDirectory } from '../../client/useDirectory';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';

type Person = MeasureFields['owner'];

interface Props {
  label: string;
  members: readonly PersonView[];
  without: Person | string | null;
  chosen: Person | string | null;
  /** What is typed. */
  q: string;
  onType: (q: string) => void;
  onChoose: (named: { personId: string } | { name: string }) => void;
}

interface Option {
  key: string;
  named: Named;
}

const MAX_TYPED = 100;

export function PersonPick({ label, members, without, chosen, q, onType, onChoose }: Props) {
  const t = useTranslations('fields');
  const id = useId();
  const [at, setAt] = useState(0);
  const { found, goOn, problem } = useDirectory(q);
  const options = optionsOf(q.trim(), members, found ?? [], asNamed(without));
  const active = Math.min(at, options.length - 1);
  const choose = ({ named }: Option) =>
    onChoose(named.personId === null ? { name: named.name } : { personId: named.personId });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = options[active];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(options.length - 1, active + step)));
    } else if (event.key === 'Enter' && option) {
      event.preventDefault();
      choose(option);
    }
  };
  return (
    <>
      <input
        className="input"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={options.length > 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        placeholder={t('search')}
        maxLength={MAX_TYPED}
        value={q}
        onChange={(event) => {
          onType(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {(problem || goOn) && <p className="hint">{problem ?? t('more')}</p>}
      <div className="pick-l" role="listbox" id={`${id}-list`} aria-label={label}>
        {options.map((option, n) => {
          const { key, named } = option;
          const isChosen = asNamed(chosen)?.personId === named.personId && asNamed(chosen)?.name === named.name;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as a combobox has.
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one.
            <div
              key={key}
              id={`${id}-${n}`}
              role="option"
              aria-selected={n === active}
              className={clsx('menu-i', n === active && 'is-hover')}
              onMouseEnter={() => setAt(n)}
              onClick={() => choose(option)}
            >
              {named.colour === null ? (
                <Icon name="pen" size={16} />
              ) : (
                <Avatar name={named.name} colour={named.colour} size={20} />
              )}
              <span className="clip">{named.personId === null ? t('printed', { name: named.name }) : named.name}</span>
              {isChosen && <Icon name="check" size={16} className="menu-on" />}
            </div>
          );
        })}
      </div>
    </>
  );
}

function optionsOf(
  q: string,
  members: readonly PersonView[],
  found: readonly PersonView[],
  without: Named | null,
): Option[] {
  const fits = ({ name }: PersonView) => name.toLowerCase().includes(q.toLowerCase());
  const people = [...members.filter(fits), ...found.filter(({ id }) => !members.some((one) => one.id === id))];
  const options = people.map(({ id, name, colour }) => ({ key: id, named: { personId: id, name, colour } as Named }));
  if (q !== '' && !people.some((one) => one.name === q))
    options.push({ key: 'printed', named: { personId: null, name: q, colour: null } });
  return options.filter(({ named }) => without === null || !isSame(named, without));
}

function asNamed(value: Person | string | null): Named | null {
  return typeof value === 'string' ? null : value;
}
