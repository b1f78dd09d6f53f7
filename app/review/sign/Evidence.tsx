// What a signature rests on: the conditions as they stand, what was waived and why, who has signed.
'use client';
import { useTranslations } from 'next-intl';
import type { ReturnPointView, ReviewPage, SignoffView } from '../../../domain/view';
import { useDates } from '../../ui/Day';
import { Icon } from '../../ui/Icon';
import { seen } from '../../ui/seen';
import { useRuleName } from '../checks/useRuleName';
import { kindOf } from '../outline/gateGroups';
import { Changes } from './Changes';
import type { Conditions } from './conditions';
import { myLine } from './mine';
import { Points } from './Points';
import { Signatures } from './Signatures';
import type { Base } from './useBase';
import type { FrozenNames } from './useFrozenNames';
import type { Since } from './useVersionText';

type Page = Pick<ReviewPage, 'id' | 'members' | 'me' | 'templateBody' | 'abilities'>;

interface Props {
  page: Page;
  signoff: SignoffView;
  since: Since;
  base: Base;
  points: readonly ReturnPointView[];
  conditions: Conditions;
  nameOf: FrozenNames['nameOf'];
  onAnswered: () => void;
  onGo: (row: number) => void;
}

export function Evidence({ page, signoff, since, base, points, conditions, nameOf, onAnswered, onGo }: Props) {
  const t = useTranslations('sign');
  const tell = useDates();
  const at = myLine(signoff)?.at;
  return (
    <aside className="ev" aria-label={t('evidence')}>
      <Changes since={since} base={base} {...(at && { when: tell(at) })} onGo={onGo} />
      {points.length > 0 && (
        <section aria-labelledby="points">
          <h2 id="points" tabIndex={-1}>
            {t('points')}
            <small>
              {t('pointsN', { done: points.filter((one) => one.answer !== null).length, all: points.length })}
            </small>
          </h2>
          <Points page={page} signoff={signoff} points={points} onAnswered={onAnswered} />
        </section>
      )}
      <section aria-labelledby="conditions">
        <h2 id="conditions" tabIndex={-1}>
          {t('conditions')}
        </h2>
        <div className="cond">
          <Condition n={conditions.mustFix} words={t('mustFixOpen')} good={conditions.mustFix === 0} />
          <Condition n={conditions.comments} words={t('commentsOpen')} />
          <Condition n={conditions.waived} words={t('waivedN')} />
        </div>
        <Waivers signoff={signoff} nameOf={nameOf} />
      </section>
      <Signatures page={page} signoff={signoff} nameOf={nameOf} />
    </aside>
  );
}

function Condition({ n, words, good }: { n: number; words: string; good?: boolean }) {
  return (
    <div>
      <b>
        {n}
        {good !== undefined && <Icon name={good ? 'agree' : 'flag'} className={good ? undefined : 'bad'} />}
      </b>
      <small>{words}</small>
    </div>
  );
}

function Waivers({ signoff, nameOf }: Pick<Props, 'signoff' | 'nameOf'>) {
  const t = useTranslations('sign');
  const gates = useTranslations('gates');
  const ruleName = useRuleName();
  const named = (rule: string) => {
    const kind = kindOf(rule);
    return kind === 'finding' ? ruleName(rule) : gates(`name.${kind}`);
  };
  return signoff.overrides.map(({ rule, sectionKey, reason, byName }) => {
    const what = sectionKey ? t('waivedIn', { what: named(rule), section: nameOf(sectionKey) }) : named(rule);
    return (
      <p className="hint" key={`${rule} ${sectionKey ?? ''}`}>
        {seen(t('waived', { what, by: byName || t('someone'), reason }))}
      </p>
    );
  });
}
