// Texts by chance, and other texts made of them, for the tests of differences and restores.
import type { Block, BlockMark, Run, TableCell } from '../../domain/document/blocks';
import { pushRun } from '../../domain/document/layout';
import type { Dice } from '../collab/guardEdits';

const WORDS = [
  '会议',
  '太多',
  '，',
  '落实',
  '不够',
  '。',
  ' review ',
  'the plan',
  '每周',
  '例会',
  '记录',
  '46份',
  '😀',
  '未改',
  '、',
  '安全',
];
const MARKS: BlockMark[] = [{ type: 'strong' }, { type: 'underline' }, { type: 'link', href: 'https://office.test/a' }];

export function someRuns(random: Dice, most = 12): Run[] {
  const runs: Run[] = [];
  for (let n = random.int(most); n > 0; n--)
    pushRun(runs, {
      text: random.pick(WORDS) ?? '',
      marks: random.chance(0.15) ? [random.pick(MARKS) ?? { type: 'em' }] : [],
    });
  return runs;
}

let ids = 0;
const anId = (random: Dice) => (random.chance(0.5) ? `b${++ids}` : null);

export function aBlock(random: Dice): Block {
  const runs = someRuns(random);
  const id = anId(random);
  switch (random.int(6)) {
    case 0:
      return {
        type: 'heading',
        level: random.chance(0.5) ? 1 : 2,
        key: random.chance(0.5) ? `k${random.int(6)}` : null,
        id,
        runs,
      };
    case 1:
      return { type: 'point', kind: random.chance(0.5) ? 'problem' : 'measure', id, runs };
    case 2:
      return { type: 'list_item', kind: 'bullet', indent: random.int(3), id, runs };
    case 3:
      return {
        type: 'table',
        id,
        rows: Array.from({ length: 1 + random.int(3) }, () => ({
          cells: Array.from({ length: 1 + random.int(3) }, () => aCell(random)),
        })),
      };
    default:
      return { type: 'paragraph', role: null, id, runs };
  }
}

function aCell(random: Dice): TableCell {
  return {
    header: random.chance(0.2),
    colspan: 1,
    rowspan: 1,
    paragraphs: Array.from({ length: 1 + random.int(2) }, () => someRuns(random, 4)),
  };
}

export function someBlocks(random: Dice, most = 14): Block[] {
  return Array.from({ length: random.int(most) }, () => aBlock(random));
}

/** The same text after some editing: words, kinds, blocks that came, went and moved. */
export function edited(random: Dice, blocks: readonly Block[]): Block[] {
  const text = blocks.map((block) => (random.chance(0.4) ? changed(random, block) : block));
  for (let n = random.int(4); n > 0; n--) {
    const at = random.int(text.length + 1);
    if (random.chance(0.4)) text.splice(at, 0, aBlock(random));
    else if (random.chance(0.5)) text.splice(at, 1);
    else if (text.length > 0) text.splice(at, 0, ...text.splice(random.int(text.length), 1));
  }
  return text;
}

function changed(random: Dice, block: Block): Block {
  if (block.type === 'table') {
    const rows = block.rows.map((row) =>
      random.chance(0.5) ? row : { cells: row.cells.map((cell) => (random.chance(0.5) ? cell : aCell(random))) },
    );
    if (random.chance(0.3)) rows.splice(random.int(rows.length), 1);
    if (random.chance(0.3)) rows.push({ cells: [aCell(random)] });
    return { ...block, rows };
  }
  const runs: Run[] = [];
  for (const run of block.runs) {
    if (random.chance(0.2)) pushRun(runs, { text: random.pick(WORDS) ?? '', marks: [] });
    if (random.chance(0.2)) continue;
    pushRun(runs, { text: run.text, marks: random.chance(0.15) ? [{ type: 'strong' }] : run.marks });
  }
  if (random.chance(0.15)) return { type: 'point', kind: 'cause', id: block.id, runs };
  return { ...block, runs };
}

/** A text without what is no content: ids, and the keys of headings. */
export function contents(blocks: readonly Block[]): unknown[] {
  return blocks.map((block) => ({ ...block, id: null, ...(block.type === 'heading' ? { key: null } : {}) }));
}
