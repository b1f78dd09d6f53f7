// The text on its paper without an editor: the first paint and the frozen text. Painted exactly as the editor paints it.
import type { ReactNode } from 'react';
import type { Block, BlockMark, Run, TableRow } from '../../domain/document/blocks';
import { joined } from '../../domain/document/render';

interface Props {
  title: string;
  blocks: readonly Block[];
  /** Generated numbers by index of the block. */
  numbers: readonly string[];
}

export function StaticPaper({ title, blocks, numbers }: Props) {
  return (
    <article className="paper doc">
      <h2 className="d-title">{title}</h2>
      <div className="doc-text">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are shown as they are and never move.
          <StaticBlock key={index} block={block} number={numbers[index] ?? ''} />
        ))}
      </div>
    </article>
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
  const shown = { 'data-number': joined(number, block.runs[0]?.text ?? '') || undefined };
  const words = <Words runs={block.runs} />;
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

function Marked({ text, marks }: { text: string; marks: readonly BlockMark[] }) {
  return ORDER.reduceRight<ReactNode>((inside, type) => {
    const mark = marks.find((one) => one.type === type);
    return mark ? wrapped(mark, inside) : inside;
  }, text);
}

function wrapped(mark: BlockMark, inside: ReactNode): ReactNode {
  switch (mark.type) {
    case 'link':
      return (
        <a href={mark.href} rel="noopener noreferrer">
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
