// The versions of a text: the list of its states, the difference of two of them, and who wrote it.
'use client';
import { clsx } from 'clsx';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { ReviewPage, TimelineItem } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import { Button, IconButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { notify } from '../../ui/Toast';
import { readsRecord } from '../abilities';
import { PageLinks } from '../PageLinks';
import { PageTop } from '../PageTop';
import { StageStrip } from '../Steps';
import { ComparePane } from './ComparePane';
import { type Chosen, choiceOf, firstChoice, isVersion, pairIn } from './chosen';
import { listRows } from './listRows';
import { NameDialog, type NameTarget } from './NameDialog';
import { useItemWords } from './useItemWords';
import { type Timeline, useTimeline } from './useTimeline';
import { VersionList } from './VersionList';
import './versions.css';

export type HistoryPage = Pick<ReviewPage, 'id' | 'title' | 'stage' | 'signoff' | 'abilities'>;

export function HistoryScreen({ page }: { page: HistoryPage }) {
  const t = useTranslations('versions');
  const review = useTranslations('review');
  const refusal = useRefusalWords();
  const [onlyNamed, setOnlyNamed] = useState(false);
  const all = useTimeline(page.id);
  const versions = useTimeline(page.id, { named: true, wanted: onlyNamed });
  const { timeline } = all;
  const [naming, setNaming] = useState<NameTarget | null>(null);
  const mayName = timeline.kind === 'shown' && timeline.view.may.name;
  const again = async () => {
    await Promise.all([all.again(), ...(onlyNamed ? [versions.again()] : [])]);
  };
  const afresh = async () => {
    await Promise.all([all.afresh(), ...(onlyNamed ? [versions.afresh()] : [])]);
  };
  const onMore = async () => {
    const why = await (onlyNamed ? versions : all).more();
    if (why !== null) notify(t('failed', { why: refusal(why) }));
  };
  return (
    <div className="rv">
      <PageTop page={page} current="versions">
        {mayName && (
          <Button
            icon="plus"
            className="hs-name"
            onClick={() => setNaming({ id: null, name: '', note: '', hasNote: true })}
          >
            {t('nameNow')}
          </Button>
        )}
      </PageTop>
      <section aria-label={review('across')}>
        <StageStrip page={page}>{t('title')}</StageStrip>
      </section>
      <Body
        page={page}
        timeline={timeline}
        versions={versions.timeline}
        onlyNamed={onlyNamed}
        onOnlyNamed={setOnlyNamed}
        onAgain={again}
        onMore={onMore}
        onRename={setNaming}
      />
      <nav className="m-tabs" aria-label={review('phoneTabs')}>
        <PageLinks
          reviewId={page.id}
          to={['text', 'versions', readsRecord(page.abilities) && 'record', page.signoff !== null && 'signoff']}
          current="versions"
        />
      </nav>
      {naming && (
        <NameDialog
          reviewId={page.id}
          target={naming}
          onClose={() => setNaming(null)}
          onDone={() => {
            notify(t('named'));
            void (naming.id === null ? again() : afresh());
          }}
        />
      )}
    </div>
  );
}

interface BodyProps {
  page: HistoryPage;
  timeline: Timeline;
  /** Versions alone, once somebody wants to see only them. */
  versions: Timeline;
  onlyNamed: boolean;
  onOnlyNamed: (only: boolean) => void;
  onAgain: () => Promise<void>;
  onMore: () => Promise<void>;
  onRename: (target: NameTarget) => void;
}

function Body(props: BodyProps) {
  const { timeline, onAgain } = props;
  const t = useTranslations('versions');
  const refusal = useRefusalWords();
  if (timeline.kind === 'loading') return <Skeleton />;
  if (timeline.kind === 'failed')
    return (
      <main id="main" className="hs-none" tabIndex={-1}>
        <Empty
          icon="warn"
          title={t('failed', { why: refusal(timeline.code) })}
          actions={
            <Button variant="primary" size="sm" onClick={() => void onAgain()}>
              {t('again')}
            </Button>
          }
        />
      </main>
    );
  return <History {...props} timeline={timeline} />;
}

function History({
  page,
  timeline,
  versions,
  onlyNamed,
  onOnlyNamed,
  onAgain,
  onMore,
  onRename,
}: BodyProps & { timeline: Timeline & { kind: 'shown' } }) {
  const t = useTranslations('versions');
  const refusal = useRefusalWords();
  const { words, dayOf, isRecent } = useItemWords();
  const { view, older } = timeline;
  const rows = useMemo(
    () => listRows([...view.items, ...older], dayOf, isRecent),
    [view.items, older, dayOf, isRecent],
  );
  const named = useMemo(
    () => (versions.kind === 'shown' ? [...versions.view.items, ...versions.older] : rows.filter(isVersion)),
    [versions, rows],
  );
  const isThere = !onlyNamed || versions.kind === 'shown';
  const lacking = () => {
    if (versions.kind === 'failed') return t('failed', { why: refusal(versions.code) });
    return versions.kind === 'shown' && named.length === 0 ? t('noneNamed') : null;
  };
  const listed = onlyNamed ? named : rows;
  const { cursor } = onlyNamed && versions.kind === 'shown' ? versions : timeline;
  const known = useMemo(() => [...rows, ...named, ...(view.last ? [view.last] : [])], [rows, named, view.last]);
  const asked = useSearchParams();
  const [picked, setPicked] = useState<Chosen | null>(() => pairIn(asked));
  /** On a phone the list and the difference are two screens. */
  const [reading, setReading] = useState(picked !== null);
  const chosen = picked ?? firstChoice(view);
  const show = (next: Chosen | null) => {
    if (!next) return;
    setPicked(next);
    setReading(true);
  };
  const rename = (item: TimelineItem & { kind: 'named' }) =>
    onRename({ id: item.id, name: item.name || words(item).title, note: item.note, hasNote: item.named === 'named' });
  return (
    <main id="main" className={clsx('hs', reading && 'is-reading')} tabIndex={-1}>
      <VersionList
        rows={listed}
        editing={view.now.editing}
        chosen={chosen}
        onlyNamed={onlyNamed}
        onOnlyNamed={onOnlyNamed}
        lacking={onlyNamed ? lacking() : null}
        onShow={(point) => show(point === 'now' ? firstChoice(view) : choiceOf(listed, point))}
        onChoose={(side, point) => chosen && setPicked({ ...chosen, [side]: point })}
        onRename={rename}
        {...(cursor === undefined || !isThere ? {} : { onMore: () => void onMore() })}
      />
      <IconButton className="hs-back" icon="chev-l" label={t('backToList')} onClick={() => setReading(false)} />
      {chosen ? (
        <ComparePane reviewId={page.id} rows={known} view={view} chosen={chosen} onRestored={() => void onAgain()} />
      ) : (
        <div className="hs-none">
          <Empty icon="history" title={t('empty')}>
            {t('emptyWhat')}
          </Empty>
        </div>
      )}
    </main>
  );
}

export function Skeleton() {
  const t = useTranslations('versions');
  return (
    <main id="main" className="hs" aria-busy="true" tabIndex={-1}>
      <div className="hs-l">
        <div className="hs-lh">
          <h2 className="h3 grow">{t('title')}</h2>
        </div>
        <div className="sk-lines vt-sk" role="status" aria-label={t('loading')}>
          {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
            <i key={key} className="sk" />
          ))}
        </div>
      </div>
      <div className="hs-m">
        <div className="hs-mh" />
        <div className="hs-s">
          <div className="paper doc df-one">
            <div className="sk-lines">
              {['a', 'b', 'c', 'd', 'e'].map((key) => (
                <i key={key} className="sk" />
              ))}
            </div>
          </div>
        </div>
      </div>
      <div className="hs-r" />
    </main>
  );
}
