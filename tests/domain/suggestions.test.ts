// Suggestions in the shared text: what readers see of them, what the text is without them, and what deciding does.
import { describe, expect, test } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { type Block, plain } from '../../domain/document/blocks';
import {
  ANCHOR,
  appendBlocks,
  blocksOf,
  commentKey,
  contentOf,
  isSuggestionId,
  UnknownContent,
} from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import { wordsOf } from '../../domain/document/sections';
import { ALL, decideSuggestions, pendingSuggestions, rejectedBlocks } from '../../domain/document/suggestions';
import { decidesOnAll, decisionsFor } from '../../domain/suggestion';
import { dice } from '../collab/guardEdits';
import { base, Suggester } from '../collab/suggestEdits';

const ins = (id: string | number) => ({ insertion: { id } });
const del = (id: string | number) => ({ deletion: { id } });
type Run = readonly [words: string, attributes?: object];

/** A document whose paragraphs are these runs. */
function written(...paragraphs: (readonly Run[])[]): Y.Doc {
  const doc = new Y.Doc();
  for (const runs of paragraphs) {
    const text = new Y.XmlText();
    text.applyDelta(runs.map(([insert, attributes = {}]) => ({ insert, attributes })));
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [text]);
    contentOf(doc).push([paragraph]);
  }
  return doc;
}

const words = (blocks: readonly Block[]) => blocks.map(wordsOf);
const shown = (doc: Y.Doc) => words(blocksOf(doc, false));
const without = (doc: Y.Doc) => words(rejectedBlocks(doc));

test('SU1 the keys of the marks are those that y-prosemirror writes', () => {
  const doc = new Y.Doc();
  const marks = [schema.mark('insertion', { id: 'a' }), schema.mark('deletion', { id: 7 })];
  const pm = schema.node('doc', null, [schema.node('paragraph', null, [schema.text('字', marks)])]);
  pm.check();
  prosemirrorToYXmlFragment(pm, contentOf(doc));
  const text = (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  expect(text.toDelta()).toEqual([{ insert: '字', attributes: { ...ins('a'), ...del(7) } }]);
});

test('SU1 an id is a short text or a whole number, and none is called all', () => {
  for (const id of ['a', 'x'.repeat(100), 0, 12]) expect(isSuggestionId(id), String(id)).toBe(true);
  for (const id of ['', 'x'.repeat(101), 'all', 1.5, null, undefined, {}, true]) expect(isSuggestionId(id)).toBe(false);
});

describe('SU2 SU3 what is read', () => {
  const doc = written([
    ['甲'],
    ['乙', ins('a')],
    ['丙', del('b')],
    ['丁', { ...ins('a'), ...del('c') }],
    [ANCHOR, del('b')],
  ]);

  test('readers see suggested words, and not those whose deletion is suggested', () => {
    expect(shown(doc)).toEqual(['甲乙']);
  });

  test('without its suggestions the text has what was to go and nothing of what was to come', () => {
    expect(without(doc)).toEqual(['甲丙']);
  });

  test('what is signed has none: a strict reading refuses it, and reading changes nothing', () => {
    const before = Y.encodeStateAsUpdate(doc);
    expect(() => blocksOf(doc)).toThrow(UnknownContent);
    rejectedBlocks(doc);
    pendingSuggestions(doc);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('an anchor that no suggestion covers is a character like others', () => {
    expect(without(written([[`甲${ANCHOR}乙`]]))).toEqual([`甲${ANCHOR}乙`]);
  });
});

describe('SU5 pending suggestions', () => {
  test('are listed in the order of the text, with their words, their block and their authors', () => {
    const doc = written([['甲乙丙丁']], [['戊']]);
    doc.clientID = 11;
    const text = (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text.format(1, 1, del('b'));
    doc.clientID = 12;
    text.insert(2, '新', { ...ins('b'), deletion: null });
    const last = (contentOf(doc).get(1) as Y.XmlElement).get(0) as Y.XmlText;
    last.insert(0, `${ANCHOR}尾`, ins('c'));
    expect(pendingSuggestions(doc)).toMatchObject([
      { id: 'b', inserted: '新', deleted: '乙', block: 0, authors: [11, 12] },
      { id: 'c', inserted: '尾', deleted: '', block: 1, authors: [12] },
    ]);
  });

  test('passages that do not touch are lines of their own', () => {
    const doc = written([['甲', del('a')], ['乙'], ['丙', del('a')]], [['丁', del('a')]]);
    expect(pendingSuggestions(doc)).toMatchObject([{ id: 'a', deleted: '甲\n丙\n丁' }]);
  });
});

describe('SU4 deciding', () => {
  const replaced = () => written([['会议'], ['太多', del('a')], ['过多', ins('a')], ['，'], ['效率', del('b')]]);

  test('accepting one takes its words in and out, and leaves the others pending', () => {
    const doc = replaced();
    expect(decideSuggestions(doc, 'a', 'accept')).toBe(1);
    expect(shown(doc)).toEqual(['会议过多，']);
    expect(without(doc)).toEqual(['会议过多，效率']);
    expect(pendingSuggestions(doc).map(({ id }) => id)).toEqual(['b']);
  });

  test('rejecting one leaves the text as it was without it', () => {
    const doc = replaced();
    expect(decideSuggestions(doc, 'a', 'reject')).toBe(1);
    expect(without(doc)).toEqual(['会议太多，效率']);
    expect(shown(doc)).toEqual(['会议太多，']);
  });

  test('some at once, and none of the others', () => {
    const doc = written([['甲', ins('a')], ['乙', del('b')], ['丙', ins('c')], ['丁']]);
    expect(decideSuggestions(doc, ['a', 'b', 'nowhere'], 'accept')).toBe(2);
    expect([shown(doc), pendingSuggestions(doc).map(({ id }) => id)]).toEqual([['甲丙丁'], ['c']]);
    expect(decideSuggestions(doc, [], 'accept')).toBe(0);
  });

  test('all at once, and again without effect', () => {
    const doc = replaced();
    expect(decideSuggestions(doc, ALL, 'accept')).toBe(2);
    expect(words(blocksOf(doc))).toEqual(['会议过多，']);
    const before = Y.encodeStateAsUpdate(doc);
    expect(decideSuggestions(doc, ALL, 'reject')).toBe(0);
    expect(decideSuggestions(doc, 'a', 'accept')).toBe(0);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('a deletion over a boundary joins the blocks when it is accepted', () => {
    const doc = () =>
      written(
        [['甲乙'], [ANCHOR, del('a')]],
        [
          ['丙', del('a')],
          ['丁', { strong: {} }],
        ],
      );
    const accepted = doc();
    decideSuggestions(accepted, 'a', 'accept');
    expect(blocksOf(accepted)).toMatchObject([
      {
        runs: [
          { text: '甲乙', marks: [] },
          { text: '丁', marks: [{ type: 'strong' }] },
        ],
      },
    ]);
    const rejected = doc();
    decideSuggestions(rejected, 'a', 'reject');
    expect(words(blocksOf(rejected))).toEqual(['甲乙', '丙丁']);
  });

  test('a block whose words all go with the boundary behind it goes, and the next one stays what it is', () => {
    const doc = new Y.Doc();
    const point = (id: string, words: string) => ({ type: 'point', kind: 'measure', id, runs: plain(words) }) as const;
    const heading = { type: 'heading', level: 1, key: 'measures', id: null, runs: plain('措施') } as const;
    appendBlocks(doc, [heading, point('p1', '旧的。'), point('p2', '也是。'), point('p3', '去尾留下。')]);
    const texts = contentOf(doc)
      .toArray()
      .map((el) => (el as Y.XmlElement).get(0) as Y.XmlText);
    texts[0]?.format(0, 2, del('a'));
    texts[1]?.format(0, 3, del('a'));
    texts[2]?.format(0, 3, del('a'));
    texts[3]?.format(0, 2, del('a'));
    const rejected = new Y.Doc();
    Y.applyUpdate(rejected, Y.encodeStateAsUpdate(doc));
    decideSuggestions(doc, ALL, 'accept');
    expect(blocksOf(doc)).toEqual([point('p3', '留下。')]);
    decideSuggestions(rejected, ALL, 'reject');
    expect(blocksOf(rejected)).toHaveLength(4);
    // Where words are left above, what is left joins them.
    const joined = written(
      [
        ['甲', {}],
        ['乙', del('a')],
      ],
      [['丙', del('a')]],
      [['丁', del('a')], ['戊']],
    );
    decideSuggestions(joined, 'a', 'accept');
    expect(words(blocksOf(joined))).toEqual(['甲戊']);
  });

  test('a boundary that the plugin suggested goes when it is rejected, and stays when it is accepted', () => {
    const doc = () => written([['甲'], [ANCHOR, ins('a')]], [[`${ANCHOR}新`, ins('a')], ['乙']]);
    expect(without(doc())).toEqual(['甲乙']);
    const [rejected, accepted] = [doc(), doc()];
    decideSuggestions(rejected, 'a', 'reject');
    expect(words(blocksOf(rejected))).toEqual(['甲乙']);
    decideSuggestions(accepted, 'a', 'accept');
    expect(words(blocksOf(accepted))).toEqual(['甲', '新乙']);
  });

  test('two empty blocks that one suggestion fills stay two', () => {
    const doc = written([['甲', ins('a')]], [['乙', ins('a')]]);
    decideSuggestions(doc, 'a', 'reject');
    expect(words(blocksOf(doc))).toEqual(['', '']);
  });

  test('an inserted line feed begins a block when it is accepted', () => {
    const doc = new Y.Doc();
    appendBlocks(doc, [{ type: 'point', kind: 'cause', id: 'p1', runs: plain('甲丁') }]);
    const text = (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert(1, '乙\n丙', ins('a'));
    expect(without(doc)).toEqual(['甲丁']);
    decideSuggestions(doc, ALL, 'accept');
    expect(blocksOf(doc)).toEqual([
      { type: 'point', kind: 'cause', id: 'p1', runs: plain('甲乙') },
      { type: 'point', kind: 'cause', id: null, runs: plain('丙丁') },
    ]);
  });

  test('what is put before a block leaves it what it is: a point with its id, a heading with its key', () => {
    const accepted = (block: Block, edit: (text: Y.XmlText) => void) => {
      const doc = new Y.Doc();
      appendBlocks(doc, [block]);
      const text = (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
      edit(text);
      decideSuggestions(doc, ALL, 'accept');
      return { blocks: blocksOf(doc), doc, text };
    };
    const point = (id: string | null, words: string) =>
      ({ type: 'point', kind: 'measure', id, runs: plain(words) }) as const;
    const heading = { type: 'heading', level: 1, key: 'problems', id: null, runs: plain('问题') } as const;
    const paragraph = (words: string) => ({ type: 'paragraph', role: null, id: null, runs: plain(words) }) as const;

    expect(accepted(point('p1', '原有的。'), (text) => text.insert(0, '新的。\n再一条。\n', ins('a'))).blocks).toEqual([
      point(null, '新的。'),
      point(null, '再一条。'),
      point('p1', '原有的。'),
    ]);
    expect(accepted(heading, (text) => text.insert(0, '说明。\n', ins('a'))).blocks).toEqual([
      paragraph('说明。'),
      heading,
    ]);
    // Written piece by piece, in the place of words that go, and with a line behind.
    const pieces = (text: Y.XmlText) => {
      text.format(0, 2, del('a'));
      text.insert(2, '新', { ...ins('a'), deletion: null });
      text.insert(3, '的\n', { ...ins('b'), strong: {} });
      text.insert(text.length, '\n后面', ins('a'));
    };
    expect(accepted(point('p1', '旧字原有的。'), pieces).blocks).toMatchObject([
      { id: null, runs: [{ text: '新' }, { text: '的', marks: [{ type: 'strong' }] }] },
      point('p1', '原有的。'),
      point(null, '后面'),
    ]);
    // A block without words of its own stays with the first line.
    const filled = (text: Y.XmlText) => {
      text.delete(0, text.length);
      text.insert(0, '甲\n乙', ins('a'));
    };
    expect(accepted(point('p1', '空'), filled).blocks).toEqual([point('p1', '甲'), point(null, '乙')]);
    const { text, doc } = accepted(point('p1', '原有的。'), (one) => one.insert(0, '\n', ins('a')));
    expect([contentOf(doc).get(1), text.toString()]).toEqual([text.parent, '原有的。']);
  });

  test('comments and marks of content stay on what stays', () => {
    const noted = { [commentKey('t1')]: { id: 't1' }, em: {} };
    const doc = written(
      [
        ['甲', noted],
        ['乙', { ...noted, ...ins('a') }],
      ],
      [['丙', del('a')]],
    );
    decideSuggestions(doc, ALL, 'accept');
    const text = (contentOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const runs = text.toDelta() as { insert: string; attributes: object }[];
    expect(runs.map(({ insert }) => insert).join('')).toBe('甲乙');
    for (const { attributes } of runs) expect(attributes).toEqual(noted);
  });
});

test('SU8 who may write decides on all; who may suggest takes back their own; in a sign-off only who may write what was returned', () => {
  const writes = { abilities: ['write', 'suggest'], returned: false } as const;
  const suggests = { abilities: ['suggest'], returned: false } as const;
  const signing = (returned: boolean) => ({ abilities: ['write-returned'] as const, returned });
  expect([writes, suggests, signing(false), signing(true)].map(decidesOnAll)).toEqual([true, false, false, true]);
  expect(decisionsFor(suggests, 'me', ['me'])).toEqual(['reject']);
  for (const authors of [[], ['me', 'you'], [null], ['me', null]])
    expect(decisionsFor(suggests, 'me', authors)).toEqual([]);
  expect(decisionsFor(signing(false), 'me', ['me'])).toEqual([]);
  expect(decisionsFor(signing(true), 'me', [null])).toEqual(['accept', 'reject']);
});

test('SU3 SU4 random suggesting through the plugin: the text without it is the text before it, rejecting gives that, accepting what is shown', () => {
  const seeds = 12;
  let made = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const random = dice(seed);
    const start = new Y.Doc();
    appendBlocks(
      start,
      ['会议太多，效率不高。', '', '学得不系统。'].map((text) => ({
        type: 'paragraph',
        role: null,
        id: null,
        runs: plain(text),
      })),
    );
    const person = new Suggester(Y.encodeStateAsUpdate(start), 101);
    for (let step = 0; step < 30; step++) person.edit(random);
    const { doc } = person;
    made += pendingSuggestions(doc).length;
    expect(base(doc), `seed ${seed}`).toBe(base(start));
    const copy = () => {
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
      return other;
    };
    const [rejected, accepted] = [copy(), copy()];
    decideSuggestions(rejected, ALL, 'reject');
    expect(blocksOf(rejected), `seed ${seed}`).toEqual(blocksOf(start));
    decideSuggestions(accepted, ALL, 'accept');
    const whole = (blocks: readonly Block[]) => words(blocks).join('').replaceAll('\n', '');
    expect(whole(blocksOf(accepted)), `seed ${seed}`).toBe(whole(blocksOf(doc, false)));
  }
  console.info(`suggestions: ${made} pending after ${seeds} sessions of 30 edits, seeds 1 to ${seeds}`);
  expect(made).toBeGreaterThan(seeds);
});
