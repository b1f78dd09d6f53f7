// The difference itself: side by side or in one text, unchanged stretches folded, what else changed said in words.
'use client';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { type CSSProperties, Fragment, type ReactNode, useMemo, useState } from 'react';
import type { Block } from '../../../domain/document/blocks';
import { textOf } from '../../../domain/document/blocks';
import type { BlockChange, BlockDiff, DiffRow } from '../../../domain/document/diff';
import { markChanges, shownPieces } from '../../../domain/document/diffRuns';
import { runsOf, type Shape, shapeOf } from '../../../domain/document/diffShape';
import { wordsOf } from '../../../domain/document/sections';
import type { PointView } from '../../../domain/view';
import type { Authorship } from './authorship';
import { DiffBlock, type Paint, type Painted, type Side } from './DiffBlock';
import { foldedRows, type Shown } from './folds';
import { useItemWords } from './useItemWords';

interface Props {
  a: PointView;
  b: PointView;
  diff: BlockDiff;
  heads: { a: ReactNode; b: ReactNode };
  merged: boolean;
  /** Null: without the colours of authors. */
  authors: Authorship | null;
}

export function DiffBody({ a, b, diff, heads, merged, authors }: Props) {
  const t = useTranslations('versions');
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [of, setOf] = useState(diff);
  const paint = usePaint();
  if (of !== diff) {
    setOf(diff);
    setOpen(new Set());
  }
  const after = useMemo(() => b.blocks.map(({ block }) => block), [b]);
  // Whoever looks at authors looks at the whole text.
  const everything = authors !== null && merged;
  const shown = useMemo(
    () => (everything ? rowsOf(diff) : foldedRows(diff.rows, after, open)),
    [everything, diff, after, open],
  );
  const paintedAt = (index: number): Painted | null => (authors ? { lines: authors.get(index) ?? [], paint } : null);
  const fold = (one: Shown & { kind: 'fold' }) => (
    <button type="button" className="fold" onClick={() => setOpen(new Set([...open, one.id]))}>
      {foldWords(t, one, b)} <span className="link">{t('unfold')}</span>
    </button>
  );
  if (merged)
    return (
      <article className="paper doc df-one">
        {shown.map((one) =>
          one.kind === 'fold' ? (
            <Fragment key={`f${one.id}`}>{fold(one)}</Fragment>
          ) : everything && one.row.kind !== 'same' && !('b' in one.row && one.row.kind !== 'moved-away') ? null : (
            <Place key={keyOf(one.row)} place={one.place}>
              <Cell side="both" row={one.row} a={a} b={b} painted={paintedAt} quiet={everything} />
            </Place>
          ),
        )}
      </article>
    );
  return (
    <div className="dp">
      <div className="hd l">{heads.a}</div>
      <div className="hd">{heads.b}</div>
      {shown.map((one) =>
        one.kind === 'fold' ? (
          <Fragment key={`f${one.id}`}>{fold(one)}</Fragment>
        ) : (
          <Fragment key={keyOf(one.row)}>
            <Place side="l" place={one.place}>
              <Cell side="a" row={one.row} a={a} b={b} painted={() => null} />
            </Place>
            <Place place={one.place} twin>
              <Cell side="b" row={one.row} a={a} b={b} painted={paintedAt} />
            </Place>
          </Fragment>
        ),
      )}
    </div>
  );
}

function rowsOf(diff: BlockDiff): Shown[] {
  return foldedRows(diff.rows, [], new Set(diff.rows.keys()));
}

function keyOf(row: DiffRow): string {
  return `${row.kind} ${'a' in row ? row.a : ''} ${'b' in row ? row.b : ''}`;
}

/** `data-place` numbers the places in order; the second cell of a place follows the first. */
function Place({
  side,
  place,
  twin,
  children,
}: {
  side?: 'l';
  place: number | null;
  twin?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={clsx('doc', side, place === null && 'same', children === null && 'mt')}
      {...(place !== null && (twin ? { 'data-twin': place } : { 'data-place': place, tabIndex: -1 }))}
    >
      {children}
    </div>
  );
}

interface CellProps {
  side: Side;
  row: DiffRow;
  a: PointView;
  b: PointView;
  painted: (index: number) => Painted | null;
  /** Without a word about moves and kinds. */
  quiet?: boolean;
}

function Cell({ side, row, a, b, painted, quiet }: CellProps) {
  const t = useTranslations('versions');
  const from = 'a' in row ? a.blocks[row.a] : undefined;
  const to = 'b' in row ? b.blocks[row.b] : undefined;
  const empty = <span className="mt" title={t('notHere')} />;
  switch (row.kind) {
    case 'removed':
      if (side === 'b' || !from) return empty;
      return (
        <DiffBlock
          side="a"
          block={from.block}
          after={from.block}
          number={from.number}
          pieces={null}
          rows={null}
          all="del"
        />
      );
    case 'added':
      if (side === 'a' || !to) return empty;
      return (
        <DiffBlock
          side="b"
          block={to.block}
          after={to.block}
          number={to.number}
          pieces={null}
          rows={null}
          all={painted(row.b) ? undefined : 'ins'}
          painted={painted(row.b)}
        />
      );
    case 'moved-away':
      if (side === 'b' || !from) return empty;
      return (
        <div className="df-away">
          <DiffBlock side="a" block={from.block} after={from.block} number={from.number} pieces={null} rows={null} />
          <p className="df-note">{t(row.a < row.b ? 'movedDown' : 'movedUp')}</p>
        </div>
      );
    default: {
      if (!from || !to || (row.kind === 'moved' && side === 'a')) return empty;
      const change = row.kind === 'same' ? null : row.change;
      return (
        <>
          <DiffBlock
            side={row.kind === 'moved' && !change ? 'b' : side}
            block={from.block}
            after={to.block}
            number={side === 'a' ? from.number : to.number}
            pieces={change && 'pieces' in change.content ? piecesFor(change.content.pieces, quiet) : null}
            rows={change && 'rows' in change.content ? change.content.rows : null}
            painted={painted(row.b)}
          />
          {side !== 'a' && !quiet && <Said row={row} before={from.block} change={change} />}
        </>
      );
    }
  }
}

/** Coloured by author, the text stands without what went. */
function piecesFor(pieces: Extract<BlockChange['content'], { pieces: unknown }>['pieces'], quiet: boolean | undefined) {
  return quiet ? null : pieces;
}

/** What no colour shows: that it moved, became another kind, or looks otherwise. */
function Said({ row, before, change }: { row: DiffRow; before: Block; change: BlockChange | null }) {
  const t = useTranslations('versions');
  const kinds = useKindWords();
  const said: string[] = [];
  if (row.kind === 'moved') said.push(t(row.a < row.b ? 'movedHereDown' : 'movedHereUp'));
  if (change?.to) said.push(t('kindChanged', { from: kinds(shapeOf(before)), to: kinds(change.to) }));
  if (change && 'pieces' in change.content)
    for (const piece of shownPieces(runsOf(before), change.content.pieces))
      if (piece.op === 'marks')
        for (const { mark, added } of markChanges(piece))
          said.push(
            t(added ? 'markAdded' : 'markGone', { words: textOf(piece.after).slice(0, 20), mark: t(`mark.${mark}`) }),
          );
  return said.length > 0 ? <p className="df-note">{said.join(t('semicolon'))}</p> : null;
}

function useKindWords(): (shape: Shape) => string {
  const t = useTranslations('versions');
  return (shape) => {
    switch (shape.type) {
      case 'heading':
        return t('kind.heading', { level: shape.level });
      case 'point':
        return t(`kind.${shape.kind}`);
      case 'paragraph':
        return t(shape.role === null ? 'kind.paragraph' : `kind.${shape.role}`);
      case 'list_item':
        return t(shape.kind === 'ordered' ? 'kind.ordered' : 'kind.bullet', { level: shape.indent + 1 });
      case 'blockquote':
        return t('kind.blockquote');
      case 'table':
        return t('kind.table');
    }
  };
}

function foldWords(
  t: ReturnType<typeof useTranslations<'versions'>>,
  one: Shown & { kind: 'fold' },
  b: PointView,
): string {
  const name = (index: number | undefined) => {
    const heading = index === undefined ? undefined : b.blocks[index];
    return heading ? shortHeading(heading.number, wordsOf(heading.block)) : '';
  };
  const [first, last] = [name(one.headings[0]), name(one.headings.at(-1))];
  const n = one.rows.length;
  if (one.headings.length > 1) return t('foldedFromTo', { from: first, to: last, n });
  return first !== '' ? t('foldedOne', { name: first, n }) : t('folded', { n });
}

/** A number in ASCII stands apart from its words; a long heading is cut, and says so. */
function shortHeading(number: string, words: string): string {
  const [room, gap] = /^[\x20-\x7e]+$/.test(number + words) ? [32, ' '] : [16, ''];
  const whole = number === '' ? words : `${number.trimEnd()}${gap}${words}`;
  return whole.length > room ? `${whole.slice(0, room)}…` : whole;
}

function usePaint(): Paint {
  const t = useTranslations('versions');
  const { when } = useItemWords();
  return ({ person, at }, words, key) => {
    if (!person) return <Fragment key={key}>{words}</Fragment>;
    const style = {
      '--who': `var(--who-${person.colour})`,
      '--who-soft': `var(--who-${person.colour}-soft)`,
    } as CSSProperties;
    return (
      <span
        key={key}
        className="df-who"
        style={style}
        title={at ? t('wroteAt', { name: person.name, when: when(at) }) : person.name}
      >
        {words}
      </span>
    );
  };
}
