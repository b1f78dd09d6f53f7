// A text field for comments that grows with its words, offers people behind an "@", and sends with Ctrl Enter.
'use client';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { PersonView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { named, namingAt, offered } from './naming';

interface Props {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder: string;
  maxLength: number;
  onSend: () => void;
  /** Whom an "@" offers; none: names are not asked for here. */
  people?: readonly PersonView[];
  onPick?: (id: string) => void;
  autoFocus?: boolean;
  /** The field that R jumps to. */
  dataReply?: boolean;
  className?: string;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Beyond this it scrolls, in px. */
const TALLEST = 180;
const NOBODY: readonly PersonView[] = [];

export function AutoText(props: Props) {
  const { value, onChange, label, placeholder, maxLength, onSend, people = NOBODY, onPick } = props;
  const t = useTranslations('threads');
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(props.ref, () => field.current as HTMLTextAreaElement);
  const list = useId();
  const [naming, setNaming] = useState<{ at: number; typed: string } | null>(null);
  const [chosen, setChosen] = useState(0);
  const caret = useRef<number | null>(null);
  const found = naming ? offered(people, naming.typed) : NOBODY;
  const at = Math.min(chosen, found.length - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words.
  useLayoutEffect(() => {
    const el = field.current;
    if (!el) return;
    el.style.height = 'auto';
    el.style.height = `${Math.min(TALLEST, el.scrollHeight + 2)}px`;
    if (caret.current === null) return;
    el.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);

  // While an IME composes, its letters are no name yet.
  const look = (composing: boolean) => {
    const el = field.current;
    if (!el || people.length === 0) return;
    setNaming(composing ? null : namingAt(el.value, el.selectionStart));
    setChosen(0);
  };
  const pick = (person: PersonView) => {
    if (!naming) return;
    const next = named(value, naming, person.name);
    caret.current = next.caret;
    onPick?.(person.id);
    onChange(next.body);
    setNaming(null);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
      return;
    }
    const person = found[at];
    if (!person || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setChosen((at + 1) % found.length);
    else if (event.key === 'ArrowUp') setChosen((at - 1 + found.length) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') pick(person);
    else if (event.key === 'Escape') setNaming(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span className="at-box">
      <textarea
        ref={field}
        className={props.className ?? 'th-in'}
        rows={1}
        value={value}
        maxLength={maxLength}
        aria-label={label}
        placeholder={placeholder}
        data-reply={props.dataReply || undefined}
        aria-autocomplete={people.length > 0 ? 'list' : undefined}
        aria-controls={found.length > 0 ? list : undefined}
        aria-activedescendant={found.length > 0 ? `${list}-${at}` : undefined}
        // biome-ignore lint/a11y/noAutofocus: the person asked for this field with the button before.
        autoFocus={props.autoFocus}
        onChange={(event) => {
          onChange(event.target.value);
          look((event.nativeEvent as InputEvent).isComposing);
        }}
        onCompositionEnd={() => look(false)}
        onClick={() => look(false)}
        onBlur={() => setNaming(null)}
        onKeyDown={onKeyDown}
      />
      {found.length > 0 && (
        <span id={list} className="pop at-list" role="listbox" aria-label={t('people')}>
          {found.map((person, n) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the chosen one.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field's own keys choose.
            <span
              key={person.id}
              id={`${list}-${n}`}
              className="menu-i"
              role="option"
              aria-selected={n === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <Avatar name={person.name} colour={person.colour} size={20} />
              {person.name}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}
