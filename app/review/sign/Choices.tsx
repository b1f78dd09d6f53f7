// The four decisions as a group of radio buttons, each with its sign, its word and its consequence. None is chosen beforehand.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DECISIONS, type Decision } from '../../../domain/review';
import { Icon } from '../../ui/Icon';
import { MARK_CLASS, MARK_ICON } from './MarkLabel';

export function Choices({
  value,
  onChange,
  error,
  sections,
  stops,
  children,
}: {
  value: Decision | null;
  onChange: (decision: Decision) => void;
  error: string | null;
  /** What is signed, by name; null: the whole text. */
  sections: string | null;
  /** An objection stops the step. */
  stops: boolean;
  /** What can be done instead of deciding oneself. */
  children?: ReactNode;
}) {
  const t = useTranslations('sign');
  const said = useTranslations('decision');
  const what = (decision: Decision) => {
    if (decision === 'agree' && sections !== null) return t('what.agreeSections', { sections });
    return decision === 'object' && !stops ? t('what.objectGoesOn') : t(`what.${decision}`);
  };
  return (
    <fieldset className="choices" aria-label={t('yours')}>
      {DECISIONS.map((decision) => (
        <label key={decision} className={clsx('choice', MARK_CLASS[decision], value === decision && 'is-on')}>
          <input
            type="radio"
            className="sr"
            name="decision"
            value={decision}
            checked={value === decision}
            onChange={() => onChange(decision)}
          />
          <i className="radio" />
          <span>
            <b>
              <Icon name={MARK_ICON[decision]} />
              {said(decision)}
            </b>
            <small>{what(decision)}</small>
          </span>
        </label>
      ))}
      {children}
      {error && (
        <p className="error" role="alert">
          <Icon name="warn" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
