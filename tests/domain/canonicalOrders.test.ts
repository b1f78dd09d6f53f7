// The digest names what is read, not how it came to be: T30 with its figure. Through the log and the database: tests/collab/canonical.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { canonicalDocument } from '../../domain/document/canonical';
import { blocksOf } from '../../domain/document/layout';
import body from '../../domain/template/builtin/self-check-2023-team.json';
import { parseTemplate } from '../../domain/template/template';
import { reached, TARGET } from '../build/orders';

const ORDERS = process.env.FULL === '1' ? 1000 : 300;
const template = parseTemplate(body);

function digestOf(blocks: Parameters<typeof canonicalDocument>[0]['blocks']): string {
  const about = { org: '街道办事处', reviewId: 'r1', title: '检查材料', template, templateSha256: '0'.repeat(64) };
  return canonicalDocument({ ...about, blocks, fields: {} }).contentSha256;
}

test(`T30 the same text by ${ORDERS} random orders of edits, with undo, redo and typing at once, kept or thrown away, merged and loaded anew: one digest`, () => {
  const digests = new Map<string, number>([[digestOf(TARGET), 0]]);
  let read = 0;
  for (let seed = 1; seed <= ORDERS; seed++) {
    const { docs, updates } = reached(seed);
    const merged = new Y.Doc();
    Y.applyUpdate(merged, Y.mergeUpdates([...updates]));
    const compacted = new Y.Doc();
    Y.applyUpdate(compacted, Y.encodeStateAsUpdate(merged));
    for (const doc of [docs[seed % 3] ?? merged, compacted]) {
      read += 1;
      const digest = digestOf(blocksOf(doc));
      if (!digests.has(digest)) digests.set(digest, seed);
    }
  }
  console.info(`T30 ${ORDERS} orders, ${read} documents: ${digests.size} distinct digest`);
  expect([...digests.values()], 'the first seed of each digest').toEqual([0]);
}, 300_000);
