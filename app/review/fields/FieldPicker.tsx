// What a chip of the field line opens: a person, a day, or a sentence. Loaded with the first press.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import {
  dayWords,
  differing,
  MAX_CRITERION,
  type MeasureField,
  type MeasureFields,
  printed,
} from '../../../domain/fields';
import type { PersonView, Problem } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { leaveToIme } from '../../ui/ime';
import type { FieldChange } from '../useStructure';
import { PersonPick } from './PersonPick';

export interface PickerProps {
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

export function FieldPicker({ label, field, fields, members, anchor, onSet, onClose }: PickerProps) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const say = useRefusalWords();
  const [seen] = useState(fields);
  const [problem, setProblem] = useState<string | null>(null);
  const chip = useRef(anchor());
  const moved = differing({ ...seen, [field]: seen[field] }, { ...seen, [field]: fields[field] }).length > 0;
  const title = t('set', { field: t(`name.${field}`), label });
  const set = async (value: FieldChange[MeasureField]) => {
    setProblem(null);
    const refused = await onSet({ [field]: value });
    if (refused) setProblem(say(refused.code));
    else onClose();
  };
  const now = printed(fields[field]);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={chip as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          className="pop pick"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={title}
          onEscapeKeyDown={leaveToIme}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor()?.focus();
          }}
        >
          <b>{title}</b>
          {moved && (
            <p className="hint" role="status">
              {t('moved', { value: now === '' ? t('nothing') : field === 'due' ? dayWords(now, locale) : now })}
            </p>
          )}
          {field === 'owner' || field === 'verifier' ? (
            <PersonPick
              label={t(`name.${field}`)}
              members={members}
              // The verifier is not the owner (FI5): whom the server would refuse is not offered.
              without={fields[field === 'owner' ? 'verifier' : 'owner']}
              chosen={fields[field]}
              onChoose={(named) => void set(named)}
            />
          ) : (
            <ValueForm field={field} value={now} onSave={(value) => void set(value === '' ? null : value)} />
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

function ValueForm({
  field,
  value,
  onSave,
}: {
  field: 'due' | 'criterion';
  value: string;
  onSave: (value: string) => void;
}) {
  const t = useTranslations('fields');
  const [text, setText] = useState(value);
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
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <textarea
          className="input"
          aria-label={t('name.criterion')}
          placeholder={t('criterionHint')}
          rows={3}
          maxLength={MAX_CRITERION}
          value={text}
          onChange={(event) => setText(event.target.value)}
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
