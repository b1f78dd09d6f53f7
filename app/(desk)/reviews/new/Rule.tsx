// The sign-off rule in words, from the template's steps and the people chosen so far.
'use client';
import { useTranslations } from 'next-intl';
import type { TemplateCard } from '../../../../domain/view';
import { usePlanWords } from '../../../review/plan/usePlanWords';
import type { Chosen } from './settings';

export function Rule({ template, chosen }: { template: TemplateCard; chosen: Chosen }) {
  const t = useTranslations('newReview');
  const plan = useTranslations('plan');
  const sentence = usePlanWords();
  return (
    <div className="field">
      <span className="label">{t('rule')}</span>
      <div className="rule">
        {template.steps.map((step) => {
          const people = (step.who === 'head' ? chosen.head : chosen.signatory) ?? [];
          const names = people.map((one) => one.name);
          return <p key={`${step.order}-${step.who}`}>{sentence(step, names)}</p>;
        })}
        <p>{t('ruleAfter')}</p>
        <p>{plan('later')}</p>
      </div>
    </div>
  );
}
