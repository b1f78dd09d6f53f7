// The name of a section: as the template calls it, since a section that is missing has no heading of its own.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Template } from '../../../domain/template/template';
import { say } from '../../ui/say';

/** `PART`, `PART/DIMENSION`, `preamble`, `closing`; another key (a heading of the writers' own) is simply the text. */
export function useSectionTitle(template: Template): (key: string | null) => string {
  const outline = useTranslations('outline');
  const threads = useTranslations('threads');
  const locale = useLocale();
  return useCallback(
    (key: string | null) => {
      if (key === 'preamble' || key === 'closing') return outline(key);
      const [partId, dimensionId] = (key ?? '').split('/');
      const part = template.parts.find((one) => one.id === partId);
      const dimension = part?.dimensions?.find((one) => one.id === dimensionId);
      const named = dimension ?? part;
      return named ? say(named.title, locale) : threads('noSection');
    },
    [outline, threads, locale, template],
  );
}
