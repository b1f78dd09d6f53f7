// The text on its paper without an editor: the first paint and the frozen text. Painted exactly as the editor paints it.
import { Fragment, type ReactNode } from 'react';
import type { Block, BlockMark, Run, TableRow } from '../../domain/document/blocks';
import { pointLabels } from '../../domain/document/points';
import { joined } from '../../domain/document/render';
import { Icon } from '../ui/Icon';
import { seen } from '../ui/seen';
import { type ItemNotes, type ItemWords, itemNotes, KIND_ICON, spoken } from './itemMarker';
import { Paper } from './Paper';

interface Props {
  title: string;
  blocks: readonly Block[];
  /** Generated numbers by index of the block. */
  numbers: readonly string[];
  /** Markers beside points; without it a text has none. */
  items?: ItemWords;
  /** The field line of the measure in this block. */
  fieldLine?: (block: number) => ReactNode;
}

export function StaticPaper({ title, blocks, numbers, items, fieldLine }: Props) {
  const labels = pointLabels(blocks);
  return (
    <Paper title={title} blocks={blocks}>
      <div className="doc-text">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are shown as they are and never move.
          <Fragment key={index}>
            {items && block.type === 'point' && <StillMarker block={block} n={labels[index]?.n ?? 0} items={items} />}
            <StaticBlock block={block} number={numbers[index] ?? ''} />
            {fieldLine && block.type === 'point' && block.kind === 'measure' && (
              <div className="fields-of">{fieldLine(index)}</div>
            )}
          </Fragment>
        ))}
      </div>
    </Paper>
  );
}

/** As markerOf makes it; what is open on a point is counted by the live text alone. */
function StillMarker({ block, n, items }: { block: Extract<Block, { type: 'point' }>; n: number; items: ItemWords }) {
  const gap = block.kind === 'measure' && block.id !== null ? (items.gaps.get(block.id) ?? null) : null;
  const notes: ItemNotes = itemNotes(items, { kind: block.kind, n, threads: 0, suggestions: 0, gap });
  return (
    <div className="item-m" role="note" aria-label={spoken(notes)}>
      <span>
        <Icon name={KIND_ICON[block.kind]} />
        <i data-words={notes.label} />
      </span>
      {notes.gap && (
        <span className="bad">
          <i data-words={notes.gap} />
        </span>
      )}
    </div>
  );
}

function StaticBlock({ block, number }: { block: Block; number: string }) {
  if (block.type === 'table') {
    return (
      <table className="d-table">
        <tbody>{block.rows.map((row, index) => staticRow(row, index))}</tbody>
      </table>
    );
  }
  return (
    <BlockFrame block={block} number={number}>
      <Words runs={block.runs} />
    </BlockFrame>
  );
}

/** A block of text around whatever stands for its words: the difference of two texts paints them anew. */
export function BlockFrame({
  block,
  number,
  children,
}: {
  block: Exclude<Block, { type: 'table' }>;
  number: string;
  children: ReactNode;
}) {
  const shown = { 'data-number': joined(number, block.runs[0]?.text ?? '') || undefined };
  const words = children;
  switch (block.type) {
    case 'heading': {
      const Heading = (['h3', 'h4', 'h5'] as const)[block.level - 1] ?? 'h3';
      return (
        <Heading className={`d-${block.level}`} {...shown}>
          {words}
        </Heading>
      );
    }
    case 'point':
      return (
        <p className="d-p d-point" data-point={block.kind} {...shown}>
          {words}
        </p>
      );
    case 'list_item':
      return (
        <p className="d-p d-li" data-list={block.kind} data-indent={block.indent} {...shown}>
          {words}
        </p>
      );
    case 'blockquote':
      return <blockquote className="d-p d-quote">{words}</blockquote>;
    case 'paragraph':
      return <p className={block.role ? `d-p d-${block.role}` : 'd-p'}>{words}</p>;
  }
}

function staticRow(row: TableRow, index: number) {
  return (
    <tr key={index}>
      {row.cells.map((cell, at) => {
        const Cell = cell.header ? 'th' : 'td';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: cells are shown as they are and never move.
          <Cell key={at} colSpan={cell.colspan} rowSpan={cell.rowspan}>
            {cell.paragraphs.map((runs, paragraph) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs are shown as they are and never move.
              <p key={paragraph} className="d-p">
                <Words runs={runs} />
              </p>
            ))}
          </Cell>
        );
      })}
    </tr>
  );
}

/** An empty block is as high as a line, as in the editor. */
function Words({ runs }: { runs: readonly Run[] }) {
  if (runs.length === 0) return <br />;
  // biome-ignore lint/suspicious/noArrayIndexKey: runs are shown as they are and never move.
  return runs.map((run, index) => <Marked key={index} text={run.text} marks={run.marks} />);
}

/** From the outermost to the innermost, as the schema orders them. */
const ORDER = ['link', 'strong', 'em', 'underline', 'highlight'] as const;

/** Marked words; a character that turns the order of the others is named where it stands and turns nothing (CT2). */
export function Marked({ text, marks }: { text: string; marks: readonly BlockMark[] }) {
  return ORDER.reduceRight<ReactNode>((inside, type) => {
    const mark = marks.find((one) => one.type === type);
    return mark ? wrapped(mark, inside) : inside;
  }, seen(text));
}

function wrapped(mark: BlockMark, inside: ReactNode): ReactNode {
  switch (mark.type) {
    case 'link':
      return (
        <a href={mark.href} target="_blank" rel="noopener noreferrer">
          {inside}
        </a>
      );
    case 'strong':
      return <strong>{inside}</strong>;
    case 'em':
      return <em>{inside}</em>;
    case 'underline':
      return <u>{inside}</u>;
    case 'highlight':
      return <mark className="hl">{inside}</mark>;
  }
}
