// ED9: what others write reaches the view as the part that differs, so that all that is drawn beside other words only moves along.

import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import { ySyncPluginKey } from 'y-prosemirror';
import { changedBlocks } from '../../app/editor/plugins/changed';
import { carried } from '../../app/editor/plugins/numbers';
import { narrowed } from '../../app/editor/view/narrowed';
import { schema } from '../../domain/document/schema';

const RUNS = 500;

describe('a change of the shared text', () => {
  test('ED9 is the same text, selection and origin, and touches nothing outside of what differs', () => {
    let seed = 7;
    const below = (n: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % n;
    };
    const paragraph = () => {
      const words = '甲乙丙'.slice(0, below(4));
      const marks = below(3) === 0 ? [schema.marks.strong.create()] : [];
      const content = words === '' ? [] : [schema.text(words, marks)];
      return below(2) === 0
        ? schema.nodes.paragraph.create(null, content)
        : schema.nodes.point.create({ id: `p${below(3)}`, kind: 'problem' }, content);
    };
    for (let run = 0; run < RUNS; run++) {
      const blocks: Node[] = Array.from({ length: 1 + below(5) }, paragraph);
      const next = [...blocks];
      for (let edit = below(3); edit >= 0; edit--) next.splice(below(next.length + 1), below(2), paragraph());
      const state = EditorState.create({ doc: schema.nodes.doc.create(null, blocks) });
      const other = schema.nodes.doc.create(null, next);
      const whole = state.tr.replaceWith(0, state.doc.content.size, other.content);
      if (other.content.size > 1) whole.setSelection(TextSelection.near(whole.doc.resolve(below(other.content.size))));
      whole.setMeta(ySyncPluginKey, { isChangeOrigin: true });
      const tr = narrowed(whole, state.tr);
      expect(tr.doc.eq(whole.doc)).toBe(true);
      expect(tr.selection.toJSON()).toEqual(whole.selection.toJSON());
      expect(tr.getMeta(ySyncPluginKey)).toEqual({ isChangeOrigin: true });
      // What stands in blocks that are alike from the start keeps its place.
      let same = 0;
      while (same < Math.min(blocks.length, next.length) && blocks[same]?.eq(next[same] as Node)) same += 1;
      for (let pos = 0, n = 0; n < same; pos += blocks[n]?.nodeSize ?? 0, n++) {
        expect(tr.mapping.mapResult(pos + 1, 1)).toMatchObject({ pos: pos + 1, deleted: false });
      }
    }
  });

  test('ED9 blocks that an edit left alone are found by their identity, and keep their numbers', () => {
    const [a, b, c, d] = ['甲', '乙', '丙', '丁'].map((words) =>
      schema.nodes.paragraph.create(null, [schema.text(words)]),
    );
    const old = schema.nodes.doc.create(null, [a, b, c] as Node[]);
    const doc = schema.nodes.doc.create(null, [a, d, b, c] as Node[]);
    expect(changedBlocks(old, doc)).toEqual({ start: 1, oldEnd: 1, end: 2 });
    expect(carried(old, doc, ['1. ', '2. ', '3. '])).toEqual(['1. ', '', '2. ', '3. ']);
    expect(changedBlocks(old, old)).toEqual({ start: 3, oldEnd: 3, end: 3 });
  });
});
