// What the checks say of the text, folded: it stands in the way of nothing here, and comes back beside the text.
'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { FindingView } from '../../../../domain/view';
import { Icon } from '../../../ui/Icon';
import type { IconName } from '../../../ui/icons';
import { say } from '../../../ui/say';
import { type Meaning, Tag } from '../../../ui/Tag';

const LOOK: Record<FindingView['severity'], { meaning: Meaning; icon: IconName }> = {
  error: { meaning: 'mustfix', icon: 'flag' },
  warn: { meaning: 'reserve', icon: 'warn' },
  info: { meaning: 'none', icon: 'info' },
};
const SEVERITIES = ['error', 'warn', 'info'] as const;
const SHOWN = 100;

export function Findings({ findings, onLine }: { findings: readonly FindingView[]; onLine: (line: number) => void }) {
  const t = useTranslations('import');
  const checks = useTranslations('checks');
  const locale = useLocale();
  const sorted = SEVERITIES.flatMap((severity) => findings.filter((one) => one.severity === severity));
  return (
    <details className="im-find">
      <summary>
        <b>{t('findings')}</b>
        {findings.length === 0 && <Tag meaning="agree">{t('findingsNone')}</Tag>}
        {SEVERITIES.map((severity) => {
          const n = findings.filter((one) => one.severity === severity).length;
          return (
            n > 0 && (
              <Tag key={severity} {...LOOK[severity]}>
                {checks(`${severity}N`, { n })}
              </Tag>
            )
          );
        })}
        {findings.length > 0 && <Icon name="chev-d" size={16} />}
      </summary>
      {findings.length > 0 && (
        <ul>
          {sorted.slice(0, SHOWN).map((finding) => (
            <li key={`${finding.rule} ${finding.start} ${finding.end}`}>
              <button type="button" onClick={() => onLine(finding.line)}>
                <span>{say(finding.message, locale)}</span>
                <small>{t('line', { n: finding.line })}</small>
              </button>
            </li>
          ))}
          {sorted.length > SHOWN && (
            <li>
              <p>{t('findingsMore', { n: sorted.length - SHOWN })}</p>
            </li>
          )}
        </ul>
      )}
    </details>
  );
}
