// What the engine asks of the database, as one value: the real one here, another in a simulation.

import type { Database } from '../../db/open';
import {
  type AppendDocument,
  type AppendResult,
  appendBatch,
  type ClientRow,
  clientsOf,
  type LogRow,
  loadText,
  lockDocument,
  type Place,
  placesOf,
  raiseFreezeNo,
  readLog,
  type StoredText,
  saveSnapshot,
} from '../../db/text';
import type { Tx } from './types';

export interface Store {
  load(docId: string): Promise<StoredText | null>;
  readLog(from: { docId: string; epoch: number; after: number }): Promise<LogRow[]>;
  clients(docId: string, epoch: number): Promise<ClientRow[]>;
  places(docIds: readonly string[]): Promise<Map<string, Place>>;
  append(batch: readonly AppendDocument[]): Promise<AppendResult[]>;
  saveSnapshot(input: { docId: string; epoch: number; seq: number; state: Uint8Array }): Promise<void>;
  /**
   * One transaction that holds the document's row. `work` gets where the document stands now, and what the log holds behind
   * `after`; the freeze number is raised with its commit. Null when there is no such document.
   */
  freeze<T>(
    docId: string,
    after: { epoch: number; seq: number },
    work: (tx: Tx, at: Locked) => Promise<T>,
  ): Promise<T | null>;
}

export interface Locked {
  epoch: number;
  freezeNo: number;
  lastSeq: number;
  missed: LogRow[];
}

export function createStore({ sql, log }: Pick<Database, 'sql' | 'log'>): Store {
  return {
    load: (docId) => loadText(sql, docId),
    readLog: (from) => readLog(sql, from),
    clients: (docId, epoch) => clientsOf(sql, docId, epoch),
    places: (docIds) => placesOf(sql, docIds),
    append: (batch) => appendBatch(log, batch),
    saveSnapshot: (input) => saveSnapshot(sql, input),
    freeze: async (docId, after, work) => {
      const answer = await sql.begin(async (tx) => {
        const at = await lockDocument(tx, docId);
        if (!at) return { found: false as const };
        const missed = at.lastSeq > after.seq ? await readLog(tx, { docId, epoch: at.epoch, after: after.seq }) : [];
        const value = await work(tx, { ...at, missed });
        await raiseFreezeNo(tx, docId);
        return { found: true as const, value };
      });
      return answer.found ? (answer.value as Awaited<ReturnType<typeof work>>) : null;
    },
  };
}
