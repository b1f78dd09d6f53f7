// ED18: replacing many words at once, and what an edit of many steps has changed.
import type { Node } from 'prosemirror-model';
import { EditorState, type Transaction } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import { replaceMatch, searcher } from '../../app/editor/find/matches';
import { asSuggestion } from '../../app/editor/suggest/asSuggestion';
import { changesOf } from '../../app/editor/suggest/changes';
import { standingWords } from '../../app/editor/view/standingWords';
import { schema } from '../../domain/document/schema';
import { random } from '../build/random';

const paragraph = (...words: (string | Node)[]) =>
  schema.nodes.paragraph.create(
    null,
    words.map((one) => (typeof one === 'string' ? schema.text(one) : one)),
  );
const gone = (words: string) => schema.text(words, [schema.mark('deletion', { id: 'theirs' })]);
const stateOf = (...blocks: Node[]) => EditorState.create({ doc: schema.node('doc', null, blocks) });
const replaced = (state: EditorState, words: string, instead: string) => {
  const { tr } = state;
  for (const match of searcher({ words, matchCase: true })(state.doc).toReversed()) replaceMatch(tr, match, instead);
  return tr;
};
const lines = (doc: Node) => doc.children.map((block) => block.textContent);

describe('replacing', () => {
  test('ED18 leaves struck words between the halves of a match where they are, and the rest takes the looks of what goes', () => {
    const strong = schema.text('我', [schema.mark('strong')]);
    const { doc } = replaced(stateOf(paragraph('由', strong, gone('们的'), '院办')), '我院', '本局');
    expect(lines(doc)).toEqual(['由本局们的办']);
    expect(doc.child(0).children.map(({ text, marks }) => [text, marks.map(({ type }) => type.name)])).toEqual([
      ['由', []],
      ['本局', ['strong']],
      ['们的', ['deletion']],
      ['办', []],
    ]);
  });

  test('ED18 thousands of words at once are as many suggestions, each beside the words that it replaces', () => {
    const state = stateOf(...Array.from({ length: 500 }, () => paragraph('我院办，我院改，我院查。')));
    let n = 0;
    const author = { newId: () => `s${++n}`, mine: () => false };
    const made = asSuggestion(replaced(state, '我院', '本局'), state, author) as Transaction;
    expect(n).toBe(1500);
    expect(new Set(lines(made.doc))).toEqual(new Set(['我院本局办，我院本局改，我院本局查。']));
  });

  test('ED18 what many steps have changed are ranges apart from each other: beside them both texts are the same', () => {
    const below = random(11);
    for (let run = 0; run < 300; run++) {
      const state = stateOf(paragraph('一二三四五六七八九十'), paragraph('甲乙丙丁戊己庚辛'));
      const { tr } = state;
      for (let step = 1 + below(8); step > 0; step--) {
        const start = below(2) === 0 ? 1 : tr.doc.child(0).nodeSize + 1;
        const size = tr.doc.resolve(start).parent.content.size;
        const from = start + below(size + 1);
        const to = Math.min(start + size, from + below(4));
        const kind = below(4);
        if (kind === 0 && from < to) tr.delete(from, to);
        else if (kind === 1 && from < to) tr.addMark(from, to, schema.mark('strong'));
        else tr.replaceWith(from, to, schema.text('新旧好坏'.slice(0, 1 + below(4))));
      }
      const changes = changesOf(tr);
      if (typeof changes === 'string') throw new Error(changes);
      let [before, after] = [0, 0];
      const ends = { fromA: state.doc.content.size, fromB: tr.doc.content.size, toA: 0, toB: 0 };
      for (const { fromA, fromB, toA, toB } of [...changes, ends]) {
        expect(tr.doc.slice(after, fromB).eq(state.doc.slice(before, fromA)), `run ${run}`).toBe(true);
        if (toB > 0) expect(toA >= fromA && toB >= fromB && (fromA > before || before === 0)).toBe(true);
        [before, after] = [toA, toB];
      }
    }
  });
});

test('ED19 words whose deletion is suggested are not of the words of a range', () => {
  const { doc } = stateOf(paragraph('共', gone('三十'), '36条'), paragraph(gone('全删')), paragraph('意见'));
  expect(standingWords(doc, 1, doc.content.size)).toBe('共36条\n\n意见');
  expect(standingWords(doc, 3, 5)).toBe('3');
});
