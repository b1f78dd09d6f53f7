// One field of the template's head: text, year, date, time or a choice.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { TemplateMeta } from '../../../../domain/view';
import { SelectField, TextField } from '../../../ui/Field';
import { say } from '../../../ui/say';

/** Kinds the browser has a control for; the value stays a string as the template's keys want it. */
const CONTROL: Record<string, { type: string; inputMode?: 'numeric' }> = {
  year: { type: 'text', inputMode: 'numeric' },
  date: { type: 'date' },
  datetime: { type: 'datetime-local' },
};

export function MetaField({
  field,
  value,
  onChange,
}: {
  field: TemplateMeta;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations('newReview');
  const locale = useLocale();
  const words = { label: say(field.label, locale), hint: field.required ? t('beforeSigning') : undefined };
  if (field.options) {
    return (
      <SelectField {...words} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('later')}</option>
        {field.options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      {...words}
      {...(CONTROL[field.type] ?? { type: 'text' })}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
