// Restoring a text: it becomes the other one, and what stays is the same characters as before (VE20-VE22).
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Block, plain, type TableCell } from '../../domain/document/blocks';
import {
  appendBlocks,
  blocksOf,
  commentKey,
  contentOf,
  DELETION,
  INSERTION,
  shownBlocks,
} from '../../domain/document/layout';
import { markQuote, markRange, tidyMarks } from '../../domain/document/marks';
import { passageOf } from '../../domain/document/passage';
import { positionAt } from '../../domain/document/position';
import { restoreBlocks } from '../../domain/document/restore';
import { pendingSuggestions } from '../../domain/document/suggestions';
import { must } from '../../domain/must';
import { type Dice, dice } from '../collab/guardEdits';
import { edited, someBlocks } from './diffBuild';

const SEEDS = Number(process.env.RESTORE_SEEDS ?? 80);

const p = (text: string, id: string | null = null): Block => ({ type: 'paragraph', role: null, id, runs: plain(text) });

function aDoc(blocks: readonly Block[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => appendBlocks(doc, blocks));
  return doc;
}

/** Texts of the document or of one element, table cells included. */
function textsOf(within: Y.Doc | Y.XmlElement): Y.XmlText[] {
  const walk = (node: Y.XmlElement | Y.XmlFragment): Y.XmlText[] =>
    node
      .toArray()
      .flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? walk(child) : []));
  return walk(within instanceof Y.Doc ? contentOf(within) : within);
}

function suggestSomething(doc: Y.Doc, random: Dice): void {
  for (const text of textsOf(doc)) {
    if (text.length < 3 || !random.chance(0.3)) continue;
    const at = random.int(text.length - 2);
    if (random.chance(0.5)) text.insert(at, '新\u200b词', { [INSERTION]: { id: `s${random.int(999)}` } });
    else text.format(at, 2, { [DELETION]: { id: `s${random.int(999)}` } });
  }
}

/** Characters by the id under which they were written. */
function charactersOf(doc: Y.Doc): Set<string> {
  const found = new Set<string>();
  for (const text of textsOf(doc))
    for (let item = text._start; item; item = item.right)
      if (!item.deleted && item.content instanceof Y.ContentString)
        for (let n = 0; n < item.length; n++) found.add(`${item.id.client}:${item.id.clock + n}`);
  return found;
}

describe('VE20 the text is the version', () => {
  test(`whatever was written, suggested and commented meanwhile, here and for whoever hears of it (${SEEDS} seeds)`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = dice(seed);
      const target = someBlocks(random);
      const doc = aDoc(random.chance(0.2) ? someBlocks(random) : edited(random, target));
      if (random.chance(0.5)) doc.transact(() => suggestSomething(doc, random));
      const peer = new Y.Doc();
      Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
      doc.on('update', (update: Uint8Array) => Y.applyUpdate(peer, update));
      restoreBlocks(doc, target);
      expect(shownBlocks(doc), `seed ${seed}`).toEqual(target);
      expect(pendingSuggestions(doc)).toEqual([]);
      expect(blocksOf(peer)).toEqual(target);
      let writes = 0;
      doc.on('update', () => writes++);
      restoreBlocks(doc, target);
      expect(writes, `seed ${seed}, again`).toBe(0);
    }
  });
});

describe('VE21 what stays', () => {
  test('words that both have are the same characters as before: their authors stay', () => {
    const doc = aDoc([p('会议太多，落实不够，全年召开46次。', 'a'), p('第二段不变，仍由原来的人写成。', 'b')]);
    const before = charactersOf(doc);
    restoreBlocks(doc, [p('会议太多，全年召开46次。', 'a'), p('新的一段。'), p('第二段不变，仍由原来的人写成。', 'b')]);
    const after = charactersOf(doc);
    const kept = [...after].filter((id) => before.has(id)).length;
    expect(kept).toBe('会议太多，全年召开46次。第二段不变，仍由原来的人写成。'.length);
  });

  test('a word that was suggested to go, and that the version has, is taken back and not written anew', () => {
    const doc = aDoc([p('会议太多，落实不够。', 'a')]);
    const before = charactersOf(doc);
    textsOf(doc)[0]?.format(4, 5, { [DELETION]: { id: 's1' } });
    restoreBlocks(doc, [p('会议太多，落实不够。', 'a')]);
    expect(charactersOf(doc)).toEqual(before);
    expect(pendingSuggestions(doc)).toEqual([]);
  });

  test('a comment stays on its words, also in a block that moves or becomes another kind', () => {
    const quoted = { quote: '落实不够', prefix: '', suffix: '', sectionKey: null };
    const first = p('会议太多，落实不够，无人跟进。', 'a');
    const [second, third] = [
      p('乙部门每周报送一次进度，由专人汇总。', 'b'),
      p('丙项目由专人负责到底，按月通报进展。', 'c'),
    ];
    const versions: Block[][] = [
      [{ ...p('会议偏多，落实不够，无人跟进！', 'a') }, second, third],
      [second, third, first],
      [{ type: 'point', kind: 'problem', id: 'a', runs: plain('会议太多，落实不够，无人跟进。') }, second, third],
    ];
    for (const target of versions) {
      const doc = aDoc([first, second, third]);
      expect(markQuote(doc, quoted, 't1')).toBe(true);
      restoreBlocks(doc, target);
      expect(shownBlocks(doc)).toEqual(target);
      expect(tidyMarks(doc, [{ id: 't1', ...quoted }])).toMatchObject({ removed: 0, placed: 0, lost: [] });
    }
  });
});

describe('VE21 in a table', () => {
  const td = (words: string, header = false): TableCell => ({
    header,
    colspan: 1,
    rowspan: 1,
    paragraphs: [plain(words)],
  });
  const table = (rows: readonly (readonly string[])[], header = (_words: string) => false): Block => ({
    type: 'table',
    id: 't',
    rows: rows.map((row) => ({ cells: row.map((words) => td(words, header(words))) })),
  });
  const [names, training, rounds, debrief] = [
    ['事项', '完成', '份数'],
    ['培训', '是', '8'],
    ['巡查', '是', '8'],
    ['复盘', '否', '8'],
  ] as const;
  const ROWS = [names, training, rounds, debrief];
  const around = [p('乙部门每周报送一次进度，由专人汇总。', 'b'), p('丙项目由专人负责到底，按月通报进展。', 'c')];

  /** The row of the table and the words that a mark of the thread is on. */
  const marked = (doc: Y.Doc): [row: number, words: string][] =>
    contentOf(doc)
      .toArray()
      .filter((block): block is Y.XmlElement => block instanceof Y.XmlElement && block.nodeName === 'table')
      .flatMap((block) => block.toArray() as Y.XmlElement[])
      .flatMap((row, n) =>
        textsOf(row).flatMap((text) =>
          (text.toDelta() as { insert: string; attributes?: object }[])
            .filter(({ attributes = {} }) => commentKey('t1') in attributes)
            .map(({ insert }): [number, string] => [n, insert]),
        ),
      );

  test.each(['是', '8'])(
    'VE21 a comment on “%s” alone stays on it, whatever becomes of the table around it',
    (words) => {
      const targets: [what: string, blocks: readonly Block[], row: number][] = [
        ['other words in another row', [table([names, training, rounds, ['复盘', '是', '9']]), ...around], 2],
        ['other words beside it', [table([names, training, ['日常巡查', '是', '8'], debrief]), ...around], 2],
        ['the table behind other blocks', [...around, table(ROWS)], 2],
        ['a row before it gone', [table([names, rounds, debrief]), ...around], 1],
        ['a row before it new', [table([names, ['值班', '是', '8'], training, rounds, debrief]), ...around], 3],
        ['its row the last one', [table([names, training, debrief, rounds]), ...around], 3],
        ['its row the first one', [table([rounds, names, training, debrief]), ...around], 0],
        ['a column before it new', [table(ROWS.map(([name, ...more]) => [name, '信息科', ...more])), ...around], 2],
        ['the column before it gone', [table(ROWS.map(([, ...more]) => more)), ...around], 2],
        ['its cell a heading', [table(ROWS, (one) => one === words), ...around], 2],
      ];
      for (const [what, target, row] of targets) {
        const doc = aDoc([table(ROWS), ...around]);
        const { text } = passageOf(doc);
        const start = text.indexOf(words, text.indexOf('巡查'));
        const at = (offset: number, holdOn: 'before' | 'after') =>
          must(positionAt(passageOf(doc), offset, holdOn), what);
        expect(markRange(doc, at(start, 'after'), at(start + words.length, 'before'), 't1')).toBe(true);
        restoreBlocks(doc, target);
        expect(shownBlocks(doc), what).toEqual(target);
        expect(marked(doc), what).toEqual([[row, words]]);
      }
    },
  );
});

test('VE22 a text is made of another one wholly: every block anew, none left', () => {
  const doc = aDoc([p('甲'), { type: 'table', id: null, rows: [] }]);
  contentOf(doc).insert(0, [new Y.XmlElement('video')]);
  restoreBlocks(doc, []);
  expect(contentOf(doc).length).toBe(0);
  restoreBlocks(doc, [p('乙', 'x')]);
  expect(shownBlocks(doc)).toEqual([p('乙', 'x')]);
});
