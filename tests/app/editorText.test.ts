// Rules of the editor that need no browser: point ids, pasted lines, numbers in flight, links.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addressOf } from '../../app/editor/commands/link';
import { blocksOfLines, cleanText } from '../../app/editor/paste/lines';
import { hintsOf } from '../../app/editor/plugins/hints';
import { carried } from '../../app/editor/plugins/numbers';
import { repairPointIds } from '../../app/editor/plugins/pointIds';
import { bindingWouldWrite } from '../../app/editor/view/bindingWouldWrite';
import { contentOf } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';

describe('point ids', () => {
  const point = (id?: string) => {
    const el = new Y.XmlElement('point');
    if (id) el.setAttribute('id', id);
    return el;
  };
  const idsIn = (doc: Y.Doc) =>
    contentOf(doc)
      .toArray()
      .map((el) => (el as Y.XmlElement).getAttribute('id'));

  it('the first in the text keeps a shared id, the others get their own; two who repair at once write the same', () => {
    const one = new Y.Doc();
    contentOf(one).insert(0, [point('a'), point('a'), point(), point('b')]);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    repairPointIds(contentOf(one));
    repairPointIds(contentOf(other));
    const ids = idsIn(one);
    expect(ids).toEqual(idsIn(other));
    expect([ids[0], ids[3]]).toEqual(['a', 'b']);
    expect(new Set(ids).size).toBe(4);
  });

  it('a text in order is left alone', () => {
    const doc = new Y.Doc();
    contentOf(doc).insert(0, [point('a'), point('b')]);
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    repairPointIds(contentOf(doc));
    expect(updates).toBe(0);
  });
});

describe('P5 an editor that does not know a node', () => {
  it('is told before it is opened that it would erase it', () => {
    const doc = new Y.Doc();
    contentOf(doc).insert(0, [new Y.XmlElement('paragraph')]);
    expect(bindingWouldWrite(doc)).toBe(false);
    contentOf(doc).insert(0, [new Y.XmlElement('measure')]);
    const before = Y.encodeStateAsUpdate(doc);
    expect(bindingWouldWrite(doc)).toBe(true);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });
});

describe('pasted lines', () => {
  const types = (text: string) =>
    blocksOfLines(text, 'measure').map((one) => (one.type === 'heading' ? one.level : one.type));

  it('markers become structure, because numbers are generated', () => {
    expect(types('一、问题\n（一）学习\n(二)作风\n一是不深。\n二要改。\n1. 甲\n2、乙\n• 丙\n平常的一段。')).toEqual([
      1,
      2,
      2,
      'point',
      'point',
      'list_item',
      'list_item',
      'list_item',
      'paragraph',
    ]);
    expect(blocksOfLines('一是不深。', 'measure')[0]).toMatchObject({ kind: 'measure', runs: [{ text: '不深。' }] });
  });

  it('ED16 so do the other numbers of a template: （1） is a point, 1.1 a heading, ① and full-width digits are lists', () => {
    expect(types('（1）会议多。\n(2) 文件多。\n（３）检查多。')).toEqual(['point', 'point', 'point']);
    expect(types('1.1 会议\n２．３　文件')).toEqual([2, 2]);
    expect(types('①甲\n⑫ 乙\n１．丙\n2）丁\n３、戊')).toEqual(Array(5).fill('list_item'));
    const words = blocksOfLines('（1）会议多。\n1.1 会议\n⑫ 乙\n１．丙', 'problem');
    expect(words.map((one) => 'runs' in one && one.runs[0]?.text)).toEqual(['会议多。', '会议', '乙', '丙']);
  });

  it('what only looks like a marker stays text', () => {
    for (const text of ['3.5 万元的预算', '3.5万元', '（2026）5号', '1.1 是一句话。', '（1）', '10.5.3 说明'])
      expect(types(text)).toEqual(['paragraph']);
    expect(types('一是一，二是二')).toEqual(['point']);
    expect(
      types(
        '3.5%的增长\n2026年完成\n一、这句话很长，写的是去年以来各单位落实情况的总体判断，不能当作标题来看待，它有句号。',
      ),
    ).toEqual(['paragraph', 'paragraph', 'paragraph']);
  });

  it('no control characters, no halves of characters', () => {
    expect(cleanText('甲\u0000\u0007乙\ud800丙😀\n\t丁')).toBe('甲乙丙😀\n\t丁');
  });
});

describe('numbers in flight', () => {
  const doc = (...texts: string[]) =>
    schema.nodes.doc.create(
      null,
      texts.map((text) => schema.nodes.point.create(null, text ? schema.text(text) : null)),
    );

  it('what did not move keeps its number until new ones come', () => {
    const old = doc('甲', '乙', '丙');
    const middle = schema.nodes.doc.create(null, [
      old.child(0),
      old.child(1),
      schema.nodes.point.create(),
      old.child(2),
    ]);
    expect(carried(old, middle, ['一是', '二是', '三是'])).toEqual(['一是', '二是', '', '三是']);
    const fewer = schema.nodes.doc.create(null, [old.child(0), old.child(2)]);
    expect(carried(old, fewer, ['一是', '二是', '三是'])).toEqual(['一是', '三是']);
    expect(carried(old, schema.nodes.doc.create(), ['一是', '二是', '三是'])).toEqual([]);
  });
});

describe('guidance', () => {
  const { heading, paragraph, doc } = schema.nodes;
  it('stands in the first blank block of each section that says nothing', () => {
    const text = doc.create(null, [
      paragraph.create(),
      heading.create({ level: 1, key: 'problems' }, schema.text('问题')),
      heading.create({ level: 2, key: 'theory' }, schema.text('学习')),
      paragraph.create(),
      paragraph.create(),
      heading.create({ level: 2, key: 'style' }, schema.text('作风')),
      paragraph.create(null, schema.text('有话')),
      paragraph.create(),
    ]);
    const hints = hintsOf(text, { preamble: '前言', 'problems/theory': '学', 'problems/style': '风' });
    expect([...hints]).toEqual([
      [0, '前言'],
      [3, '学'],
    ]);
  });
});

describe('link addresses', () => {
  it('are web and e-mail addresses; without a scheme they are https', () => {
    expect(addressOf(' example.org/a ')).toBe('https://example.org/a');
    expect(addressOf('http://example.org')).toBe('http://example.org');
    expect(addressOf('a@example.org')).toBe('mailto:a@example.org');
    expect(addressOf('localhost:3000/x')).toBe('https://localhost:3000/x');
  });

  it.each([
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'JaVaScRiPt:x',
    'a b',
    'vbscript:x',
    `https://${'a'.repeat(3000)}`,
  ])('T43 refuses %s', (typed) => expect(addressOf(typed)).toBeNull());
});
