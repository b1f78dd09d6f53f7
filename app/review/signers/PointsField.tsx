// The points to answer that go with whatever is returned: taken over from an objection or a reservation in one press, or written.
'use client';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { seen } from '../../ui/seen';
import { MARK_CLASS, MARK_ICON } from '../sign/MarkLabel';
import type { Standing } from './standing';
import type { ReturnPoints } from './useReturnPoints';

interface Props {
  draft: ReturnPoints;
  /** Sending was tried without one. */
  missing: boolean;
}

export function PointsField({ draft, missing }: Props) {
  const t = useTranslations('signers');
  const { taken, offers, text, write, take, reword, drop } = draft;
  return (
    <>
      {taken.map((one) => (
        <div key={one.decisionId} className="pt-own">
          <TextArea
            label={t(`about.${one.decision}`, { name: one.name })}
            rows={3}
            maxLength={10_000}
            value={one.body}
            onChange={(event) => reword(one.decisionId, event.target.value)}
          />
          <IconButton
            icon="x"
            size="sm"
            label={t('leaveOut', { name: one.name })}
            onClick={() => drop(one.decisionId)}
          />
        </div>
      ))}
      {offers.length > 0 && (
        <section className="field" aria-labelledby="standing">
          <span className="label" id="standing">
            {t('standing')}
          </span>
          <ul className="pt-l">
            {offers.map((one) => (
              <Offer key={one.decisionId} one={one} onTake={() => take(one)} />
            ))}
          </ul>
        </section>
      )}
      <TextArea
        label={t(taken.length > 0 ? 'pointsMore' : 'points')}
        hint={t('pointsHint')}
        rows={taken.length > 0 ? 2 : 4}
        maxLength={10_000}
        value={text}
        error={missing ? t('pointsNeed') : null}
        onChange={(event) => write(event.target.value)}
      />
    </>
  );
}

function Offer({ one, onTake }: { one: Standing; onTake: () => void }) {
  const t = useTranslations('signers');
  return (
    <li>
      <span className={`mean ${MARK_CLASS[one.decision]}`}>
        <Icon name={MARK_ICON[one.decision]} />
        {t(`stands.${one.decision}`, { name: one.name })}
      </span>
      <Button size="sm" icon="plus" aria-label={t(`take.${one.decision}`, { name: one.name })} onClick={onTake}>
        {t('takeOver')}
      </Button>
      <p>{seen(one.words)}</p>
    </li>
  );
}
