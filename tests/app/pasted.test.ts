// What a paste may bring beside its words: values that the text knows, and in a cell paragraphs that are nothing else.
import { Fragment, type Node, Slice } from 'prosemirror-model';
import { expect, test } from 'vitest';
import { cleanSlice } from '../../app/editor/paste/slice';
import { schema } from '../../domain/document/schema';

const { paragraph, point, list_item, table, table_row, table_cell } = schema.nodes;
const pasted = (...nodes: Node[]) =>
  cleanSlice(new Slice(Fragment.from(nodes), 0, 0), new Set()).content.content.map(({ attrs }) => attrs);

test('kinds and roles that the text does not know become those that it begins with', () => {
  expect(
    pasted(
      paragraph.create({ role: 'title' }),
      paragraph.create({ role: 'date' }),
      point.create({ kind: 'risk' }),
      list_item.create({ kind: 'tick', indent: 9 }),
    ),
  ).toMatchObject([{ role: null }, { role: 'date' }, { kind: 'problem' }, { kind: 'bullet', indent: 3 }]);
});

test('in a cell no paragraph is a salutation, byline or date: what is signed has none there', () => {
  const cell = table_cell.create(null, paragraph.create({ role: 'date' }, schema.text('三月')));
  const { content } = cleanSlice(
    new Slice(Fragment.from(table.create(null, table_row.create(null, cell))), 0, 0),
    new Set(),
  );
  expect(content.firstChild?.firstChild?.firstChild?.firstChild?.toJSON()).toMatchObject({
    type: 'paragraph',
    attrs: { role: null },
    content: [{ text: '三月' }],
  });
});
