// The reader's own decision on this version, and taking it back with the password.
'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReviewPage, SignoffLineView, SignoffView } from '../../../domain/view';
import { Day } from '../../ui/Day';
import { DigestBox } from './DigestBox';
import { MarkLabel } from './MarkLabel';
import { Opinion } from './Opinion';
import { Receipt } from './Receipt';
import { markOf } from './tally';
import { Withdraw } from './Withdraw';

interface Props {
  page: Pick<ReviewPage, 'id' | 'title'>;
  signoff: SignoffView;
  line: SignoffLineView;
  sections: string | null;
  onReread: () => void;
  /** What stands at other places of theirs. */
  standing?: ReactNode;
}

export function Decided({ page, signoff, line, sections, onReread, standing }: Props) {
  const t = useTranslations('sign');
  const { signed } = signoff.mine ?? {};
  return (
    <form className="dc" aria-label={t('decided')} onSubmit={(event) => event.preventDefault()}>
      <div className="dc-b">
        <h2>{t('decided')}</h2>
        <p className="row">
          <MarkLabel mark={markOf(line)} />
          <span className="faint">{line.at && <Day at={line.at} year time />}</span>
        </p>
        <Opinion words={line.opinion} />
        <DigestBox signoff={signed ?? signoff} signs sections={sections} />
        <Receipt page={page} signoff={signoff} line={line} />
        {standing}
      </div>
      <div className="dc-f">
        <Withdraw page={page} signoff={signoff} line={line} onReread={onReread}>
          {t('withdraw')}
        </Withdraw>
        <p className="hint">{t('withdrawWhat')}</p>
      </div>
    </form>
  );
}
