// The right column of the sign page: decide, or what was decided, or why there is nothing to decide.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Notice } from '../../ui/Tag';
import { Decided } from './Decided';
import { DecisionForm } from './DecisionForm';
import { DigestBox } from './DigestBox';
import { tallyOf } from './tally';
import type { Frozen } from './useFrozenText';

interface Props {
  page: ReviewPage;
  signoff: SignoffView;
  frozen: Frozen;
  onReread: () => void;
}

export function SignSide({ page, signoff, frozen, onReread }: Props) {
  const t = useTranslations('sign');
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
      </Closed>
    );
  }
  if (!signoff.mine || !page.abilities.includes('decide')) {
    return (
      <Closed signoff={signoff}>
        <Notice meaning="none" icon="eye" title={t('notSignatory')}>
          {t('notSignatoryWhat')}
        </Notice>
      </Closed>
    );
  }
  if (frozen.kind === 'mismatch') {
    return (
      <div className="dc">
        <div className="dc-b">
          <Notice meaning="object" icon="object" title={t('mismatch')} />
        </div>
      </div>
    );
  }
  const line = tallyOf(signoff).lines.find((one) => one.id === signoff.mine?.line);
  if (signoff.mine.decision !== null && line)
    return <Decided reviewId={page.id} signoff={signoff} line={line} onReread={onReread} />;
  return (
    <DecisionForm
      reviewId={page.id}
      signoff={signoff}
      me={page.me}
      seen={frozen.kind === 'checked' ? frozen.digest : null}
      onReread={onReread}
    />
  );
}

function Closed({ signoff, children }: { signoff: SignoffView; children: ReactNode }) {
  return (
    <div className="dc">
      <div className="dc-b">
        {children}
        <DigestBox signoff={signoff} />
      </div>
    </div>
  );
}
