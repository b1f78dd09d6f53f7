// What a chip of the field line opens: a person, a day, or a sentence. Loaded with the first press.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { dayWords } from '../../../domain/day';
import { differing, MAX_CRITERION, setByLeaving } from '../../../domain/fieldChange';
import { type MeasureField, type MeasureFields, printed } from '../../../domain/fields';
import type { PersonView, Problem } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { leaveToIme } from '../../ui/ime';
import { keepAltKeys } from '../../ui/keepAltKeys';
import { notify } from '../../ui/Toast';
import { useBegunText } from '../rail/useWords';
import type { FieldChange } from '../useStructure';
import { PersonPick } from './PersonPick';

export interface PickerProps {
  /** Of the measure. */
  pointId: string | null;
  /** 措 n. */
  label: string;
  field: MeasureField;
  fields: MeasureFields;
  members: readonly PersonView[];
  anchor: () => HTMLElement | null;
  /** Null when it is done. */
  onSet: (change: FieldChange) => Promise<Problem | null>;
  onClose: () => void;
}

/** FI9: a press beside it sets what is written; what could not be set is there when the field is opened again. Esc gives it up. */
export function FieldPicker({ pointId, label, field, fields, members, anchor, onSet, onClose }: PickerProps) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const say = useRefusalWords();
  const [seen] = useState(fields);
  const [problem, setProblem] = useState<string | null>(null);
  const chip = useRef(anchor());
  const [shut, givenUp] = [useRef(false), useRef(false)];
  const person = field === 'owner' || field === 'verifier';
  const first = person ? '' : printed(seen[field]);
  const [text, write] = useBegunText(first, `field/${pointId}/${field}`);
  const [typed, setTyped] = useState(false);
  const onWrite = (next: string) => {
    setTyped(true);
    write(next);
  };
  const moved = differing({ ...seen, [field]: seen[field] }, { ...seen, [field]: fields[field] }).length > 0;
  const title = t('set', { field: t(`name.${field}`), label });
  const now = printed(fields[field]);
  const close = () => {
    // Behind a press beside it another field may stand open by now.
    if (!shut.current) onClose();
    shut.current = true;
  };
  const set = async (value: FieldChange[MeasureField]) => {
    setProblem(null);
    const refused = await onSet({ [field]: value });
    if (!refused) {
      write(first);
      close();
    } else if (shut.current) notify(t('notSet', { field: title, why: say(refused.code) }));
    else setProblem(say(refused.code));
  };
  const leave = () => {
    if (shut.current) return;
    const said = setByLeaving(field, text);
    close();
    if (givenUp.current) write(first);
    else if (said !== null && said !== now) void set(said);
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && leave()}>
      <Popover.Anchor virtualRef={chip as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          className="pop pick"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={title}
          onEscapeKeyDown={(event) => {
            leaveToIme(event);
            givenUp.current = !event.defaultPrevented;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Who pressed somewhere else stays there.
            if (document.activeElement === document.body) anchor()?.focus();
          }}
        >
          <b>{title}</b>
          {moved && (
            <p className="hint" role="status">
              {t('moved', { value: now === '' ? t('nothing') : field === 'due' ? dayWords(now, locale) : now })}
            </p>
          )}
          {!typed && text !== first && <p className="hint">{t('begun')}</p>}
          {person ? (
            <PersonPick
              label={t(`name.${field}`)}
              members={members}
              // The verifier is not the owner (FI5): whom the server would refuse is not offered.
              without={fields[field === 'owner' ? 'verifier' : 'owner']}
              chosen={fields[field]}
              q={text}
              onType={onWrite}
              onChoose={(named) => void set(named)}
            />
          ) : (
            <ValueForm field={field} text={text} onWrite={onWrite} onSave={(value) => void set(value || null)} />
          )}
          {problem && (
            <p className="error" role="alert">
              <Icon name="warn" />
              {problem}
            </p>
          )}
          {now !== '' && (
            <Button variant="ghost" size="sm" icon="x" onClick={() => void set(null)}>
              {t('clear')}
            </Button>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface ValueProps {
  field: 'due' | 'criterion';
  text: string;
  onWrite: (text: string) => void;
  onSave: (value: string) => void;
}

function ValueForm({ field, text, onWrite, onSave }: ValueProps) {
  const t = useTranslations('fields');
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <form className="pick-v" onSubmit={send}>
      {field === 'due' ? (
        <input
          className="input"
          type="date"
          aria-label={t('name.due')}
          value={text}
          min="1900-01-01"
          max="2999-12-31"
          onChange={(event) => onWrite(event.target.value)}
          onKeyDown={keepAltKeys}
        />
      ) : (
        <textarea
          className="input"
          aria-label={t('name.criterion')}
          placeholder={t('criterionHint')}
          rows={3}
          maxLength={MAX_CRITERION}
          value={text}
          onChange={(event) => onWrite(event.target.value)}
          onKeyDown={(event) => {
            // Enter belongs to the IME while it composes; a criterion is one line in print.
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) send(event);
          }}
        />
      )}
      <Button variant="primary" size="sm" type="submit">
        {t('save')}
      </Button>
    </form>
  );
}
