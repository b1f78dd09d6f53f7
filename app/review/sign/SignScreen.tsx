// The sign page: the frozen text, what a signature rests on, and the reader's decision. On a phone one under the other.
'use client';
import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Link } from '../../ui/Link';
import { StageStrip } from '../Steps';
import { Evidence } from './Evidence';
import { SignSide } from './SignSide';
import { SignText } from './SignText';
import { SignTop } from './SignTop';
import { useFrozenText } from './useFrozenText';
import { useSignoffNews } from './useSignoffNews';

export function SignScreen({ page, signoff }: { page: ReviewPage; signoff: SignoffView }) {
  const t = useTranslations('sign');
  const review = useTranslations('review');
  const router = useRouter();
  const [reading, setReading] = useState(false);
  const { frozen, again } = useFrozenText(page.id, signoff);
  useSignoffNews(page.id, signoff);
  const reread = () => {
    router.refresh();
    again();
  };
  return (
    <div className="rv">
      <SignTop page={page} signoff={signoff} />
      <section aria-label={review('across')}>
        <StageStrip page={page}>{t('version', { version: signoff.version })}</StageStrip>
      </section>
      <main id="main" className={clsx('sn', reading && 'is-reading')} tabIndex={-1}>
        <SignText frozen={frozen} signoff={signoff} onAgain={again} onBack={() => setReading(false)} />
        <Button className="sn-read" icon="doc" size="touch" block onClick={() => setReading(true)}>
          {t('readText')}
        </Button>
        <Evidence page={page} signoff={signoff} />
        <SignSide page={page} signoff={signoff} frozen={frozen} onReread={reread} />
      </main>
      <nav className="m-tabs" aria-label={review('phoneTabs')}>
        <Link href={`/reviews/${page.id}`}>
          <Icon name="doc" />
          {review('text')}
        </Link>
        <Link href={`/reviews/${page.id}/sign`} aria-current="page">
          <Icon name="seal" />
          {review('signoff')}
        </Link>
      </nav>
    </div>
  );
}
