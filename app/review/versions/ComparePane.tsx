// The comparison of two states: its head with what can be done, the difference, and who wrote the second one.
'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Point, PointView, TimelineItem, TimelineView } from '../../../domain/view';
import { useRefusalWords } from '../../client/useCall';
import { Button, IconButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Check } from '../../ui/Field';
import { Seg } from '../../ui/Seg';
import { usePhone } from '../usePhone';
import { Authors } from './Authors';
import { authorshipOf } from './authorship';
import type { Chosen } from './chosen';
import { DiffBody } from './DiffBody';
import { RestoreDialog } from './RestoreDialog';
import { type Comparison, useComparison } from './useComparison';
import { useItemWords } from './useItemWords';
import { usePlaces } from './usePlaces';

interface Props {
  reviewId: string;
  rows: readonly TimelineItem[];
  view: TimelineView;
  chosen: Chosen;
  onRestored: () => void;
}

export function ComparePane({ reviewId, rows, view, chosen, onRestored }: Props) {
  const t = useTranslations('versions');
  const phone = usePhone();
  const nameOf = useNames(rows);
  const { again, ...comparison } = useComparison(reviewId, chosen, `${view.now.epoch}.${view.now.seq}`);
  const [wantsMerged, setMerged] = useState(false);
  const [showAuthors, setShowAuthors] = useState(false);
  const [restoring, setRestoring] = useState<PointView | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const places = usePlaces(scroller);
  // Two columns do not fit on a phone; whoever looks at the authors of equal texts looks at one.
  const merged = wantsMerged || phone;
  const shown = comparison.kind === 'shown' ? comparison : null;
  const authorship = useMemo(
    () => (shown?.authors ? authorshipOf(shown.b.title, shown.b.blocks, shown.authors) : null),
    [shown?.authors, shown?.b],
  );
  const restorable = shown && [shown.a, shown.b].find(({ point }) => point !== 'now');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another comparison begins at its top.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [chosen.a, chosen.b]);
  const head = (point: PointView) => (
    <>
      <b>{nameOf(point.point).title}</b> <span>{t('characters', { n: point.characters })}</span>
    </>
  );
  return (
    <>
      <section className="hs-m" aria-label={t('difference')}>
        <div className="hs-mh">
          <h2 className="clip hs-ab">{t('aToB', { a: nameOf(chosen.a).title, b: nameOf(chosen.b).title })}</h2>
          <span className="faint num" role="status">
            {shown &&
              t('summary', { n: shown.diff.changes, inserted: shown.diff.inserted, deleted: shown.diff.deleted })}
          </span>
          <span className="grow" />
          <Check
            label={t('showAuthors')}
            checked={showAuthors}
            onChange={(event) => setShowAuthors(event.target.checked)}
          />
          <span className="hs-seg">
            <Seg
              label={t('layout')}
              value={merged ? 'merged' : 'split'}
              options={[
                { value: 'split', label: t('split'), icon: 'split' },
                { value: 'merged', label: t('merged'), icon: 'inline' },
              ]}
              onChange={(value) => setMerged(value === 'merged')}
            />
          </span>
          <IconButton
            icon="chev-u"
            label={t('previous')}
            aria-keyshortcuts="Alt+PageUp"
            disabled={!shown?.diff.changes}
            onClick={() => places.go(-1)}
          />
          <IconButton
            icon="chev-d"
            label={t('next')}
            aria-keyshortcuts="Alt+PageDown"
            disabled={!shown?.diff.changes}
            onClick={() => places.go(1)}
          />
          {view.may.restore && restorable && (
            <Button size="sm" icon="restore" className="hs-restore" onClick={() => setRestoring(restorable)}>
              {t('restore', { name: nameOf(restorable.point).title })}
            </Button>
          )}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keyboard. */}
        <div className="hs-s" ref={scroller} tabIndex={0} role="group" aria-label={t('difference')}>
          <Difference comparison={comparison} whole={showAuthors} onAgain={again}>
            {shown && (
              <DiffBody
                a={shown.a}
                b={shown.b}
                diff={shown.diff}
                heads={{ a: head(shown.a), b: head(shown.b) }}
                merged={merged}
                authors={showAuthors ? authorship : null}
              />
            )}
          </Difference>
        </div>
      </section>
      {shown && authorship ? (
        <Authors name={nameOf(shown.b.point).title} point={shown.b} authorship={authorship} />
      ) : (
        <aside className="hs-r" aria-label={t('authors')} aria-busy={comparison.kind !== 'failed'} />
      )}
      {restoring && (
        <RestoreDialog
          reviewId={reviewId}
          point={restoring}
          name={nameOf(restoring.point).title}
          note={t('restoreNote', { when: nameOf(restoring.point).note, n: restoring.characters })}
          editing={view.now.editing}
          onClose={() => setRestoring(null)}
          onDone={onRestored}
        />
      )}
    </>
  );
}

interface DifferenceProps {
  comparison: Comparison;
  /** Equal texts are shown too: somebody wants to see their authors. */
  whole: boolean;
  onAgain: () => void;
  children: ReactNode;
}

function Difference({ comparison, whole, onAgain, children }: DifferenceProps) {
  const t = useTranslations('versions');
  const refusal = useRefusalWords();
  if (comparison.kind === 'failed')
    return (
      <Empty
        icon="warn"
        title={t('failed', { why: refusal(comparison.code) })}
        actions={
          <Button variant="primary" size="sm" onClick={onAgain}>
            {t('again')}
          </Button>
        }
      />
    );
  if (comparison.kind === 'loading')
    return (
      <div className="paper doc df-one" role="status" aria-label={t('comparing')}>
        <div className="sk-lines">
          {['a', 'b', 'c', 'd', 'e'].map((key) => (
            <i key={key} className="sk" />
          ))}
        </div>
      </div>
    );
  if (comparison.diff.changes === 0 && !whole)
    return (
      <Empty icon="check" title={t('same')}>
        {t('sameWhat')}
      </Empty>
    );
  return children;
}

function useNames(rows: readonly TimelineItem[]): (point: Point) => { title: string; note: string } {
  const t = useTranslations('versions');
  const { words, when } = useItemWords();
  return (point) => {
    const item = rows.find((row) => row.point === point);
    if (!item) return { title: point === 'now' ? t('now') : t('earlier'), note: '' };
    return { title: words(item).title, note: when(item.at) };
  };
}
