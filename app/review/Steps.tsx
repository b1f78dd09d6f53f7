// Where the review stands: five steps, and the same as a short strip on a phone.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReviewPage } from '../../domain/view';
import { Icon } from '../ui/Icon';
import { stepsOf } from './stages';

type Staged = Pick<ReviewPage, 'stage' | 'signoff'>;

export function Steps({ page }: { page: Staged }) {
  const t = useTranslations('review');
  return (
    <ol className="steps" aria-label={t('stages')}>
      {stepsOf(page.stage, page.signoff).map(({ key, state }, n) => (
        <li
          key={key}
          className={state === 'done' ? 'done' : state === 'current' ? 'cur' : undefined}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          {state === 'done' ? <Icon name="check" label={t('stepState.done')} /> : <i aria-hidden="true">{n + 1}</i>}
          <span>{t(`step.${key}`)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The phone's strip: a bar of five, the current step in words, and what stands at its end. */
export function StageStrip({ page, children }: { page: Staged; children?: ReactNode }) {
  const t = useTranslations('review');
  const steps = stepsOf(page.stage, page.signoff);
  const current = steps.find((step) => step.state === 'current') ?? steps.at(-1);
  return (
    <div className="m-stage">
      <span className="seg-bar" aria-hidden="true">
        {steps.map((step) => (
          <i key={step.key} className={step.state === 'done' ? 'on' : step.state === 'current' ? 'part' : undefined} />
        ))}
      </span>
      {current && <b>{t(`step.${current.key}`)}</b>}
      {children && <span className="count">{children}</span>}
    </div>
  );
}
