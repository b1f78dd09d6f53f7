// What the checks found, gathered by rule with the gravest first; the active one stands open here and is marked in the text.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Located } from '../../../domain/checks/analyse';
import { clockOf } from '../../../domain/day';
import { useRemembered } from '../../client/useRemembered';
import { useRememberedOf } from '../../client/useRememberedOf';
import { Button, IconButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Icon } from '../../ui/Icon';
import { keepAltKeys } from '../../ui/keepAltKeys';
import { laterPart } from '../../ui/later';
import { Seg } from '../../ui/Seg';
import { say } from '../../ui/say';
import { Tag } from '../../ui/Tag';
import { walkRows } from '../../ui/walkRows';
import { FindingDetail, type FindingVerbs } from './FindingDetail';
import { byWaiver, type FindingGroup, findingGroups, SEVERITIES } from './findingGroups';
import { LOOK } from './severity';
import type { Findings } from './useFindings';
import { useRuleName } from './useRuleName';
import type { Waivers } from './useWaivers';
import { WaivedCard } from './WaivedCard';

interface Props {
  reviewId: string;
  findings: Findings;
  waivers: Waivers;
  active: string | null;
  sectionTitle: (key: string | null) => string;
  verbs: FindingVerbs;
  /** All sure fixes of a rule at once; absent where the reader may not write here. */
  onFixAll?: (rule: string) => void;
  onGo: (finding: Located) => void;
  onStep: (by: 1 | -1) => void;
}

export function CheckList({ reviewId, findings, waivers, active, sectionTitle, verbs, onFixAll, onGo, onStep }: Props) {
  const t = useTranslations('checks');
  const timeZone = useTimeZone();
  const sep = useTranslations('outline')('sep');
  const [weight, setWeight] = useRememberedOf('weight', WEIGHTS);
  const [sought, setSection] = useRemembered('findings of');
  const [rulesOpen, setRulesOpen] = useState(false);
  const { items, rules, failed, at, again } = findings;
  if (failed) {
    return (
      <Empty icon="warn" title={t('failed')}>
        <Button onClick={again}>{t('again')}</Button>
      </Empty>
    );
  }
  if (!items) return <Empty icon="refresh" title={t('pending')} />;
  const { open, waived } = byWaiver(items, waivers.standing);
  const sections = [...new Set(open.map((one) => one.sectionKey))];
  // The last finding there may have gone meanwhile.
  const section = sections.some((key) => `${key}` === sought) ? sought : '';
  const inSection = open.filter((one) => section === '' || `${one.sectionKey}` === section);
  const shown = inSection.filter((one) => weight === 'all' || one.severity === weight);
  const groups = findingGroups(shown);
  const parts = SEVERITIES.flatMap((severity) => {
    const n = open.filter((one) => one.severity === severity).length;
    return n > 0 ? [t(`${severity}N`, { n })] : [];
  });
  return (
    <section className="rail-list" aria-label={t('title')} onKeyDown={walkRows}>
      <div className="ck-head">
        <p className="hint grow">
          <span role="status">{parts.length > 0 ? parts.join(sep) : t('none')}</span>
          {at !== null && sep + t('checkedAt', { at: clockOf(new Date(at).toISOString(), timeZone) })}
        </p>
        <IconButton icon="chev-u" size="sm" label={t('previous')} onClick={() => onStep(-1)} disabled={!open.length} />
        <IconButton icon="chev-d" size="sm" label={t('next')} onClick={() => onStep(1)} disabled={!open.length} />
        <IconButton icon="refresh" size="sm" label={t('again')} onClick={again} />
      </div>
      {open.length > 0 && (
        <div className="ck-filter">
          <Seg
            look="chips"
            label={t('byWeight')}
            value={weight}
            onChange={setWeight}
            options={WEIGHTS.map((value) => ({
              value,
              label: value === 'all' ? t('all') : t(value),
            }))}
          />
          <select
            className="input select"
            aria-label={t('bySection')}
            value={section}
            onChange={(event) => setSection(event.target.value)}
            onKeyDown={keepAltKeys}
          >
            <option value="">{t('everywhere')}</option>
            {sections.map((key) => (
              <option key={`${key}`} value={`${key}`}>
                {sectionTitle(key)}
              </option>
            ))}
          </select>
        </div>
      )}
      {open.length > 0 && shown.length === 0 && <p className="hint">{t('noneHere')}</p>}
      {groups.map((group) => (
        <Group
          key={group.rule}
          {...{ group, active, sectionTitle, verbs, onGo }}
          onFixAll={onFixAll && findings.fixAll[group.rule] ? () => onFixAll(group.rule) : undefined}
        />
      ))}
      {waived.map((one) => (
        <WaivedCard
          key={one.waiver.id}
          {...one}
          reviewId={reviewId}
          sectionTitle={sectionTitle}
          onChanged={waivers.refresh}
          onGo={onGo}
        />
      ))}
      {waivers.problem && <p className="error">{waivers.problem}</p>}
      {rules !== null && (
        <div className="th-h">
          <span className="mean is-agree">
            <Icon name="agree" />
            {t('passed', { n: Math.max(0, rules - new Set(items.map((one) => one.rule)).size) })}
          </span>
          <span className="grow" />
          <button type="button" className="link" onClick={() => setRulesOpen(true)}>
            {t('allRules')}
          </button>
        </div>
      )}
      {rulesOpen && <RulesDialog onClose={() => setRulesOpen(false)} />}
    </section>
  );
}

/** With its explanations: loaded when it is asked for. */
const RulesDialog = laterPart(() => import('./RulesDialog').then((module) => module.RulesDialog));

const WEIGHTS = ['all', ...SEVERITIES] as const;

/** As many places of one rule as are shown before one asks for more. */
const FEW = 3;

type GroupProps = Pick<Props, 'active' | 'sectionTitle' | 'verbs' | 'onGo'> & {
  group: FindingGroup;
  onFixAll?: () => void;
};

function Group({ group, active, sectionTitle, verbs, onFixAll, onGo }: GroupProps) {
  const t = useTranslations('checks');
  const name = useRuleName();
  const [all, setAll] = useState(false);
  const { meaning, icon } = LOOK[group.severity];
  const own = group.items.findIndex((one) => one.key === active);
  const shown = all || own >= FEW ? group.items : group.items.slice(0, FEW);
  const [first] = group.items;
  const where = first && group.items.length === 1 ? sectionTitle(first.sectionKey) : null;
  const look = `thread check-c${group.severity === 'error' ? ' is-mustfix' : ''}${own >= 0 ? ' is-active' : ''}`;
  return (
    <article className={look} data-rule={group.rule}>
      <div className="th-h">
        <Tag meaning={meaning} icon={icon} strong={group.severity === 'error'}>
          {t(group.severity)}
        </Tag>
        <span className="grow clip">{where ?? t('places', { n: group.items.length })}</span>
      </div>
      <b>{name(group.rule)}</b>
      <ul>
        {shown.map((finding) => (
          <li key={finding.key}>
            <Place
              finding={finding}
              active={finding.key === active}
              alone={group.items.length === 1}
              verbs={verbs}
              onGo={onGo}
            />
          </li>
        ))}
      </ul>
      {(group.items.length > shown.length || onFixAll) && (
        <div className="th-f">
          {group.items.length > shown.length && (
            <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
              {t('more', { n: group.items.length - shown.length })}
            </Button>
          )}
          {onFixAll && (
            <Button size="sm" onClick={onFixAll}>
              {t('fixAll', { n: group.items.filter((one) => one.mends).length })}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

interface PlaceProps {
  finding: Located;
  active: boolean;
  /** The only place of its rule: what can be done stands there at once. */
  alone: boolean;
  verbs: FindingVerbs;
  onGo: Props['onGo'];
}

function Place({ finding, active, alone, verbs, onGo }: PlaceProps) {
  const t = useTranslations('checks');
  const locale = useLocale();
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) place.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      <button
        ref={place}
        type="button"
        className="place"
        aria-expanded={active}
        aria-current={active || undefined}
        data-row
        data-place={finding.key}
        onClick={() => onGo(finding)}
      >
        <span>{say(finding.message, locale)}</span>
        {finding.quote ? (
          <q className="clip-2">{shownQuote(finding)}</q>
        ) : (
          <small>{t('line', { n: finding.line })}</small>
        )}
      </button>
      {(active || alone) && <FindingDetail finding={finding} verbs={verbs} why={active} />}
    </>
  );
}

/** What was cut says so. */
function shownQuote({ quote = '', start, end }: { quote?: string; start: number; end: number }): string {
  return end - start > quote.length ? `${quote}…` : quote;
}
