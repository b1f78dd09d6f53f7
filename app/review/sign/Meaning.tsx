// What the signature will say, in one sentence: step, decision, and which text it covers.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { Decision } from '../../../domain/review';
import type { SignoffLineView, SignoffView } from '../../../domain/view';
import { say } from '../../ui/say';
import { stepOf } from './mine';

interface Props {
  signoff: SignoffView;
  line: SignoffLineView;
  /** What the line signs, by name; null: the whole text. */
  sections: string | null;
  decision: Decision | null;
}

export function Meaning({ signoff, line, sections, decision }: Props) {
  const t = useTranslations('sign');
  const said = useTranslations('decision');
  const locale = useLocale();
  const step = stepOf(signoff, line.id);
  const covers = sections === null ? t('covers.whole') : t('covers.sections', { sections });
  const values = { step: step ? say(step.title, locale) : '', covers };
  return (
    <p className="meaning">
      {decision ? t('meaningIs', { ...values, decision: said(decision) }) : t('meaningOpen', values)}
    </p>
  );
}
