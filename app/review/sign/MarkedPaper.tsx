// The frozen text with what changed marked in it: what came is underlined, what went is struck, each change with a bar beside it.
'use client';
import { clsx } from 'clsx';
import { type ReactNode, useMemo } from 'react';
import type { TextChanges } from '../../../domain/document/changes';
import type { DiffRow } from '../../../domain/document/diff';
import { languageOf } from '../../../domain/writing/language';
import { seen } from '../../ui/seen';
import { DiffBlock } from '../versions/DiffBlock';
import type { FrozenText } from './useFrozenText';

interface Props {
  before: FrozenText;
  after: FrozenText;
  changes: TextChanges;
  /** The field line of the measure in this block of the second text. */
  fieldLine: (block: number) => ReactNode;
}

export function MarkedPaper({ before, after, changes, fieldLine }: Props) {
  const touched = useMemo(() => new Set(changes.items.map(({ row }) => row)), [changes]);
  return (
    <article className="paper doc marked" lang={languageOf(after.blocks.map(({ block }) => block))}>
      <h2 className="d-title">
        {before.title !== after.title && <del>{seen(before.title)}</del>}
        {before.title === after.title ? seen(after.title) : <ins>{seen(after.title)}</ins>}
      </h2>
      {changes.diff.rows.map((row, at) => {
        if (row.kind === 'moved-away') return null;
        const isMeasure = 'b' in row && isMeasureIn(after, row.b);
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of two frozen texts are as they are.
            key={at}
            className={clsx('doc-text', touched.has(at) && 'chg')}
            {...(touched.has(at) && { 'data-row': at, tabIndex: -1 })}
          >
            <Row row={row} before={before} after={after} />
            {isMeasure && <div className="fields-of">{fieldLine(row.b)}</div>}
          </div>
        );
      })}
    </article>
  );
}

function isMeasureIn({ blocks }: FrozenText, at: number): boolean {
  const block = blocks[at]?.block;
  return block?.type === 'point' && block.kind === 'measure';
}

function Row({ row, before, after }: { row: DiffRow; before: FrozenText; after: FrozenText }) {
  const from = 'a' in row ? before.blocks[row.a] : undefined;
  const to = 'b' in row ? after.blocks[row.b] : undefined;
  const none = { pieces: null, rows: null };
  if (row.kind === 'removed')
    return (
      from && <DiffBlock side="a" block={from.block} after={from.block} number={from.number} {...none} all="del" />
    );
  if (row.kind === 'added')
    return to && <DiffBlock side="b" block={to.block} after={to.block} number={to.number} {...none} all="ins" />;
  if (!from || !to) return null;
  const change = row.kind === 'changed' || row.kind === 'moved' ? row.change : null;
  return (
    <DiffBlock
      side={change ? 'both' : 'b'}
      block={from.block}
      after={to.block}
      number={to.number}
      pieces={change && 'pieces' in change.content ? change.content.pieces : null}
      rows={change && 'rows' in change.content ? change.content.rows : null}
    />
  );
}
