// Copies of this text's earlier histories in this browser: after a restore they may hold words that the server has lost (P4).
import * as Y from 'yjs';
import { blocksOf } from '../../../domain/document/layout';
import { joined, linesOf } from './difference';
import { type CopyKey, copyName, openLocalCopy, wipeLocalCopy } from './localCopy';

export interface OlderCopies {
  /** All lines of the copies that hold anything which the present history never had. */
  lines: string[];
  /** Empties the copies that were read: once their lines are kept elsewhere. */
  forget(): Promise<void>;
}

/** `state`: the present history. A browser that cannot list its stores, or cannot open one, keeps them as they are. */
export async function readOlderCopies(key: CopyKey, state: Uint8Array): Promise<OlderCopies> {
  const read: CopyKey[] = [];
  let lines: string[] = [];
  for (const older of await olderThan(key)) {
    const doc = new Y.Doc();
    const store = await openLocalCopy(older, doc);
    if (store) {
      read.push(older);
      await store.close();
      if (knowsMore(Y.encodeStateVector(doc), state)) lines = joined(lines, linesOf(blocksOf(doc, false)));
    }
    doc.destroy();
  }
  return {
    lines,
    forget: async () => {
      for (const older of read) await wipeLocalCopy(older);
    },
  };
}

async function olderThan(key: CopyKey): Promise<CopyKey[]> {
  try {
    const stores = await indexedDB.databases();
    const copies = stores.map(({ name }) => ({ name, copy: { ...key, epoch: Number(name?.split('/').at(-1)) } }));
    return copies.filter(({ name, copy }) => copy.epoch < key.epoch && name === copyName(copy)).map(({ copy }) => copy);
  } catch (error) {
    console.warn('copies of earlier histories were not looked for', error);
    return [];
  }
}

/**
 * `vector`: of a copy of an earlier history. A restored text goes on under the ids of the backup, so that words which the backup has
 * are known by them, whatever became of them since: only what was written after it, or never sent, is more.
 */
export function knowsMore(vector: Uint8Array, state: Uint8Array): boolean {
  const known = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
  return [...Y.decodeStateVector(vector)].some(([client, clock]) => clock > (known.get(client) ?? 0));
}
