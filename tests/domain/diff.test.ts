// The difference of two texts: what a reader is told of, and that it is the whole truth (VE10-VE13).
import { describe, expect, test } from 'vitest';
import { type Block, plain, textOf } from '../../domain/document/blocks';
import { applyDiff, type BlockChange, diffBlocks } from '../../domain/document/diff';
import { diffRuns, markChanges, shownPieces } from '../../domain/document/diffRuns';
import { diffText } from '../../domain/document/diffWords';
import { dice } from '../collab/guardEdits';
import { contents, edited, someBlocks } from './diffBuild';

const SEEDS = Number(process.env.DIFF_SEEDS ?? 250);

const p = (text: string, id: string | null = null): Block => ({ type: 'paragraph', role: null, id, runs: plain(text) });
const heading = (text: string, key: string): Block => ({ type: 'heading', level: 1, key, id: null, runs: plain(text) });

/** `a[-gone-]{+come+}b` of a changed row. */
function picture(change: BlockChange | null, before: string): string {
  if (!change || !('pieces' in change.content)) return 'no words';
  return shownPieces(plain(before), change.content.pieces)
    .map(({ op, before: was, after }) =>
      op === 'delete' ? `[-${textOf(was)}-]` : op === 'insert' ? `{+${textOf(after)}+}` : textOf(after),
    )
    .join('');
}

describe('VE10 the whole truth', () => {
  test(`applying the difference to A gives B, and A differs from itself in nothing (${SEEDS} seeds)`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = dice(seed);
      const a = someBlocks(random);
      const b = random.chance(0.2) ? someBlocks(random) : edited(random, a);
      const diff = diffBlocks(a, b);
      expect(contents(applyDiff(a, diff)), `seed ${seed}`).toEqual(contents(b));
      const none = diffBlocks(a, a);
      expect(none.rows.every(({ kind }) => kind === 'same')).toBe(true);
      expect({ ...none, rows: [] }).toEqual({ rows: [], changes: 0, inserted: 0, deleted: 0 });
    }
  });

  test('what was only moved is no word more or less', () => {
    const a = ['甲方案先试行三个月再评估。', '乙部门每周报送一次进度。', '丙项目由专人负责到底。'].map((text) =>
      p(text),
    );
    const b = [a[2], a[0], a[1]].map((block) => block ?? p(''));
    const diff = diffBlocks(a, b);
    expect(diff).toMatchObject({ changes: 1, inserted: 0, deleted: 0 });
    expect(diff.rows.map(({ kind }) => kind)).toEqual(['moved', 'same', 'same', 'moved-away']);
  });
});

describe('VE11 which block is which', () => {
  test('a heading keeps its section when it is renamed, and a point its id when it is rewritten', () => {
    const a = [
      heading('存在问题', 'problems'),
      p('会议太多。', 'p1'),
      heading('措施', 'measures'),
      p('少开会。', 'p2'),
    ];
    const b = [
      heading('主要差距', 'problems'),
      p('落实不力，无人跟进。', 'p1'),
      heading('措施', 'measures'),
      p('少开会。', 'p2'),
    ];
    expect(diffBlocks(a, b).rows.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'same', 'same']);
  });

  test('a paragraph without an id is known by its words, beside new and deleted ones', () => {
    const a = [p('第一季度共召开会议46次，平均每周三次半。'), p('其余未变。')];
    const b = [p('全新的一段，与前文无关。'), p('第一季度共召开会议52次，平均每周四次。'), p('其余未变。')];
    expect(diffBlocks(a, b).rows.map(({ kind }) => kind)).toEqual(['added', 'changed', 'same']);
  });

  test('a paragraph that became a point says so', () => {
    const [row] = diffBlocks(
      [p('会议太多。', 'x')],
      [{ type: 'point', kind: 'problem', id: 'x', runs: plain('会议太多。') }],
    ).rows;
    expect(row).toMatchObject({ kind: 'changed', change: { to: { type: 'point', kind: 'problem' } } });
  });
});

describe('VE12 word by word', () => {
  test('Chinese and English are cut between words, never inside a character', () => {
    const a = '部分病历在转科后仍沿用入院时的评分。';
    const b = '抽查46份病历，有9份在转科后仍沿用入院时的评分，标识不一致。';
    const [row] = diffBlocks([p(a, 'x')], [p(b, 'x')]).rows;
    expect(picture(row?.kind === 'changed' ? row.change : null, a)).toMatch(
      /在转科后仍沿用入院时的评分\{\+，标识不一致\+\}。$/,
    );
    const [english] = diffBlocks([p('the planner works', 'x')], [p('the planning works', 'x')]).rows;
    expect(picture(english?.kind === 'changed' ? english.change : null, 'the planner works')).toBe(
      'the [-planner-]{+planning+} works',
    );
    const edits = diffText('好😀', '好😁');
    expect(edits).toEqual([
      { op: 'keep', length: 1 },
      { op: 'delete', length: 2 },
      { op: 'insert', length: 2 },
    ]);
  });

  test('words that only look otherwise are said to', () => {
    const pieces = diffRuns(plain('按期完成'), [
      { text: '按期', marks: [{ type: 'strong' }] },
      { text: '完成', marks: [] },
    ]);
    const [first] = shownPieces(plain('按期完成'), pieces);
    expect(pieces.map(({ op }) => op)).toEqual(['marks', 'keep']);
    expect(first && markChanges(first)).toEqual([{ mark: 'strong', added: true }]);
  });
});

test('VE13 a table is compared row by row and cell by cell', () => {
  const row = (...cells: string[]) => ({
    cells: cells.map((text) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [plain(text)] })),
  });
  const table = (...rows: ReturnType<typeof row>[]): Block => ({ type: 'table', id: 't', rows });
  const [changed] = diffBlocks(
    [table(row('序号', '问题'), row('1', '会议太多'))],
    [table(row('序号', '问题'), row('1', '会议偏多'), row('2', '落实不够'))],
  ).rows;
  const content = changed?.kind === 'changed' ? changed.change.content : null;
  const rows = content && 'rows' in content ? content.rows : [];
  expect(rows.map(({ kind }) => kind)).toEqual(['same', 'changed', 'added']);
  expect(rows[1]?.cells.map(({ kind }) => kind)).toEqual(['same', 'changed']);
});

test('VE14 two long texts are compared in time that grows with their length', () => {
  const random = dice(7);
  const long = Array.from({ length: 240 }, () =>
    p(
      textOf(someBlocks(random, 2).flatMap((b) => (b.type === 'table' ? [] : b.runs))) +
        '会议记录显示落实情况有待加强，须按期逐项核对。'.repeat(4),
    ),
  );
  const other = edited(random, edited(random, long));
  const wholly = [p('甲乙丙丁'.repeat(5_000), 'x')];
  const began = performance.now();
  diffBlocks(long, other);
  const blocks = performance.now() - began;
  const edits = diffBlocks(wholly, [p('戊己庚辛，'.repeat(4_000), 'x')]);
  console.info(
    `20,000 characters: ${blocks.toFixed(0)} ms by blocks, ${(performance.now() - began - blocks).toFixed(0)} ms one wholly replaced`,
  );
  expect(edits).toMatchObject({ deleted: 20_000, inserted: 20_000 });
});
