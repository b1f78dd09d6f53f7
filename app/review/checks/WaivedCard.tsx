// A waiver in the list of checks: greyed, with who let what pass and why; taken back by who may, also where it answers nothing yet.
'use client';
import { useTranslations } from 'next-intl';
import type { Located } from '../../../domain/checks/analyse';
import { CATALOGUE } from '../../../domain/checks/catalogue';
import type { WaiverView } from '../../../domain/view';
import { useCall } from '../../client/useCall';
import { Button } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { seen } from '../../ui/seen';
import { Tag } from '../../ui/Tag';
import { useRuleName } from './useRuleName';

interface Props {
  reviewId: string;
  waiver: WaiverView;
  items: readonly Located[];
  sectionTitle: (key: string | null) => string;
  onChanged: () => Promise<void>;
  onGo: (finding: Located) => void;
}

export function WaivedCard({ reviewId, waiver, items, sectionTitle, onChanged, onGo }: Props) {
  const t = useTranslations('checks');
  const name = useRuleName();
  const { busy, words, run } = useCall();
  const [first] = items;
  const takeBack = async () => {
    const answer = await run('DELETE', `/reviews/${reviewId}/waivers/${waiver.id}`);
    if (answer.ok) await onChanged();
  };
  return (
    <article className="thread check-c is-waived" data-waiver={waiver.rule}>
      <div className="th-h">
        <Tag icon="check">{t('waived')}</Tag>
        <span className="grow clip">
          {waiver.sectionKey === undefined ? t('everywhere') : sectionTitle(waiver.sectionKey)}
        </span>
        <Day at={waiver.at} />
      </div>
      <b>{name(waiver.rule)}</b>
      <p>{seen(t('waivedWhy', { name: waiver.by.name, reason: waiver.reason }))}</p>
      {/* What a part or dimension lacks is no finding: the gates tell it. */}
      {!first && CATALOGUE.some(({ key }) => key === waiver.rule) && <p className="hint">{t('waivesNothing')}</p>}
      {words && <p className="error">{words}</p>}
      <div className="th-f">
        {first && (
          <Button size="sm" variant="ghost" onClick={() => onGo(first)}>
            {t('goTo', { n: items.length })}
          </Button>
        )}
        {waiver.may.withdraw && (
          <Button size="sm" variant="ghost" busy={busy} onClick={() => void takeBack()}>
            {t('takeBack')}
          </Button>
        )}
      </div>
    </article>
  );
}
