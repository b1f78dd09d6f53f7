// The store as one node of the simulation sees it: the tables of memory.ts behind calls that take time and may go wrong.
import type { AppendDocument, AppendResult } from '../../db/text';
import type { Locked, Store } from '../../server/collab/store';
import type { Tx } from '../../server/collab/types';
import type { Call, Faults } from './faults';
import { type Memory, StoreError } from './memory';
import type { World } from './world';

/** The node that asks. */
export interface Host {
  readonly alive: boolean;
  /** Counts one more act; false when it is dead, and then nothing of it happens. */
  acts(): boolean;
  die(): void;
  /** Calls now, or when it no longer stands still. */
  awake(call: () => void): void;
  onDeath(call: () => void): void;
}

/** What the simulation hands to a freeze for a transaction. */
export interface SimTx {
  onCommit(call: () => void): void;
}

interface StoreNeeds {
  world: World;
  memory: Memory;
  faults: Faults;
  host: Host;
}

/** Effects in the order in which they reach the tables, whatever becomes of the node that asked. */
export function simStore(needs: StoreNeeds): Store {
  const { memory, host, world } = needs;
  const now = <T>(call: Call, effect: () => T) => ask<T>(needs, call, (done) => done(attempt(effect)));
  return {
    load: (docId) => now('load', () => memory.load(docId)),
    readLog: (from) => now('readLog', () => memory.readLog(from)),
    clients: (docId, epoch) => now('clients', () => memory.clients(docId, epoch)),
    places: (docIds) => now('places', () => memory.places(docIds)),
    saveSnapshot: (input) => now('saveSnapshot', () => memory.saveSnapshot(input)),
    append: (batch) => ask<AppendResult[]>(needs, 'append', (done) => appendIn(needs, batch, done)),
    freeze: async <T>(docId: string, after: { seq: number }, work: (tx: Tx, at: Locked) => Promise<T>) => {
      const holder = {};
      const release = () => memory.letGo([docId], holder);
      const lock = (done: (outcome: () => Locked | null) => void) => {
        if (!memory.load(docId)) return done(() => null);
        memory.hold(docId, holder, () => {
          const { epoch, freezeNo, lastSeq } = memory.row(docId);
          const missed = memory.readLog({ docId, epoch, after: after.seq });
          done(() => ({ epoch, freezeNo, lastSeq, missed }));
        });
      };
      const at = await ask(needs, 'freeze.lock', lock, release);
      if (!at) return null;
      let isCommitting = false;
      // The server notices that its client is gone, and rolls back.
      host.onDeath(() => {
        if (!isCommitting) world.after(world.between(0, 200), release);
      });
      const hooks: (() => void)[] = [];
      const tx: SimTx = { onCommit: (call) => hooks.push(call) };
      try {
        const value = await work(tx as unknown as Tx, at);
        await ask(
          needs,
          'freeze.commit',
          (done) => {
            memory.row(docId).freezeNo += 1;
            memory.version += 1;
            for (const hook of hooks) hook();
            release();
            done(() => undefined);
          },
          undefined,
          () => {
            isCommitting = true;
          },
        );
        return value;
      } catch (error) {
        // A commit that is on its way holds the row until it has come.
        if (!isCommitting) release();
        throw error;
      }
    },
  };
}

/** The statement sees the bindings of its beginning, holds the rows that are free, and commits a little later. */
function appendIn(
  { world, memory }: StoreNeeds,
  batch: readonly AppendDocument[],
  done: (outcome: () => AppendResult[]) => void,
): void {
  const seen = memory.version;
  const holder = {};
  const begin = () => {
    const held = memory.holdFree(
      batch.map(({ docId }) => docId),
      holder,
    );
    world.after(world.between(0, 1), () => {
      const outcome = attempt(() => memory.append(batch, held, seen));
      memory.letGo(held, holder);
      done(outcome);
    });
  };
  if (world.chance(0.1)) world.after(world.between(0, 5), begin);
  else begin();
}

/** `unheard` undoes what nobody was told of; `leaves` is called when the request is on its way. */
function ask<T>(
  { world, faults, host }: StoreNeeds,
  call: Call,
  run: (done: (outcome: () => T) => void) => void,
  unheard: () => void = () => undefined,
  leaves: () => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (!host.acts()) return;
    const fate = faults.next(call);
    const tell = (outcome: () => T, ms = latency(world)) =>
      world.after(ms, () =>
        host.awake(() => {
          if (!host.alive) return unheard();
          try {
            resolve(outcome());
          } catch (error) {
            reject(error);
          }
        }),
      );
    const fail = (code: string, ms?: number) =>
      tell(() => {
        throw new StoreError(code);
      }, ms);
    const send = (ms: number, done: (outcome: () => T) => void) => {
      leaves();
      world.after(ms, () => run(done));
    };
    switch (fate.kind) {
      case 'done':
        return send(latency(world), (outcome) => void tell(outcome));
      case 'refused':
        fail(fate.code);
        return;
      case 'lost':
        return send(latency(world), () => {
          unheard();
          fail('CONNECTION_CLOSED');
        });
      case 'late':
        fail('CONNECTION_CLOSED');
        return send(fate.by, unheard);
      case 'silent':
        fail('CONNECTION_CLOSED', fate.ms);
        if (fate.happens) send(latency(world), unheard);
        return;
      case 'dies':
        if (!fate.happens) return host.die();
        return send(latency(world), () => {
          unheard();
          host.die();
        });
    }
  });
}

function attempt<T>(effect: () => T): () => T {
  try {
    const value = effect();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Mostly quick, now and then not. */
function latency(world: World): number {
  return world.chance(0.03) ? world.between(5, 200) : world.between(0.05, 1);
}
