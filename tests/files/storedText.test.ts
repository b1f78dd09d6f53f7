// Large stored texts, read for search, passages and snapshots in a thread of their own: the same answer, within bounds (ST29; P9).
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';
import { bigrams } from '../../domain/search';
import { builtinTemplates } from '../../domain/template/builtin';
import { createLog } from '../../server/log';
import { findableOf } from '../../server/worker/findable';
import { findableIn, stateIn } from '../../server/worker/storedText';
import { random } from '../build/random';

const [template] = builtinTemplates();
if (!template) throw new Error('no template');
const reading = { title: '会议', template, withHashes: true };

/** 100 KiB in rows of about a kilobyte. */
function rowsOf(doc: Y.Doc): Uint8Array[] {
  const dice = random(5);
  const rows: Uint8Array[] = [];
  doc.on('update', (bytes) => rows.push(bytes));
  for (let n = 0; n < 100; n++) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [
      new Y.XmlText(Array.from({ length: 350 }, () => String.fromCharCode(0x4e00 + dice(3000))).join('')),
    ]);
    contentOf(doc).push([paragraph]);
  }
  return rows;
}

function stored(rows: readonly Uint8Array[]) {
  const [first, ...tail] = rows.map((bytes, n) => ({ seq: n + 1, bytes }));
  if (!first) throw new Error('no rows');
  return {
    epoch: 1,
    freezeNo: 0,
    snapshot: { seq: 1, state: first.bytes, sound: true },
    tail,
    clients: [],
    readLog: async () => [first, ...tail],
  };
}

test('ST29 a large text is read as a small one would be, cured where it has to be, and ended with the process', async () => {
  const logged: string[] = [];
  const log = createLog('warn', (line) => logged.push(line));
  const doc = new Y.Doc();
  const rows = rowsOf(doc);
  const wanted = findableOf(doc, reading);
  expect(wanted.hashes.length).toBeGreaterThan(1000);
  const whole = stored(rows);
  expect(await findableIn({ store: whole, log }, 'd', whole, reading)).toEqual(wanted);
  expect(logged).toEqual([]);
  // A struct of length 0 behind it: Yjs would write a state that nobody can read.
  const damaged = stored([...rows, Uint8Array.of(1, 1, 0x2a, 0, 0, 0, 0)]);
  const state = await stateIn({ store: damaged, log }, 'd', damaged);
  const again = new Y.Doc();
  Y.applyUpdate(again, state);
  expect(findableOf(again, reading)).toEqual(wanted);
  expect(logged.length).toBeGreaterThan(0);
  const ending = new AbortController();
  const ended = findableIn({ store: whole, log, signal: ending.signal }, 'd', whole, reading);
  ending.abort();
  await expect(ended).rejects.toThrow();
});

test('ST29 one run of characters without an end brings as many bigrams as an index takes, and no more', () => {
  const dice = random(6);
  const run = Array.from({ length: 200_000 }, () => String.fromCodePoint(0x20000 + dice(40_000))).join('');
  expect(bigrams(run)).toHaveLength(60_000);
});
