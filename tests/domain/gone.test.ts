// A comment whose words were deleted before it came: it keeps them as its writer saw them, and nothing else is taken for one (TH20).
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOfQuote, anchorOfRange } from '../../domain/document/anchor';
import { type Block, plain } from '../../domain/document/blocks';
import { type Around, othersIn } from '../../domain/document/fit';
import { goneOf } from '../../domain/document/gone';
import { appendBlocks, contentOf, insertBlocks } from '../../domain/document/layout';
import { tidyMarks } from '../../domain/document/marks';
import { passageOf } from '../../domain/document/passage';
import { must } from '../../domain/must';

const heading = (key: string, words: string): Block => ({
  type: 'heading',
  level: 1,
  key,
  id: null,
  runs: plain(words),
});
const p = (words: string): Block => ({ type: 'paragraph', role: null, id: null, runs: plain(words) });
const BLOCKS = [heading('problems', '存在的问题'), p('会议太多，落实不够，无人跟进。'), p('学习抓得不紧，落实不够。')];

function aDoc(): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => appendBlocks(doc, BLOCKS));
  return doc;
}

/** What the writer's page sends of these words: two positions, the words, and what stands around them. */
function begunOn(doc: Y.Doc, quote: string) {
  const { from, to, prefix, suffix } = must(anchorOfQuote(doc, { quote }), 'it is there');
  const { text } = passageOf(doc);
  const around: Around = { prefix, suffix, ...othersIn(text, { quote, prefix, suffix }, text.indexOf(quote)) };
  return { range: { from, to }, seen: { quote, around } };
}

const textAt = (doc: Y.Doc, block: number) =>
  (contentOf(doc).get(block) as Y.XmlElement).toArray().find((child) => child instanceof Y.XmlText) as Y.XmlText;

/** Whether a thread that was opened without its words stands on some now. */
function standsAgain(doc: Y.Doc, kept: NonNullable<ReturnType<typeof goneOf>>): boolean {
  return tidyMarks(doc, [{ id: 't1', ...kept }]).placed === 1;
}

describe('TH20 the words are gone', () => {
  test('TH20 from a line that stands: the quote, what stood around it, and the section where it was', () => {
    const doc = aDoc();
    const { range, seen } = begunOn(doc, '落实不够');
    textAt(doc, 1).delete(5, 5);
    expect(anchorOfRange(doc, range)).toBe('bad-anchor');
    const kept = must(goneOf(doc, range, seen), 'it is kept');
    expect(kept).toMatchObject({ quote: '落实不够', sectionKey: 'problems', stood: { others: 1 } });
    expect(kept.prefix.endsWith('会议太多，')).toBe(true);
    expect(kept.suffix.startsWith('，无人跟进。')).toBe(true);
    expect(standsAgain(doc, kept)).toBe(false);
    textAt(doc, 1).insert(5, '落实不够，');
    expect(standsAgain(doc, kept)).toBe(true);
  });

  test('TH20 with their whole block: they come back with it', () => {
    const doc = aDoc();
    const { range, seen } = begunOn(doc, '太多，落实不够');
    contentOf(doc).delete(1, 1);
    const kept = must(goneOf(doc, range, seen), 'it is kept');
    expect(standsAgain(doc, kept)).toBe(false);
    doc.transact(() => insertBlocks(doc, 1, BLOCKS.slice(1, 2)));
    expect(standsAgain(doc, kept)).toBe(true);
  });

  test('TH20 because a colleague began a new line before them: they are found there', () => {
    const doc = aDoc();
    const { range, seen } = begunOn(doc, '落实不够，无人跟进');
    textAt(doc, 1).delete(5, 10);
    doc.transact(() => insertBlocks(doc, 2, [p('落实不够，无人跟进。')]));
    expect(standsAgain(doc, must(goneOf(doc, range, seen), 'it is kept'))).toBe(true);
  });

  test('TH20 and nobody tells what stood around them: the passage that says the same is another one', () => {
    const doc = aDoc();
    const { range } = begunOn(doc, '落实不够');
    textAt(doc, 1).delete(5, 5);
    const kept = must(goneOf(doc, range, { quote: '落实不够' }), 'it is kept');
    expect(kept.stood).toMatchObject({ others: 1 });
    expect(standsAgain(doc, kept)).toBe(false);
  });

  test('TH20 in another history: they are found where the text says the same', () => {
    const { range, seen } = begunOn(aDoc(), '太多，落实不够');
    const other = aDoc();
    expect(goneOf(other, range, { quote: seen.quote })).toMatchObject({ sectionKey: null, stood: null });
    expect(standsAgain(other, must(goneOf(other, range, seen), 'it is kept'))).toBe(true);
  });
});

describe('TH20 no such range', () => {
  const doc = aDoc();
  const { range, seen } = begunOn(doc, '落实不够');
  const place = range.from;

  test.each([
    ['hostile JSON', { from: {}, to: 7 }, seen],
    ['nothing at all', null, seen],
    ['one with words', range, seen],
    ['one that never had any', { from: place, to: place }, seen],
  ])('TH20 %s', (_name, wrong, said) => {
    expect(goneOf(doc, wrong, said)).toBeNull();
  });

  test('TH20 words that nobody tells', () => {
    const without = aDoc();
    const begun = begunOn(without, '落实不够');
    textAt(without, 1).delete(5, 5);
    for (const quote of [undefined, '', ' \n']) expect(goneOf(without, begun.range, { quote })).toBeNull();
  });
});
