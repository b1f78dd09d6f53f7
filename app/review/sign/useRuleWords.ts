// The rule of a sign-off in the reader's language: all steps in one sentence, or one step with its numbers.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Sentence, sentenceWords } from '../../../domain/signoff';
import type { SignoffStepView } from '../../../domain/view';
import { say } from '../../ui/say';

/** More names than these are counted. */
const MOST_NAMES = 3;

export interface RuleWords {
  /** `now`: with the agreements had so far; a plan has none. */
  sentence: (sentence: Sentence, now?: boolean) => string;
  step: (words: SignoffStepView['words']) => string;
}

export function useRuleWords(): RuleWords {
  const t = useTranslations('signoff');
  const sep = useTranslations('gates')('sep');
  const locale = useLocale();
  return useMemo(() => {
    const names = (all: readonly string[]) =>
      all.length <= MOST_NAMES
        ? all.join(sep)
        : t('sentence.some', { names: all.slice(0, MOST_NAMES - 1).join(sep), n: all.length });
    const voice = {
      names,
      say: (key: string, values: Record<string, string | number>) => t(`sentence.${key}`, values),
      title: (title: { zh: string; en: string }) => say(title, locale),
    };
    return {
      sentence: (sentence, now = true) => sentenceWords(sentence, voice, now),
      step: ({ key, values, goesOn }) => {
        const rule = t(`rule.${key}`, { ...values, names: names(values.names) });
        return goesOn && key !== 'nobody' ? t('rule.goesOn', { rule }) : rule;
      },
    };
  }, [t, sep, locale]);
}
