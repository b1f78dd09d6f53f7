// The top of the sign page on a phone: how far it is and by which rule, who has signed, and what a decision rests on, a row each.
'use client';
import { useTranslations } from 'next-intl';
import type { ReturnPointView, SignoffView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';
import type { IconName } from '../../ui/icons';
import type { Conditions } from './conditions';
import { goTo } from './goTo';
import { MARK_CLASS, MARK_ICON } from './MarkLabel';
import { type LineMark, tallyOf } from './tally';
import { useRuleWords } from './useRuleWords';
import type { Since } from './useVersionText';

/** The worst news is said beside the faces. */
const GRAVE: readonly LineMark[] = ['object', 'stale', 'reserve'];

interface Props {
  signoff: SignoffView;
  since: Since;
  points: readonly ReturnPointView[];
  conditions: Conditions;
  onRead: () => void;
}

export function PhoneSummary({ signoff, since, points, conditions, onRead }: Props) {
  const t = useTranslations('sign');
  const { sentence } = useRuleWords();
  const tally = tallyOf(signoff);
  const mark = GRAVE.find((one) => tally.count[one] > 0);
  const changes = since.kind === 'known' ? since.changes : null;
  const answered = points.filter(({ answer }) => answer !== null).length;
  return (
    <div className="sn-sum">
      <p className="row">
        <b>{t('sumTitle', { valid: tally.valid, all: tally.all })}</b>
        <span className="grow" />
        {mark && (
          <span className={`mean ${MARK_CLASS[mark]}`}>
            <Icon name={MARK_ICON[mark]} />
            {t(`count.${mark}`, { n: tally.count[mark] })}
          </span>
        )}
      </p>
      <p className="hint">{sentence(signoff.sentence, false)}</p>
      <p className="sn-faces">
        {tally.lines.map((line, n) => (
          <span
            key={line.id}
            className={tally.marks[n] === 'none' || tally.marks[n] === 'stale' ? 'is-out' : undefined}
          >
            <Avatar name={line.name} colour={line.colour} size={28} />
          </span>
        ))}
      </p>
      <Row icon="doc" words={t('readText')} note={t('version', { version: signoff.version })} onPress={onRead} />
      {changes && (
        <Row
          icon="history"
          words={t('since.short', { n: changes.items.length })}
          note={t('since.sum', { inserted: changes.inserted, deleted: changes.deleted })}
          onPress={onRead}
        />
      )}
      {points.length > 0 && (
        <Row
          icon="reply"
          words={t('points')}
          note={t('pointsN', { done: answered, all: points.length })}
          onPress={() => goTo('points')}
        />
      )}
      {signoff.left.length > 0 && (
        <Row
          icon="object"
          words={t('left.title')}
          note={t('left.n', { n: signoff.left.length })}
          onPress={() => goTo('left')}
        />
      )}
      <Row
        icon={conditions.mustFix > 0 ? 'flag' : 'agree'}
        words={t('conditionsShort', { mustFix: conditions.mustFix, comments: conditions.comments })}
        note={t('waivedShort', { n: conditions.waived })}
        onPress={() => goTo('conditions')}
      />
    </div>
  );
}

interface RowProps {
  icon: IconName;
  words: string;
  note: string;
  onPress: () => void;
}

function Row({ icon, words, note, onPress }: RowProps) {
  return (
    <button type="button" className="sn-read" onClick={onPress}>
      <Icon name={icon} />
      <span className="grow">
        {words} <small>{note}</small>
      </span>
      <Icon name="chev-r" />
    </button>
  );
}
