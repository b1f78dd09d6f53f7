// The store twice, the real one over PostgreSQL and the simulation's, with the same hands for a test to prepare and to look.
import { plain } from '../../domain/document/blocks';
import { seedUpdate } from '../../domain/document/seed';
import { createStore, type Store } from '../../server/collab/store';
import { aCollab } from '../build/collab';
import { aDatabase } from '../build/database';
import { KthCall } from './faults';
import { Memory, type StoredUpdate } from './memory';
import { simStore } from './store';
import { settled, World } from './world';

export interface Subject {
  store: Store;
  people: readonly [string, string];
  /** A document in its first epoch whose log holds one update, the seed. */
  document(): Promise<string>;
  /** A hand in the database. */
  move(docId: string, to: { epoch: number; freezeNo: number; lastSeq: number }): Promise<void>;
  /** Holds the document's row until the answer is called. */
  hold(docId: string): Promise<() => Promise<void>>;
  rows(docId: string): Promise<StoredUpdate[]>;
  freezeNo(docId: string): Promise<number>;
  close(): Promise<void>;
}

export async function overPostgres(): Promise<Subject> {
  const database = await aDatabase();
  const { sql } = database;
  const at = await aCollab({ over: database });
  const [one, other] = [await at.person('One'), await at.person('Other')];
  return {
    store: createStore(database),
    people: [one.id, other.id],
    document: () => at.review([[one, ['owner']]]),
    move: async (docId, { epoch, freezeNo, lastSeq }) => {
      await sql`update documents set epoch = ${epoch}, freeze_no = ${freezeNo}, last_seq = ${lastSeq} where id = ${docId}`;
    },
    hold: async (docId) => {
      let letGo = (): void => undefined;
      let isHeld = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        isHeld = resolve;
      });
      const over = sql.begin(async (tx) => {
        await tx`select 1 from documents where id = ${docId} for update`;
        isHeld();
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
      });
      await held;
      return async () => {
        letGo();
        await over;
      };
    },
    rows: async (docId) => {
      const rows = await sql<{ seq: string; bytes: Uint8Array; personId: string | null }[]>`
        select seq, bytes, person_id as "personId" from updates u where doc_id = ${docId}
          and epoch = (select epoch from documents where id = u.doc_id) order by seq`;
      return rows.map(({ seq, bytes, personId }) => ({ seq: Number(seq), bytes, personId }));
    },
    freezeNo: async (docId) => {
      const [row] = await sql<{ freezeNo: number }[]>`
        select freeze_no as "freezeNo" from documents where id = ${docId}`;
      return row?.freezeNo ?? Number.NaN;
    },
    close: async () => {
      await at.close();
      await database.close();
    },
  };
}

export async function overMemory(): Promise<Subject> {
  const world = new World(1);
  const memory = new Memory(() => world.now);
  const host = {
    alive: true,
    acts: () => true,
    die: () => undefined,
    onDeath: () => undefined,
    awake: (call: () => void) => call(),
  };
  const faults = new KthCall(0, { kind: 'done' });
  // What `review` of tests/build/collab.ts begins with.
  const seed = seedUpdate([{ type: 'paragraph', role: null, id: null, runs: plain('开头。') }]);
  let count = 0;
  let isOpen = true;
  const running = (async () => {
    while (isOpen) if (!(await world.next())) await settled();
  })();
  return {
    store: simStore({ world, memory, faults, host }),
    people: ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'],
    document: async () => {
      count += 1;
      const id = `00000000-0000-7000-8001-${String(count).padStart(12, '0')}`;
      memory.insert(id, seed);
      return id;
    },
    move: async (docId, to) => {
      Object.assign(memory.row(docId), to);
    },
    hold: async (docId) => {
      const holder = {};
      await new Promise<void>((resolve) => memory.hold(docId, holder, resolve));
      return async () => memory.letGo([docId], holder);
    },
    rows: async (docId) => [...memory.rows(docId)],
    freezeNo: async (docId) => memory.row(docId).freezeNo,
    close: async () => {
      isOpen = false;
      await running;
    },
  };
}
