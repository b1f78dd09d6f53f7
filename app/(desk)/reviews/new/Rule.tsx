// The sign-off rule in words, from the template's steps and the people chosen so far.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { TemplateCard } from '../../../../domain/view';
import { say } from '../../../ui/say';
import type { Chosen } from './settings';

export function Rule({ template, chosen }: { template: TemplateCard; chosen: Chosen }) {
  const t = useTranslations('newReview');
  const locale = useLocale();
  return (
    <div className="field">
      <span className="label">{t('rule')}</span>
      <div className="rule">
        {template.steps.map((step) => {
          const people = (step.who === 'head' ? chosen.head : chosen.signatory) ?? [];
          const words = {
            title: say(step.title, locale),
            n: people.length,
            names: people.map((one) => one.name).join(t('and')),
          };
          return (
            <p key={`${step.order}-${step.who}`}>{t(step.who === 'head' ? 'stepHead' : 'stepSignatories', words)}</p>
          );
        })}
        <p>{t('ruleAfter')}</p>
      </div>
    </div>
  );
}
