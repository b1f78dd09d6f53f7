// The questions about a text, in words.
'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TemplateCard } from '../../../../domain/view';
import type { Edit } from './edits';
import { questionsOf } from './questions';
import type { Recognised } from './useRecognise';

export interface Option {
  label: string;
  edit?: Edit;
}

export interface AskedQuestion {
  key: string;
  line: number;
  words: string;
  quote: string;
  /** One to three. */
  options: readonly Option[];
}

export function useQuestions(result: Recognised, template: TemplateCard): readonly AskedQuestion[] {
  const t = useTranslations('import');
  return useMemo(
    () =>
      questionsOf(result, template).map(({ key, line, kind, quote, values, choices }) => ({
        key,
        line,
        quote,
        words: t(`doubt.${kind}`, values),
        options: choices.map(({ word, name, edit }) => ({ label: t(`option.${word}`, { name: name ?? '' }), edit })),
      })),
    [result, template, t],
  );
}
