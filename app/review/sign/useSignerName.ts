// Under which name a line signs: its own, and of a delegate for whom (代).
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffLineView } from '../../../domain/view';

/** A line that was transferred knows from whom too, and signs for nobody but itself. */
export function useSignerName(): (line: Pick<SignoffLineView, 'name' | 'standing' | 'standsFor'>) => string {
  const t = useTranslations('signoff');
  return ({ name, standing, standsFor }) =>
    standing === 'delegated' && standsFor ? t('standsFor', { name, principal: standsFor.name }) : name;
}
