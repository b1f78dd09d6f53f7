// The phone's strip and the banners of a live review: at most two, the gravest nearest the text.
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { ReviewPage } from '../../domain/view';
import { Button, ButtonLink } from '../ui/Button';
import { Aside } from './Aside';
import { Banner, hasStageBanner } from './Banners';
import { CopyButton } from './CopyButton';
import { ObjectionBanner, OfflineBanner, objectors } from './LiveBanners';
import { Unsaved } from './LiveSave';
import type { Live, Aside as SetAside } from './live';
import { LookBanner } from './looks/LookBanner';
import type { Opens } from './PrimaryAction';
import { peopleHere } from './people';
import { SessionOver } from './SessionOver';
import { StageStrip } from './Steps';
import { staleLines } from './sign/mine';
import { FrozenBanner, StaleBanner } from './signers/SignBanners';
import { useRightsNews } from './useRightsNews';

interface Props {
  page: ReviewPage;
  live: Live;
  /** Whether the text can be written here: a phone only reads. */
  editable: boolean;
  /** The server runs a newer page than this one. */
  newer: boolean;
  /** The text began a new history while this page was open. */
  restored: boolean;
  /** Why no step can be taken now; null when it can. */
  blocked: string | null;
  onOpen: (what: Opens) => void;
  /** Puts words that were set aside into the text; false when it did not take them. */
  onInsert: (aside: SetAside) => boolean;
}

/** More than two sentences across a page are read by nobody (design, Banner). */
const MOST = 2;

export function LiveAcross({ page, live, editable, newer, restored, blocked, onOpen, onInsert }: Props) {
  const t = useTranslations('review');
  const { news, dismiss } = useRightsNews(page);
  const [told, setTold] = useState(false);
  const over = useSessionOver(live);
  const banners: [string, ReactNode][] = [];
  const stands = (key: string, when: unknown, banner: ReactNode) => when && banners.push([key, banner]);
  // Least grave first; the last ones stay.
  stands('stage', hasStageBanner(page), <FrozenBanner page={page} blocked={blocked} onOpen={onOpen} />);
  const { signoff } = page;
  const stale = signoff?.outcome === 'open' && page.openSections.length === 0 && staleLines(signoff).length > 0;
  stands('stale', stale, signoff && <StaleBanner page={page} signoff={signoff} blocked={blocked} />);
  stands('objection', objectors(page).length > 0, <ObjectionBanner page={page} />);
  stands('rights', news, news && <RightsBanner news={news} onDismiss={dismiss} />);
  stands('looks', page.looks.length > 0, <LookBanner looks={page.looks} />);
  stands('update', newer || live.ending === 'update', <ReloadBanner says="update" />);
  stands(
    'offline',
    live.link === 'offline',
    <Unsaved saving={live.saving}>
      {(unsaved) => (
        <OfflineBanner
          since={live.offlineSince}
          unsaved={unsaved}
          writes={editable}
          actions={
            <>
              <Button size="sm" icon="refresh" onClick={live.retry}>
                {t('banner.retry')}
              </Button>
              <CopyButton title={page.title} blocks={live.blocks} template={page.templateBody} />
            </>
          }
        />
      )}
    </Unsaved>,
  );
  const back = restored || (live.restored && live.aside !== null);
  stands('restored', back && !told, <RestoredBanner onDismiss={() => setTold(true)} />);
  const waiting = live.ending === 'history';
  const aside = live.aside && (
    <Aside
      aside={live.aside}
      onDrop={live.dropAside}
      {...(editable && { onInsert })}
      restored={back}
      waiting={waiting}
    />
  );
  stands('aside', live.aside, aside);
  // Until the present history is here, or when this copy is refused for another reason: nothing is saved meanwhile.
  stands('history', waiting, <ReloadBanner says="history" grave />);
  stands(
    'session',
    over,
    <Unsaved saving={live.saving}>
      {(unsaved) => <SessionOver page={page} unsaved={unsaved} retry={live.retry} />}
    </Unsaved>,
  );
  stands('gone', live.ending === 'gone', <GoneBanner />);
  return (
    <>
      <StageStrip page={page}>
        {live.link === 'live' && t('online', { n: peopleHere(live.present, page.me).length })}
      </StageStrip>
      {banners.slice(-MOST).map(([key, banner]) => (
        <div key={key}>{banner}</div>
      ))}
    </>
  );
}

/** Until the text is here again: a try to connect in between takes no half-typed password away. */
function useSessionOver({ ending, admitted }: Pick<Live, 'ending' | 'admitted'>): boolean {
  const [over, setOver] = useState(false);
  const ends = over ? !admitted && (ending === null || ending === 'session-over') : ending === 'session-over';
  if (ends !== over) setOver(ends);
  return ends;
}

function RightsBanner({ news, onDismiss }: { news: 'less' | 'more'; onDismiss: () => void }) {
  const t = useTranslations('review');
  const less = news === 'less';
  const done = (
    <Button size="sm" onClick={onDismiss}>
      {t('act.dismiss')}
    </Button>
  );
  return (
    <Banner
      meaning="info"
      icon={less ? 'lock' : 'pen'}
      title={t(less ? 'banner.rightsLess' : 'banner.rightsMore')}
      actions={done}
    >
      {less && t('banner.rightsLessWhat')}
    </Banner>
  );
}

function ReloadBanner({ says, grave = false }: { says: 'update' | 'history'; grave?: boolean }) {
  const t = useTranslations('review.banner');
  const reload = (
    <Button size="sm" icon="refresh" onClick={() => location.reload()}>
      {t('reload')}
    </Button>
  );
  return (
    <Banner meaning={grave ? 'reserve' : 'info'} icon="refresh" title={t(says)} alert={grave} actions={reload}>
      {t(`${says}What`)}
    </Banner>
  );
}

function RestoredBanner({ onDismiss }: { onDismiss: () => void }) {
  const t = useTranslations('review');
  const done = (
    <Button size="sm" onClick={onDismiss}>
      {t('act.dismiss')}
    </Button>
  );
  return (
    <Banner meaning="info" icon="refresh" title={t('banner.restored')} alert actions={done}>
      {t('banner.restoredWhat')}
    </Banner>
  );
}

function GoneBanner() {
  const t = useTranslations('review.gone');
  const away = (
    <ButtonLink size="sm" href="/">
      {t('toDesk')}
    </ButtonLink>
  );
  return (
    <Banner meaning="object" icon="lock" alert title={t('title')} actions={away}>
      {t('what')}
    </Banner>
  );
}
