// A recorded editing session as Yjs updates: one for each of its transactions, made once for all rounds.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as Y from 'yjs';
import { aParagraph } from './agree';

export interface Trace {
  client: number;
  updates: Uint8Array[];
  clocks: number[];
  endText: string;
  /** Bytes of the state of exactly this document: what an ideal store would hold. */
  idealBytes: number;
}

interface Recorded {
  startContent: string;
  endContent: string;
  txns: { patches: [position: number, deleted: number, inserted: string][] }[];
}

const made = new Map<string, Trace>();

/** @throws when replaying it does not end in the recorded text. */
export async function traceOf(folder: string, name: string): Promise<Trace> {
  const known = made.get(name);
  if (known) return known;
  const packed = await readFile(join(folder, `${name}.json.gz`));
  const trace = replayed(JSON.parse(String(await promisify(gunzip)(packed))) as Recorded);
  made.set(name, trace);
  return trace;
}

function replayed({ startContent, endContent, txns }: Recorded): Trace {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  const clocks: number[] = [];
  doc.on('update', (update) => {
    updates.push(update);
    clocks.push(Y.getState(doc.store, doc.clientID));
  });
  let text: Y.XmlText | null = null;
  doc.transact(() => {
    text = aParagraph(doc.getXmlFragment('content'), startContent);
  });
  for (const { patches } of txns) doc.transact(() => text && patch(text, patches));
  const endText = String(text);
  if (endText !== endContent) throw new Error('the trace does not end in its own text');
  return { client: doc.clientID, updates, clocks, endText, idealBytes: Y.encodeStateAsUpdate(doc).length };
}

function patch(text: Y.XmlText, patches: Recorded['txns'][number]['patches']): void {
  for (const [position, deleted, inserted] of patches) {
    if (deleted > 0) text.delete(position, deleted);
    if (inserted !== '') text.insert(position, inserted);
  }
}
