// The right column of the sign page: decide, or what was decided, or why there is nothing to decide.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Notice } from '../../ui/Tag';
import { Again } from './Again';
import { Decided } from './Decided';
import { DecisionForm } from './DecisionForm';
import { DigestBox } from './DigestBox';
import { Keeper } from './Keeper';
import { LeftMine } from './LeftWords';
import { myLine, waitingLines } from './mine';
import { Standing } from './Standing';
import type { Base } from './useBase';
import type { FrozenNames } from './useFrozenNames';
import type { Frozen } from './useFrozenText';
import type { Since } from './useVersionText';

interface Props {
  page: ReviewPage;
  signoff: SignoffView;
  frozen: Frozen;
  since: Since;
  base: Base;
  nameOf: FrozenNames['nameOf'];
  onReread: () => void;
}

export function SignSide({ page, signoff, frozen, since, base, nameOf, onReread }: Props) {
  const t = useTranslations('sign');
  const sep = useTranslations('gates')('sep');
  const left = <LeftMine signoff={signoff} me={page.me.id} />;
  if (signoff.outcome !== 'open') {
    const closed = signoff.outcome;
    return (
      <Closed signoff={signoff}>
        <Notice
          meaning={closed === 'approved' ? 'agree' : 'none'}
          icon={closed === 'approved' ? 'agree' : 'info'}
          title={t(`closed.${closed}`)}
        >
          {t(`closed.${closed}What`)}
        </Notice>
        {left}
      </Closed>
    );
  }
  const keeper = <Keeper page={page} signoff={signoff} />;
  if (!signoff.mine || !page.abilities.includes('decide')) {
    return (
      <Closed signoff={signoff} keeper={keeper}>
        <Notice meaning="none" icon="eye" title={t('notSignatory')}>
          {t('notSignatoryWhat')}
        </Notice>
        {left}
      </Closed>
    );
  }
  const standing = (but?: string) => (
    <>
      <Standing
        page={page}
        signoff={signoff}
        me={page.me.id}
        onReread={onReread}
        {...(but === undefined ? {} : { but })}
      />
      {left}
    </>
  );
  if (frozen.kind === 'mismatch') {
    return (
      <div className="dc">
        <div className="dc-b">
          <Notice meaning="object" icon="object" title={t('mismatch')} />
          {standing()}
        </div>
      </div>
    );
  }
  const line = myLine(signoff);
  const sections = !line || line.scope === 'whole' ? null : line.scope.map((key) => nameOf(key)).join(sep);
  if (signoff.mine.decision !== null && line)
    return (
      <Decided
        page={page}
        signoff={signoff}
        line={line}
        sections={sections}
        onReread={onReread}
        standing={standing(line.id)}
      />
    );
  if (!line) return null;
  if (signoff.openSections.length > 0) {
    const sections = signoff.openSections.map((key) => nameOf(key)).join(sep);
    return (
      <Closed signoff={signoff} keeper={keeper}>
        <Notice meaning="reserve" icon="undo" title={t('sectionOpen', { sections })}>
          {t('sectionOpenWhat')}
        </Notice>
        {standing()}
      </Closed>
    );
  }
  if (line.resting || !line.turn) {
    const names = [...new Set(waitingLines(signoff).map(({ name }) => name))].join(sep);
    return (
      <Closed signoff={signoff} keeper={keeper}>
        <Notice meaning="none" icon="clock" title={t(line.resting ? 'restingMine' : 'notTurn')}>
          {line.resting ? t('restingMineWhat') : names === '' ? t('notTurnAnswers') : t('notTurnWhat', { names })}
        </Notice>
        {standing()}
      </Closed>
    );
  }
  const sign = {
    page,
    signoff,
    line,
    sections,
    seen: frozen.kind === 'checked' ? frozen.digest : null,
    moved: base.moved,
    onReread,
    standing: standing(line.id),
  };
  const agreed = line.decision === 'agree' || line.decision === 'reserve';
  return line.stale && agreed ? <Again since={since} {...sign} /> : <DecisionForm {...sign} />;
}

function Closed({
  signoff,
  keeper,
  children,
}: {
  signoff: SignoffView;
  /** While it is open. */
  keeper?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="dc">
      <div className="dc-b">
        {children}
        <DigestBox signoff={signoff} />
        {keeper}
      </div>
    </div>
  );
}
