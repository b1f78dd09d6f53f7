// What a merge took from its writer: paragraphs, table rows, and what counts as written by them.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { watchLosses } from '../../app/editor/copy/losses';
import type { Block } from '../../domain/document/blocks';
import { appendBlocks, contentOf } from '../../domain/document/layout';
import { type Lost, linesIn, lostSince, unitOf } from '../../domain/document/lost';

const LINE = Symbol('the line');
const paragraph = (text: string): Block => ({ type: 'paragraph', role: null, id: null, runs: [{ text, marks: [] }] });
const cell = (text: string) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [[{ text, marks: [] }]] });
const table: Block = { type: 'table', id: null, rows: [{ cells: [cell('甲'), cell('乙')] }, { cells: [cell('丙')] }] };

/** Two people who have the same text and no line between them; `mine` is watched. */
function two(blocks: readonly Block[]) {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  appendBlocks(mine, blocks);
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
  const given = Y.encodeStateAsUpdate(theirs);
  const lost: Lost[] = [];
  const losses = watchLosses(mine, {
    isOwn: ({ origin }) => origin !== LINE,
    isMerge: ({ origin }) => origin === LINE,
    onLost: (found) => lost.push(found),
  });
  const merge = () => Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), LINE);
  return { mine, theirs, given, lost, losses, merge };
}

const block = (doc: Y.Doc, at: number) => contentOf(doc).get(at) as Y.XmlElement;
const row = (doc: Y.Doc, at: number, of: number) => block(doc, at).get(of) as Y.XmlElement;

/** At the end of the first text in it. */
function write(type: Y.XmlElement | Y.XmlText, words: string): void {
  if (type instanceof Y.XmlText) type.insert(type.length, words);
  else write(type.get(0) as Y.XmlElement, words);
}

const placed = (doc: Y.Doc, { place }: Lost) =>
  Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), doc)?.index;

describe('ED13 words in what somebody else deleted meanwhile', () => {
  const TEXT = [paragraph('一。'), paragraph('二。'), paragraph('三。')];

  it('are lost with their paragraph as their writer saw it, and where it stood is known', () => {
    const { mine, theirs, lost, merge } = two(TEXT);
    write(block(mine, 1), '写了');
    contentOf(theirs).delete(1, 1);
    merge();
    expect(lost.map(({ lines }) => lines)).toEqual([['二。写了']]);
    expect(lost.map((one) => placed(mine, one))).toEqual([1]);
    contentOf(mine).insert(0, [new Y.XmlElement('paragraph')]);
    expect(lost.map((one) => placed(mine, one))).toEqual([2]);
  });

  it('are not lost while their paragraph lives, whatever became of it', () => {
    const { mine, theirs, lost, merge } = two(TEXT);
    write(block(mine, 1), '写了');
    (block(theirs, 1).get(0) as Y.XmlText).delete(0, 2);
    contentOf(theirs).delete(2, 1);
    merge();
    expect(linesIn(block(mine, 1))).toEqual(['写了']);
    expect(lost).toEqual([]);
  });

  it('are nobody’s loss where the writer deleted them, and where the server had them before', () => {
    const { mine, theirs, lost, losses, merge } = two(TEXT);
    write(block(mine, 0), '甲');
    contentOf(mine).delete(0, 1);
    write(block(mine, 0), '乙');
    losses.settled();
    contentOf(theirs).delete(0, 2);
    merge();
    expect(lost).toEqual([]);
  });

  it('of a table are the row alone that went, and all rows that were written in when the table went', () => {
    const one = two([paragraph('一。'), table]);
    write(row(one.mine, 1, 0), '写了');
    write(row(one.mine, 1, 1), '也写了');
    block(one.theirs, 1).delete(0, 1);
    one.merge();
    expect(one.lost.map(({ lines }) => lines)).toEqual([['甲写了\t乙']]);
    expect(one.lost.map((lost) => placed(one.mine, lost))).toEqual([2]);

    const whole = two([table, paragraph('一。')]);
    write(row(whole.mine, 0, 0), '写了');
    block(whole.mine, 0).insert(2, [new Y.XmlElement('table_row')]);
    contentOf(whole.theirs).delete(0, 1);
    whole.merge();
    expect(whole.lost.map(({ lines }) => lines)).toEqual([['甲写了\t乙', '丙']]);
    expect(whole.lost.map((lost) => placed(whole.mine, lost))).toEqual([0]);
  });

  it('of an earlier visit are found in the copy that it left', () => {
    const { mine, theirs, given } = two(TEXT);
    write(block(mine, 1), '关掉之前写的');
    write(block(mine, 2), '还在');
    const left = Y.encodeStateAsUpdate(mine);
    contentOf(theirs).delete(0, 2);
    const now = new Y.Doc();
    const server = Y.encodeStateAsUpdate(theirs);
    Y.applyUpdate(now, server);
    Y.applyUpdate(now, left);
    const lost = lostSince([given, left], server, now);
    expect(lost?.lines).toEqual(['二。关掉之前写的']);
    expect(lost && placed(now, lost)).toBe(0);
    expect(linesIn(block(now, 0))).toEqual(['三。还在']);
    expect(lostSince([given], server, now)).toBeNull();
  });

  it('the text itself is no unit, what stands in a cell belongs to its row', () => {
    const { mine } = two([table]);
    expect(unitOf(contentOf(mine))).toBeNull();
    expect(unitOf(mine.getMap('moved'))).toBeNull();
    const words = (row(mine, 0, 0).get(0) as Y.XmlElement).get(0);
    expect(unitOf(words)).toBe(row(mine, 0, 0));
    expect(unitOf(block(mine, 0))).toBe(block(mine, 0));
  });
});
