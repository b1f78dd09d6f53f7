// The sentence of a step of the plan in the reader's language.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { planSentence } from '../../../domain/planWords';
import type { SignoffStepPlan } from '../../../domain/review';
import { say } from '../../ui/say';

export function usePlanWords(): (
  step: Pick<SignoffStepPlan, 'title' | 'rule' | 'issues'>,
  names: readonly string[],
) => string {
  const t = useTranslations('plan');
  const locale = useLocale();
  return useCallback(
    (step, names) => {
      const { key, values, goesOn } = planSentence(step, { title: say(step.title, locale), names, sep: t('sep') });
      return t(`words.${key}`, values) + (goesOn && key !== 'nobody' ? t('words.goesOn') : '');
    },
    [t, locale],
  );
}
