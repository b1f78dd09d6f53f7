// Edits as suggestions, in pictures: {+come+} words to come, [-go-] words to go, | the caret, ¶ between blocks, · an anchor, ↵ a line feed.

import { joinBackward, splitBlock, toggleMark } from 'prosemirror-commands';
import { Fragment, type Node, Slice } from 'prosemirror-model';
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { newItemBelow } from '../../app/editor/commands/enter';
import { asSuggestion } from '../../app/editor/suggest/asSuggestion';
import { keepsText } from '../../domain/document/editorText';
import { ANCHOR, blocksOf, contentOf } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import { wordsOf } from '../../domain/document/sections';
import { ALL, decideSuggestions } from '../../domain/document/suggestions';
import { dice } from '../collab/guardEdits';

const { paragraph, heading, point, table, table_row: row, table_cell: cell } = schema.nodes;
const come = (id: string) => schema.mark('insertion', { id });
const go = (id: string) => schema.mark('deletion', { id });

/** `words`, or words under marks. */
type Run = string | readonly [words: string, ...marks: ReturnType<typeof come>[]];
const inline = (runs: readonly Run[]) =>
  runs.map((run) => (typeof run === 'string' ? schema.text(run) : schema.text(run[0], run.slice(1) as never)));
const p = (...runs: Run[]) => paragraph.create(null, inline(runs.filter((run) => run !== '')));
const text = (...blocks: Node[]) => EditorState.create({ doc: schema.node('doc', null, blocks) });

/** The caret, or the selection between two places, counted in all characters of block `n`. */
const at = (state: EditorState, n: number, from: number, m = n, to = from) => {
  const start = (block: number) => state.doc.children.slice(0, block).reduce((sum, node) => sum + node.nodeSize, 1);
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, start(n) + from, start(m) + to)));
};

const author = { newId: () => 'new', mine: (id: unknown) => String(id).startsWith('m') || id === 'new' };
const suggest = (state: EditorState, edit: (state: EditorState) => Transaction | null) => {
  const tr = edit(state);
  if (!tr) throw new Error('no edit');
  return asSuggestion(tr, state, author);
};

/** A command's transaction. */
const by = (command: typeof splitBlock) => (state: EditorState) => {
  let made: Transaction | null = null;
  command(state, (tr) => {
    made = tr;
  });
  return made;
};

function picture(state: EditorState): string {
  const { head } = state.selection;
  let pos = 0;
  const drawn = state.doc.children.map((block) => {
    let at = pos + 1;
    const runs = block.isTextblock ? block.children : [];
    const words = runs.map((node) => {
      const inside = head > at && head < at + node.nodeSize ? head - at : null;
      const before = head === at ? '|' : '';
      at += node.nodeSize;
      const plain = node.text ?? '';
      const with_ = inside === null ? plain : `${plain.slice(0, inside)}|${plain.slice(inside)}`;
      let said = with_.replaceAll(ANCHOR, '·').replaceAll('\n', '↵');
      if (node.marks.some(({ type }) => type.name === 'strong')) said = `*${said}*`;
      if (node.marks.some(({ type }) => type.name === 'insertion')) said = `{+${said}+}`;
      if (node.marks.some(({ type }) => type.name === 'deletion')) said = `[-${said}-]`;
      return before + said;
    });
    const end = head === at && block.isTextblock ? '|' : '';
    pos += block.nodeSize;
    return words.join('') + end;
  });
  return drawn.join('¶');
}

const drawn = (state: EditorState, edit: (state: EditorState) => Transaction | null) => {
  const made = suggest(state, edit);
  return typeof made === 'string' ? made : picture(state.apply(made));
};
const type = (words: string) => (state: EditorState) => state.tr.insertText(words);
const remove = (state: EditorState) => state.tr.deleteSelection();
/** As the browser deletes one character. */
const back = (state: EditorState) => state.tr.delete(state.selection.head - 1, state.selection.head);
const forth = (state: EditorState) => state.tr.delete(state.selection.head, state.selection.head + 1);

describe('SU7 an edit as a suggestion', () => {
  test('typed words come under a mark, and typing on is the same suggestion', () => {
    const state = at(text(p('会议多。')), 0, 2);
    expect(drawn(state, type('太'))).toBe('会议{+太|+}多。'.replace('|+}', '+}|'));
    const once = state.apply(suggest(state, type('太')) as Transaction);
    expect(drawn(once, type('长'))).toBe('会议{+太长+}|多。');
    const ids = new Set(once.doc.firstChild?.children.flatMap((node) => node.marks.map(({ attrs }) => attrs.id)));
    expect([...ids]).toEqual(['new']);
  });

  test('deleted words are struck, and the caret goes on in the direction of the key', () => {
    expect(drawn(at(text(p('会议太多。')), 0, 4), back)).toBe('会议太|[-多-]。');
    expect(drawn(at(text(p('会议太多。')), 0, 3), forth)).toBe('会议太[-多-]|。');
    expect(drawn(at(text(p('会议太', ['多', go('m1')], '。')), 0, 3), back)).toBe('会议|[-太多-]。');
  });

  test('a replaced selection is one suggestion: the old words struck, the new ones after them', () => {
    const state = at(text(p('会议太多。')), 0, 2, 0, 4);
    expect(drawn(state, type('过密'))).toBe('会议[-太多-]{+过密+}|。');
    const made = state.apply(suggest(state, type('过密')) as Transaction);
    expect(new Set(made.doc.firstChild?.children.flatMap((node) => node.marks.map(({ attrs }) => attrs.id))).size).toBe(
      1,
    );
  });

  test('typed on in one’s own and deleted again, it disappears; in somebody else’s it is struck', () => {
    expect(drawn(at(text(p('会议', ['太', come('m1')], '多。')), 0, 3), back)).toBe('会议|多。');
    expect(drawn(at(text(p('会议', ['太', come('x1')], '多。')), 0, 3), back)).toBe('会议|[-{+太+}-]多。');
    expect(drawn(at(text(p('会议', ['太很', come('x1')], '多。')), 0, 3), type('不'))).toBe(
      '会议{+太+}{+不+}|{+很+}多。',
    );
  });

  test('Enter is a line feed under a mark: nothing of the text moves', () => {
    expect(drawn(at(text(p('会议太多。')), 0, 2), by(splitBlock))).toBe('会议{+↵+}|太多。');
    expect(drawn(at(text(p('会议')), 0, 2), by(splitBlock))).toBe('会议{+↵+}|');
    expect(drawn(at(text(p('会议')), 0, 0), by(splitBlock))).toBe('{+↵+}|会议');
  });

  test('a join covers the boundary on both sides, once', () => {
    const state = at(text(p('会议'), p('太多。')), 1, 0);
    expect(drawn(state, by(joinBackward))).toBe('会议|[-·-]¶[-·-]太多。');
    const made = state.apply(suggest(state, by(joinBackward)) as Transaction);
    expect(drawn(at(made, 1, 0), (one) => one.tr.delete(4, 6)).replace('|', '')).toBe('会议[-·-]¶[-·-]太多。');
    const long = at(text(p('会议太多'), p(''), p('效率不高')), 0, 2, 2, 2);
    expect(drawn(long, remove)).toBe('会议[-太多-]¶[-·-]¶[-效率-]|不高');
    expect(drawn(at(text(p('会议太多'), p('效率不高')), 0, 4, 1, 4), type('了'))).toBe(
      '会议太多[-·-]¶[-效率不高-]{+了+}|',
    );
  });

  test('from the head of a block into the next one: the block goes, and the next one stays one of its own', () => {
    let n = 0;
    const newId = () => `n${++n}`;
    const made = (state: EditorState) =>
      state.apply(asSuggestion(remove(state), state, { newId, mine: () => false }) as Transaction);
    const marked = made(at(text(p('甲'), p('会议太多。'), p('乙丙')), 1, 0, 2, 1));
    expect(picture(marked)).toBe('甲[-·-]¶[-会议太多。-]¶[-乙-]|丙');
    // Struck by one suggestion on both sides, the boundary before it would go as well.
    const ids = marked.doc.children.map(({ firstChild }) => firstChild?.marks.map(({ attrs }) => attrs.id));
    expect(ids).toEqual([[], ['n2'], ['n1']]);
    // Nothing stands above: the boundary behind it goes with it.
    const first = made(at(text(p('会议太多。'), p('乙丙')), 0, 0, 1, 1));
    expect(picture(first)).toBe('[-会议太多。-]¶[-·-][-乙-]|丙');
  });

  test('pasted blocks are lines of the block that they come into; a table is nothing that comes in words', () => {
    const pasted =
      (...blocks: Node[]) =>
      (state: EditorState) =>
        state.tr.replaceSelection(Slice.maxOpen(Fragment.from(blocks)));
    expect(
      drawn(at(text(p('会议太多。')), 0, 2), pasted(p('甲'), heading.create(null, schema.text('乙')), p('丙'))),
    ).toBe('会议{+甲↵乙↵丙+}|太多。');
    const grid = table.create(null, row.create(null, cell.create(null, p('甲'))));
    expect(drawn(at(text(p('会议')), 0, 2), (state) => state.tr.insert(4, grid))).toBe('table');
  });

  test('other marks on words are the words struck and written again', () => {
    expect(drawn(at(text(p('会议太多。')), 0, 2, 0, 4), by(toggleMark(schema.marks.strong)))).toBe(
      '会议[-太多-]{+*太多*+}|。',
    );
    expect(drawn(at(text(p('会', ['议', come('m1')], '。')), 0, 1, 0, 2), by(toggleMark(schema.marks.strong)))).toBe(
      '会{+*议*+}|。',
    );
  });

  test('several places at once, as replacing all does', () => {
    const all = (state: EditorState) => state.tr.insertText('长', 5, 6).insertText('长', 3, 4);
    expect(drawn(at(text(p('会太多太多。')), 0, 0), all)).toMatch(/^\|?会太\[-多-\]\{\+长\+\}太?.*$/);
  });

  test('before the same character it comes after it, so that the old one stays the one that was there', () => {
    expect(drawn(at(text(p('天天开会')), 0, 0), type('天'))).toBe('天|天{+天+}开会');
    // Not over struck words: the next character would come before this one.
    expect(drawn(at(text(p('由', ['主持', go('m1')], '负责')), 0, 1), type('主'))).toBe('由{+主+}|[-主持-]负责');
  });

  test('kinds, attributes, whole tables and empty texts are nobody’s to suggest', () => {
    expect(drawn(text(p('会议')), (state) => state.tr.setNodeMarkup(0, heading, { level: 1 }))).toBe('kind');
    expect(drawn(text(p('会议')), (state) => state.tr.setNodeMarkup(0, null, { role: 'byline' }))).toBe('kind');
    const grid = table.create(null, [row.create(null, [cell.create(null, p('甲')), cell.create(null, p('乙'))])]);
    expect(drawn(text(p('会议'), grid), (state) => state.tr.delete(4, 4 + grid.nodeSize))).toBe('table');
    expect(drawn(text(p('会议'), grid), (state) => state.tr.delete(6, 6 + 5))).toBe('table');
    expect(drawn(text(), (state) => state.tr.insert(0, p('甲')))).toBe('place');
  });

  test('a zero-width space of the text’s own stays', () => {
    expect(drawn(at(text(p(`会${ANCHOR}议`)), 0, 0, 0, 3), remove)).toBe('[-会-]·[-议-]|');
  });

  test('a new item is a line of its own below', () => {
    const problem = (words: string) => point.create({ kind: 'problem', id: 'p1' }, schema.text(words));
    expect(drawn(at(text(problem('会议太多。'), p('完')), 0, 1), by(newItemBelow))).toBe('会议太多。{+↵+}|¶完');
  });

  test('SU6 a whole block goes with its boundary, and the text without suggestions is always the same', () => {
    const state = text(p('甲'), p('会议太多。'), p('乙'));
    const made = suggest(state, (one) => one.tr.delete(3, 10)) as Transaction;
    expect(picture(state.apply(made))).toContain('甲[-·-]¶[-会议太多。-]');
    expect(keepsText(state.doc, made.doc)).toBe(true);
    expect(keepsText(state.doc, state.tr.delete(3, 10).doc)).toBe(false);
    expect(keepsText(state.doc, state.tr.insertText('甲', 4).doc)).toBe(false);
  });
});

test('SU4 SU7 what is deleted while suggesting is, when it is accepted, what a plain deletion makes of it', () => {
  const seeds = 400;
  let told = 0;
  // Of two blocks without a word either may stay.
  const shape = (type: string, said: string) => (said === '' ? '' : `${type} ${said}`);
  for (let seed = 1; seed <= seeds; seed++) {
    const random = dice(seed);
    let letter = 0x4e00;
    const words = () => Array.from({ length: random.int(4) }, () => String.fromCharCode(letter++)).join('');
    const make = [
      p,
      (one: string) => heading.create(null, inline(one ? [one] : [])),
      (one: string) => point.create(null, inline(one ? [one] : [])),
    ];
    const state = text(...Array.from({ length: 2 + random.int(3) }, () => random.pick(make)(words())));
    const places = [...Array(state.doc.content.size).keys()].filter((pos) => state.doc.resolve(pos).parent.isTextblock);
    const [from, to] = [random.pick(places), random.pick(places)].sort((a, b) => a - b) as [number, number];
    const chosen = state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
    const plain = chosen.apply(remove(chosen)).doc;
    let n = 0;
    const made = asSuggestion(remove(chosen), chosen, { newId: () => `n${++n}`, mine: () => false });
    // A text without any block is nothing that suggestions make.
    if (from === to || plain.childCount === 0 || typeof made === 'string') continue;
    const doc = new Y.Doc();
    prosemirrorToYXmlFragment(chosen.apply(made).doc, contentOf(doc));
    decideSuggestions(doc, ALL, 'accept');
    const accepted = blocksOf(doc).map((block) => shape(block.type, wordsOf(block)));
    expect(accepted, `seed ${seed}: ${state.doc} from ${from} to ${to}`).toEqual(
      plain.children.map((block) => shape(block.type.name, block.textContent)),
    );
    told += 1;
  }
  console.info(`suggestions: ${told} deletions accepted are as plain ones, seeds 1 to ${seeds}`);
  expect(told).toBeGreaterThan(seeds / 2);
});
