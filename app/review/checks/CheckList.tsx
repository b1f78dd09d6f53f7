// What the checks found, gathered by rule with the gravest first; a press goes to the place.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import type { IconName } from '../../ui/icons';
import { say } from '../../ui/say';
import { type Meaning, Tag } from '../../ui/Tag';
import { type FindingGroup, findingGroups, SEVERITIES, type Severity } from './findingGroups';
import type { Findings, Located } from './useFindings';
import { useRuleName } from './useRuleName';

const LOOK: Record<Severity, { meaning: Meaning; icon: IconName }> = {
  error: { meaning: 'mustfix', icon: 'object' },
  warn: { meaning: 'reserve', icon: 'warn' },
  info: { meaning: 'none', icon: 'info' },
};

interface Props {
  findings: Findings;
  onGo: (finding: Located) => void;
}

export function CheckList({ findings, onGo }: Props) {
  const t = useTranslations('checks');
  const sep = useTranslations('outline')('sep');
  const { items, rules, failed } = findings;
  if (failed) return <Empty icon="warn" title={t('failed')} />;
  if (!items) return <Empty icon="refresh" title={t('pending')} />;
  if (items.length === 0) {
    return (
      <Empty icon="agree" title={t('none')}>
        {rules !== null && t('noneWhat', { n: rules })}
      </Empty>
    );
  }
  const groups = findingGroups(items);
  const parts = SEVERITIES.flatMap((severity) => {
    const n = items.filter((one) => one.severity === severity).length;
    return n > 0 ? [t(`${severity}N`, { n })] : [];
  });
  return (
    <div className="rail-list">
      <p className="hint" role="status">
        {parts.join(sep)}
      </p>
      {groups.map((group) => (
        <Group key={group.rule} group={group} onGo={onGo} />
      ))}
      {rules !== null && (
        <p className="mean is-agree">
          <Icon name="agree" />
          {t('passed', { n: Math.max(0, rules - groups.length) })}
        </p>
      )}
    </div>
  );
}

/** As many places of one rule as are shown before one asks for more. */
const FEW = 3;

function Group({ group, onGo }: { group: FindingGroup; onGo: Props['onGo'] }) {
  const t = useTranslations('checks');
  const name = useRuleName();
  const [all, setAll] = useState(false);
  const { meaning, icon } = LOOK[group.severity];
  const shown = all ? group.items : group.items.slice(0, FEW);
  return (
    <article className={`thread check-c${group.severity === 'error' ? ' is-mustfix' : ''}`}>
      <div className="th-h">
        <Tag meaning={meaning} icon={icon} strong={group.severity === 'error'}>
          {t(group.severity)}
        </Tag>
        <span className="grow">{t('places', { n: group.items.length })}</span>
      </div>
      <b>{name(group.rule)}</b>
      <ul>
        {shown.map((finding) => (
          <li key={`${finding.start}-${finding.end}`}>
            <Place finding={finding} onGo={onGo} />
          </li>
        ))}
      </ul>
      {group.items.length > shown.length && (
        <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
          {t('more', { n: group.items.length - shown.length })}
        </Button>
      )}
    </article>
  );
}

function Place({ finding, onGo }: { finding: Located; onGo: Props['onGo'] }) {
  const t = useTranslations('checks');
  const locale = useLocale();
  const message = say(finding.message, locale);
  return (
    <button type="button" className="place" onClick={() => onGo(finding)}>
      <span>{message}</span>
      {finding.quote ? <q className="clip-2">{finding.quote}</q> : <small>{t('line', { n: finding.line })}</small>}
    </button>
  );
}
