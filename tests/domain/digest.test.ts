// Bytes that are signed and chained: canonical JSON, the canonical document, the hash chain.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CHAIN_START, type ChainEvent, firstBrokenLink, hashOfEvent } from '../../domain/chain';
import { type Block, plain } from '../../domain/document/blocks';
import { canonicalDocument, parseCanonical } from '../../domain/document/canonical';
import { appendBlocks, blocksOf, commentKey, contentOf, UnknownContent } from '../../domain/document/layout';
import { jcs, sha256Hex, utf8, wellFormed } from '../../domain/jcs';
import { signoffRecord } from '../../domain/signoffRecord';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';

const template = parseTemplate(body);
const canonical = (blocks: readonly Block[], title = '检查材料') =>
  canonicalDocument({
    org: '街道办事处',
    reviewId: 'r1',
    title,
    template,
    templateSha256: '0'.repeat(64),
    blocks,
    fields: {},
  });
const text: Block[] = [
  { type: 'paragraph', role: null, id: null, runs: plain('现将情况报告如下：') },
  { type: 'heading', level: 1, key: 'problems', id: 'h', runs: plain('存在的问题') },
  { type: 'heading', level: 2, key: 'theory', id: null, runs: plain('理论学习方面') },
  {
    type: 'point',
    kind: 'problem',
    id: 'p1',
    runs: [
      { text: '学得', marks: [] },
      { text: '不系统。', marks: [{ type: 'strong' }] },
    ],
  },
  { type: 'paragraph', role: 'date', id: null, runs: plain('2026年3月2日') },
];

describe('JCS (RFC 8785)', () => {
  test('sorts keys by UTF-16 units, writes numbers as ECMAScript, leaves undefined out', () => {
    expect(jcs({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7, gone: undefined })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    );
    expect(jcs([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
    expect(jcs({ b: [true, null], a: '"\\\u000f\n' })).toBe('{"a":"\\"\\\\\\u000f\\n","b":[true,null]}');
  });

  test('refuses what has no one form', () => {
    expect(() => jcs(Number.NaN)).toThrow(RangeError);
    expect(() => jcs('\ud800')).toThrow(RangeError);
    expect(() => jcs({ '\udc00': 1 })).toThrow(RangeError);
    expect(wellFormed('a😀b')).toBe(true);
  });

  test('the digest is SHA-256 as others compute it', () => {
    for (const sample of ['', 'abc', '会签'.repeat(1000)]) {
      expect(sha256Hex(utf8(sample))).toBe(createHash('sha256').update(sample).digest('hex'));
    }
  });
});

describe('the canonical document', () => {
  const before = canonical(text);

  test('ids and how text is cut into runs are no content; order, words, marks, kinds and the title are (T31)', () => {
    const same = (change: (blocks: Block[]) => void) => {
      const copy = structuredClone(text);
      change(copy);
      return canonical(copy).contentSha256 === before.contentSha256;
    };
    expect(same((blocks) => Object.assign(blocks[3] ?? {}, { id: 'other' }))).toBe(true);
    expect(same((blocks) => Object.assign(blocks[1] ?? {}, { id: null }))).toBe(true);
    expect(same((blocks) => blocks.reverse())).toBe(false);
    expect(same((blocks) => Object.assign(blocks[3] ?? {}, { kind: 'cause' }))).toBe(false);
    expect(same((blocks) => Object.assign(blocks[3] ?? {}, { runs: plain('学得不系统。') }))).toBe(false);
    expect(same((blocks) => Object.assign(blocks[0] ?? {}, { runs: plain('现将情况报告如下: ') }))).toBe(false);
    expect(canonical(text, '检查材料 ').contentSha256).not.toBe(before.contentSha256);
  });

  test('a change is seen in the digest of its own section alone', () => {
    const copy = structuredClone(text);
    Object.assign(copy[3] ?? {}, { runs: plain('学得系统。') });
    const after = canonical(copy);
    const moved = after.sections.filter((section, n) => section.sha256 !== before.sections[n]?.sha256);
    expect(before.sections.map((section) => section.id)).toEqual([
      'preamble',
      'problems',
      'problems/theory',
      'closing',
    ]);
    expect(moved.map((section) => section.id)).toEqual(['problems/theory']);
  });

  test('comment marks leave it as it is', () => {
    const doc = new Y.Doc();
    appendBlocks(doc, text);
    const words = (contentOf(doc).get(3) as Y.XmlElement).get(0) as Y.XmlText;
    words.format(1, 3, { [commentKey('t1')]: { id: 't1' } });
    expect(canonical(blocksOf(doc)).contentSha256).toBe(before.contentSha256);
  });

  test('the same text by any order of edits gives the same bytes (T30)', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const doc = new Y.Doc();
      const order = text.map((_, n) => n).sort((a, b) => ((a * 7919 + seed) % 11) - ((b * 7919 + seed) % 11));
      const placed: number[] = [];
      for (const n of order) {
        const block = text[n];
        if (!block) continue;
        const at = placed.filter((one) => one < n).length;
        const scratch = new Y.Doc();
        appendBlocks(scratch, [block]);
        contentOf(doc).insert(at, [(contentOf(scratch).get(0) as Y.XmlElement).clone()]);
        placed.push(n);
      }
      const words = (contentOf(doc).get(3) as Y.XmlElement).get(0) as Y.XmlText;
      words.insert(seed % 5, '草');
      words.delete(seed % 5, 1);
      const reloaded = new Y.Doc();
      Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
      expect(canonical(blocksOf(reloaded)).contentSha256, `seed ${seed}`).toBe(before.contentSha256);
    }
  });

  test('half a character, or a control character, cannot be signed', () => {
    for (const words of ['a\ud83d', '\u0000', 'a\u0007', '\u007f']) {
      expect(() => canonical([{ type: 'paragraph', role: null, id: null, runs: plain(words) }])).toThrow(
        UnknownContent,
      );
    }
  });

  test('is read back as the blocks that are shown to a signer', () => {
    const read = parseCanonical(before.bytes);
    expect(read.title).toBe('检查材料');
    expect(read.blocks.map((one) => one.number)).toEqual(['', '一、', '（一）', '一是', '']);
    expect(read.blocks.map((one) => one.block.type)).toEqual(text.map((block) => block.type));
    // Its sections by the ids that a line's scope names, and as the text calls them.
    expect(read.sections.map(({ id }) => id)).toEqual(before.sections.map(({ id }) => id));
    expect(read.sections.map(({ heading }) => heading)).toEqual([null, '一、存在的问题', '（一）理论学习方面', null]);
  });

  test('the record names content, people and rule: another list of signatories is another record', () => {
    const record = (name: string) =>
      signoffRecord({
        reviewId: 'r1',
        versionNo: 1,
        prevRecordSha256: null,
        contentSha256: before.contentSha256,
        sections: before.sections,
        signatories: [{ userId: 'u', name, roles: ['head'], order: 1, required: true, scope: 'whole' }],
        rule: { steps: [{ order: 1, kind: 'all', issues: false }] },
      }).recordSha256;
    expect(record('赵')).toBe(record('赵'));
    expect(record('赵')).not.toBe(record('钱'));
  });
});

describe('the chain of events (T34)', () => {
  const chain = (n: number) => {
    const events: (ChainEvent & { hash: string })[] = [];
    for (let seq = 1; seq <= n; seq++) {
      const link = {
        seq,
        prev: events.at(-1)?.hash ?? CHAIN_START,
        at: '2026-03-02T08:00:00.000Z',
        kind: 'stage.changed',
        actor: 'a',
        review: 'r',
        body: { n: seq },
      };
      events.push({ ...link, hash: hashOfEvent(link) });
    }
    return events;
  };

  test('holds when nothing was touched', () => {
    expect(firstBrokenLink(chain(20))).toBeNull();
  });

  test('breaks at the first event that was altered, taken out, put in or swapped', () => {
    const altered = chain(9).map((event) => (event.seq === 5 ? { ...event, body: { n: 6 } } : event));
    expect(firstBrokenLink(altered)).toBe(5);
    expect(firstBrokenLink(chain(9).filter((event) => event.seq !== 4))).toBe(5);
    const [first, second, ...rest] = chain(4);
    expect(firstBrokenLink([second, first, ...rest].flatMap((one) => one ?? []))).toBe(2);
  });

  test('an event whose hash was computed anew breaks its successor', () => {
    const forged = chain(9).map((event) => {
      if (event.seq !== 5) return event;
      const other = { ...event, body: { n: 'other' } };
      return { ...other, hash: hashOfEvent(other) };
    });
    expect(firstBrokenLink(forged)).toBe(6);
  });
});
