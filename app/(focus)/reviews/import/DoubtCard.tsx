// One doubt: what is unclear and the ways to settle it; settled, one line that says how.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import type { AskedQuestion, Option } from './useQuestions';

interface Props {
  question: AskedQuestion;
  /** How it was settled, in words. */
  answer: string | null;
  inHand: boolean;
  busy: boolean;
  onAnswer: (option: Option) => void;
  onReopen: () => void;
}

export function DoubtCard({ question, answer, inHand, busy, onAnswer, onReopen }: Props) {
  const t = useTranslations('import');
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (inHand) card.current?.scrollIntoView({ block: 'nearest' });
  }, [inHand]);
  if (answer !== null) {
    return (
      <div className="dbt ok">
        <Icon name="agree" />
        <span className="grow">
          {question.words} <span className="faint">{answer}</span>
        </span>
        <button type="button" className="link" onClick={onReopen}>
          {t('change')}
        </button>
      </div>
    );
  }
  return (
    <div ref={card} className={clsx('dbt', inHand && 'is-cur')} role="group" aria-label={question.words}>
      <p>
        <b>{question.words}</b>
      </p>
      {question.quote && <p className="muted clip-2">“{question.quote}”</p>}
      <div className="opt">
        {question.options.map((option, n) => (
          <Button
            key={option.label}
            size="sm"
            variant={inHand && n === 0 ? 'primary' : 'secondary'}
            disabled={busy}
            onClick={() => onAnswer(option)}
          >
            {option.label}
            {inHand && <kbd>{n + 1}</kbd>}
          </Button>
        ))}
      </div>
    </div>
  );
}
