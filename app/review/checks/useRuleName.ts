// The name of a check in the reader's language, from the catalogue of rules.
'use client';
import { useLocale } from 'next-intl';
import { useCallback } from 'react';
import { CATALOGUE } from '../../../domain/checks/catalogue';
import { say } from '../../ui/say';

/** A rule that this page does not know (a newer server's) is named by its key. */
export function useRuleName(): (rule: string) => string {
  const locale = useLocale();
  return useCallback(
    (rule: string) => {
      const known = CATALOGUE.find((one) => one.key === rule);
      return known ? sentenceCase(say(known.name, locale)) : rule;
    },
    [locale],
  );
}

/** The catalogue names checks as they stand in a sentence; here they begin one. */
function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
