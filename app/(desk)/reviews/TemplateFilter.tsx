// Which template the listed reviews were made from: a field of the search form that sends it as soon as something is chosen.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { TemplateCard } from '../../../domain/view';
import { say } from '../../ui/say';

export function TemplateFilter({ templates, chosen }: { templates: readonly TemplateCard[]; chosen?: string }) {
  const t = useTranslations('reviews');
  const locale = useLocale();
  return (
    <select
      className="input select"
      name="template"
      key={chosen}
      defaultValue={chosen ?? ''}
      aria-label={t('byTemplate')}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
    >
      <option value="">{t('allTemplates')}</option>
      {templates.map(({ id, name }) => (
        <option key={id} value={id}>
          {say(name, locale)}
        </option>
      ))}
    </select>
  );
}
