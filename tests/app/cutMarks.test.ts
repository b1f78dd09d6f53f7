// Comments on words that are cut and pasted in one page: they go along, and nothing else brings any.
import { Fragment, Slice } from 'prosemirror-model';
import { EditorState, TextSelection } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import { cutOf, withCutMarks } from '../../app/editor/paste/cutMarks';
import { schema } from '../../domain/document/schema';

const comment = (id: string) => schema.mark('comment', { id });
const point = (...parts: (string | [string, string])[]) =>
  schema.node(
    'point',
    null,
    parts.map((one) => (typeof one === 'string' ? schema.text(one) : schema.text(one[0], [comment(one[1])]))),
  );
const TEXT = schema.node('doc', null, [point('一、', ['会议', 'a'], '偏多。'), point('文', ['件', 'b'], '偏多。')]);

/** Everything is cut. */
function cutAll(doc = TEXT) {
  const state = EditorState.create({ doc });
  return cutOf(state.apply(state.tr.setSelection(TextSelection.create(doc, 1, doc.content.size - 1))));
}

const pasted = (...words: string[]) => new Slice(Fragment.from(words.map((one) => point(one))), 1, 1);
const EMPTY = schema.node('doc', null, [point('空')]);

/** Words under comments, with whose. */
function comments(slice: Slice): string[] {
  const found: string[] = [];
  slice.content.descendants((node) => {
    for (const mark of node.marks) found.push(`${mark.attrs.id}:${node.text}`);
  });
  return found;
}

describe('TH15 cut and pasted in the page', () => {
  test('the same words keep their comments, however many blocks the clipboard makes of them', () => {
    expect(comments(withCutMarks(pasted('一、会议偏多。', '文件偏多。'), cutAll(), EMPTY))).toEqual(['a:会议', 'b:件']);
    expect(comments(withCutMarks(pasted('一、会议偏多。文件偏多。'), cutAll(), EMPTY))).toEqual(['a:会议', 'b:件']);
  });

  test('other words bring none, and nothing is remembered of words without comments', () => {
    expect(comments(withCutMarks(pasted('一、会议偏多！', '文件偏多。'), cutAll(), EMPTY))).toEqual([]);
    expect(cutAll(schema.node('doc', null, [point('会议偏多。')]))).toBeNull();
    expect(comments(withCutMarks(pasted('会议偏多。'), null, EMPTY))).toEqual([]);
  });

  test('a comment that stands in the text again, as after an undo, is not made twice', () => {
    const back = schema.node('doc', null, [point(['会议', 'a'])]);
    expect(comments(withCutMarks(pasted('一、会议偏多。', '文件偏多。'), cutAll(), back))).toEqual(['b:件']);
  });

  test('words whose deletion is suggested are left out, as the clipboard leaves them out', () => {
    const struck = schema.text('三', [schema.mark('deletion', { id: 's' }), comment('a')]);
    const doc = schema.node('doc', null, [
      schema.node('point', null, [struck, schema.text('会'), struck, schema.text('议', [comment('b')])]),
    ]);
    expect(comments(withCutMarks(pasted('会议'), cutAll(doc), EMPTY))).toEqual(['b:议']);
    expect(cutAll(schema.node('doc', null, [schema.node('point', null, [struck])]))).toBeNull();
  });

  test('the words and the blocks are as they were pasted', () => {
    const slice = pasted('一、会议偏多。', '文件偏多。');
    const dressed = withCutMarks(slice, cutAll(), EMPTY);
    expect(dressed.content.textBetween(0, dressed.content.size, '|')).toBe('一、会议偏多。|文件偏多。');
    expect([dressed.openStart, dressed.openEnd, dressed.size]).toEqual([1, 1, slice.size]);
  });
});
