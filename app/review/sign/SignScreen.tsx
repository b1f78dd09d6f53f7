// The sign page: the frozen text, what a signature rests on, and the reader's decision. On a phone one under the other.
'use client';
import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { ReviewPage, SignoffView } from '../../../domain/view';
import { PageLinks } from '../PageLinks';
import { StageStrip } from '../Steps';
import { usePhone } from '../usePhone';
import { conditionsOf } from './conditions';
import { Evidence } from './Evidence';
import { PhoneSummary } from './PhoneSummary';
import { SignSide } from './SignSide';
import { type Shows, SignText } from './SignText';
import { SignTop } from './SignTop';
import { useBase } from './useBase';
import { useFrozenNames } from './useFrozenNames';
import { useFrozenText } from './useFrozenText';
import { usePoints } from './usePoints';
import { useSignoffNews } from './useSignoffNews';
import { useSince } from './useVersionText';

export function SignScreen({ page, signoff }: { page: ReviewPage; signoff: SignoffView }) {
  const t = useTranslations('sign');
  const review = useTranslations('review');
  const router = useRouter();
  const [reading, setReading] = useState(false);
  const { frozen, again } = useFrozenText(page.id, signoff);
  const { nameOf } = useFrozenNames(page.templateBody, frozen);
  const base = useBase(signoff);
  const since = useSince(page.id, base.from, frozen.kind === 'checked' ? frozen.text : null);
  const [shows, setShows] = useState<Shows>('marked');
  const scroller = useRef<HTMLDivElement | null>(null);
  const { points, answered } = usePoints(page.id, signoff);
  useSignoffNews(page.id, signoff, answered);
  const phone = usePhone();
  const goTo = (row: number) => {
    setShows('marked');
    setReading(true);
    requestAnimationFrame(() => {
      const place = scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"]`);
      place?.scrollIntoView({ block: 'center' });
      place?.focus({ preventScroll: true });
    });
  };
  const reread = () => {
    router.refresh();
    again();
  };
  const conditions = conditionsOf(page, signoff);
  const evidence = (
    <Evidence
      key="evidence"
      page={page}
      signoff={signoff}
      since={since}
      base={base}
      points={points}
      conditions={conditions}
      nameOf={nameOf}
      onAnswered={answered}
      onGo={goTo}
    />
  );
  const side = (
    <SignSide
      key="side"
      page={page}
      signoff={signoff}
      frozen={frozen}
      since={since}
      base={base}
      nameOf={nameOf}
      onReread={reread}
    />
  );
  return (
    <div className="rv">
      <SignTop page={page} signoff={signoff} />
      <section aria-label={review('across')}>
        <StageStrip page={page}>{t('version', { version: signoff.version })}</StageStrip>
      </section>
      <main id="main" className={clsx('sn', reading && 'is-reading')} tabIndex={-1}>
        <SignText
          frozen={frozen}
          signoff={signoff}
          since={since}
          shows={shows}
          onShow={setShows}
          scroller={scroller}
          onAgain={again}
          onBack={() => setReading(false)}
        />
        <PhoneSummary
          signoff={signoff}
          since={since}
          points={points}
          conditions={conditions}
          onRead={() => setReading(true)}
        />
        {/* A phone asks for the decision first; what it rests on is summed up above it and follows below. */}
        {phone ? [side, evidence] : [evidence, side]}
      </main>
      <nav className="m-tabs" aria-label={review('phoneTabs')}>
        <PageLinks reviewId={page.id} to={['text', 'signoff']} current="signoff" />
      </nav>
    </div>
  );
}
