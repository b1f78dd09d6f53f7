// The top of the sign page on a phone: how far it is, who has signed, and the way to the text.
'use client';
import { useTranslations } from 'next-intl';
import type { SignoffView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';
import { MARK_CLASS, MARK_ICON } from './MarkLabel';
import { type LineMark, tallyOf } from './tally';
import type { Since } from './useVersionText';

/** The worst news is said beside the faces. */
const GRAVE: readonly LineMark[] = ['object', 'stale', 'reserve'];

export function PhoneSummary({ signoff, since, onRead }: { signoff: SignoffView; since: Since; onRead: () => void }) {
  const t = useTranslations('sign');
  const tally = tallyOf(signoff);
  const mark = GRAVE.find((one) => tally.count[one] > 0);
  const changes = since.kind === 'known' ? since.changes : null;
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
      <button type="button" className="sn-read" onClick={onRead}>
        <Icon name="doc" />
        <span className="grow">
          {t('readText')} <small>{t('version', { version: signoff.version })}</small>
        </span>
        <Icon name="chev-r" />
      </button>
      {changes && (
        <button type="button" className="sn-read" onClick={onRead}>
          <Icon name="history" />
          <span className="grow">
            {t('since.short', { n: changes.items.length })}{' '}
            <small>{t('since.sum', { inserted: changes.inserted, deleted: changes.deleted })}</small>
          </span>
          <Icon name="chev-r" />
        </button>
      )}
    </div>
  );
}
