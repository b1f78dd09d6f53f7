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
  decision: Decision | null;
}

export function Meaning({ signoff, line, decision }: Props) {
  const t = useTranslations('sign');
  const said = useTranslations('decision');
  const locale = useLocale();
  const step = stepOf(signoff, line.id);
  const covers = line.scope === 'whole' ? t('covers.whole') : t('covers.sections', { n: line.scope.length });
  const values = { step: step ? say(step.title, locale) : '', covers };
  return (
    <p className="meaning">
      {decision ? t('meaningIs', { ...values, decision: said(decision) }) : t('meaningOpen', values)}
    </p>
  );
}
