// The name of a check in the reader's language, from the catalogue of rules.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { CATALOGUE } from '../../../domain/checks/catalogue';
import { say } from '../../ui/say';

/** Of a gate that can be waived as well. A rule that this page does not know (a newer server's) is named by its key. */
export function useRuleName(): (rule: string) => string {
  const locale = useLocale();
  const gates = useTranslations('gates.name');
  return useCallback(
    (rule: string) => {
      const known = CATALOGUE.find((one) => one.key === rule);
      if (known) return sentenceCase(say(known.name, locale));
      return rule === 'required-part' || rule === 'required-dimension' ? gates(rule) : rule;
    },
    [locale, gates],
  );
}

/** The catalogue names checks as they stand in a sentence; here they begin one. */
function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
