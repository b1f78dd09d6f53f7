// The rail during a sign-off: the points to answer as a checklist, what changed after signing and who must confirm, and what signers wrote.
'use client';
import { useTranslations } from 'next-intl';
import type { ReturnPointView, ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Button, ButtonLink } from '../../ui/Button';
import { Day } from '../../ui/Day';
import { Empty } from '../../ui/Empty';
import { seen } from '../../ui/seen';
import { Tag } from '../../ui/Tag';
import { Changes } from '../sign/Changes';
import { MarkLabel } from '../sign/MarkLabel';
import { oldestSigned, staleLines } from '../sign/mine';
import { opinionPlace } from '../sign/Opinion';
import { Points } from '../sign/Points';
import { markOf, tallyOf } from '../sign/tally';
import { useFrozenText } from '../sign/useFrozenText';
import { useSignerName } from '../sign/useSignerName';
import { useSince } from '../sign/useVersionText';
import { differenceOf } from '../versions/chosen';
import { useRemind } from './useRemind';

interface Props {
  page: ReviewPage;
  signoff: SignoffView;
  points: readonly ReturnPointView[];
  onAnswered: () => void;
}

export function SignRail({ page, signoff, points, onAnswered }: Props) {
  const t = useTranslations('signers.rail');
  const nameOf = useSignerName();
  const stale = staleLines(signoff);
  const said = tallyOf(signoff).lines.filter(({ opinion }) => opinion !== undefined);
  if (points.length === 0 && stale.length === 0 && said.length === 0) return <Empty icon="seal" title={t('nothing')} />;
  return (
    <div className="rail-list">
      {points.length > 0 && (
        <section className="thread" aria-label={t('points')}>
          <b>{t('pointsN', { open: points.filter(({ answer }) => answer === null).length, all: points.length })}</b>
          <Points page={page} signoff={signoff} points={points} onAnswered={onAnswered} />
        </section>
      )}
      {stale.length > 0 && <ChangeCard page={page} signoff={signoff} stale={stale} />}
      {said.map((line) => (
        <article
          key={line.id}
          className="thread"
          {...(line.decisionId && { id: opinionPlace(line.decisionId), tabIndex: -1 })}
        >
          <span className="row">
            <MarkLabel mark={markOf(line)} />
          </span>
          <span className="row">
            <Avatar name={line.name} colour={line.colour} size={24} />
            <b>{nameOf(line)}</b>
            <small>{line.at && <Day at={line.at} time />}</small>
          </span>
          <p className="said">{seen(line.opinion ?? '')}</p>
        </article>
      ))}
    </div>
  );
}

interface ChangeProps {
  page: ReviewPage;
  signoff: SignoffView;
  stale: readonly SignoffLineView[];
}

/** Against the oldest version that a stale signature names. */
function ChangeCard({ page, signoff, stale }: ChangeProps) {
  const t = useTranslations('signers.rail');
  const banner = useTranslations('review.banner');
  const { busy, remind } = useRemind(page.id);
  const { frozen } = useFrozenText(page.id, signoff);
  const from = oldestSigned(stale, signoff);
  const since = useSince(page.id, from < signoff.version ? from : null, frozen.kind === 'checked' ? frozen.text : null);
  const asks = stale.filter(({ turn, personId }) => turn && personId !== page.me.id);
  const confirmed = tallyOf(signoff).lines.filter(
    (line) => line.lastSigned === signoff.version && (line.decision === 'agree' || line.decision === 'reserve'),
  );
  return (
    <section className="thread chg-card" aria-label={t('changed')}>
      <Tag meaning="stale" icon="stale">
        {t('changed')}
      </Tag>
      <Changes since={since} base={{ from, why: 'seen', moved: null }} title={t('since', { n: from })} />
      <ul className="chg-who">
        {[...stale, ...confirmed].map((line) => (
          <li key={line.id} className="row">
            <Avatar name={line.name} colour={line.colour} size={24} />
            <span className="grow clip">{line.name}</span>
            <span className={`mean ${line.stale ? 'is-stale' : 'is-agree'}`}>
              {t(line.stale ? 'toConfirm' : 'confirmed')}
            </span>
          </li>
        ))}
      </ul>
      <span className="row">
        <ButtonLink size="sm" href={differenceOf(page.id, from, signoff.version)}>
          {banner('difference')}
        </ButtonLink>
        {page.abilities.includes('change-signers') && asks.length > 0 && (
          <Button size="sm" busy={busy} onClick={() => void remind(asks)}>
            {banner('askAgain', { n: asks.length })}
          </Button>
        )}
      </span>
    </section>
  );
}
