// Under the outline: what still stands between this text and its sign-off, each line with the way to it.
'use client';
import { useTranslations } from 'next-intl';
import type { Gate } from '../../../domain/gates';
import type { ReviewPage } from '../../../domain/view';
import { Icon } from '../../ui/Icon';
import { gateGroups } from './gateGroups';
import { GATE_ICON, useGateWords } from './useGateWords';

interface Props {
  page: Pick<ReviewPage, 'templateBody' | 'members' | 'abilities'>;
  gates: readonly Gate[];
  /** Findings that only remind. */
  hints: number;
  onGo: (gate: Gate) => void;
  onHints: () => void;
  /** Absent for those who may not change the steps. */
  onPlan?: () => void;
}

export function GateCard({ page, gates, hints, onGo, onHints, onPlan }: Props) {
  const t = useTranslations('gates');
  const plan = useTranslations('plan');
  const { sentence } = useGateWords(page);
  const groups = gateGroups(gates);
  return (
    <section className="gate" id="gate" aria-label={t('title')}>
      <h2>
        {t('title')}
        <span className="count">{gates.length > 0 && t('left', { n: gates.length })}</span>
      </h2>
      <ul>
        {groups.length === 0 && (
          <li>
            <Icon name="agree" className="good" />
            <span>{t('clear')}</span>
          </li>
        )}
        {groups.map((group) => (
          <li key={group.rule}>
            <Icon name={GATE_ICON[group.kind]} className="bad" />
            <span title={sentence(group)}>{sentence(group)}</span>
            {group.gates[0] && (
              <Go
                label={t(`do.${group.kind}`)}
                what={sentence(group)}
                onClick={() => group.gates[0] && onGo(group.gates[0])}
              />
            )}
          </li>
        ))}
        {hints > 0 && (
          <li>
            <Icon name="info" />
            <span>{t('hints', { n: hints })}</span>
            <Go label={t('do.finding')} what={t('hints', { n: hints })} onClick={onHints} />
          </li>
        )}
      </ul>
      {onPlan && (
        <button type="button" className="link" onClick={onPlan}>
          {plan('open')}
        </button>
      )}
    </section>
  );
}

function Go({ label, what, onClick }: { label: string; what: string; onClick: () => void }) {
  return (
    <button type="button" className="link" aria-label={`${label}: ${what}`} onClick={onClick}>
      {label}
    </button>
  );
}
