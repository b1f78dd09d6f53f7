// What other nodes have committed, on its way into a room: by message when it is the next, else from the log (FO2, FO3).
import type * as Y from 'yjs';
import { CLOSE, type CloseCode } from '../../domain/protocol';
import type { Log } from '../log';
import type { ClientIds } from './clients';
import type { Clock } from './clock';
import type { Store } from './store';

/** A room as this file sees it. */
interface Memory {
  readonly docId: string;
  readonly epoch: number;
  readonly dead: boolean;
  /** Everything up to here is applied and committed. */
  readonly seq: number;
  readonly clients: ClientIds;
  /** Committed rows in order; what is known already has no effect. */
  applyRemote(rows: readonly { seq: number; bytes: Uint8Array }[]): void;
  reset(code: CloseCode): void;
}

const READ_AGAIN_MS = 500;

export class OtherNodes {
  private readonly needs: { store: Store; clock: Clock; log: Log };
  private readonly memory: Memory;
  private catching: Promise<void> = Promise.resolve();
  private planned = false;
  /** An update was the first under some client id: messages do not say whose it is. */
  private metStranger = false;

  constructor(needs: { store: Store; clock: Clock; log: Log }, memory: Memory) {
    this.needs = needs;
    this.memory = memory;
  }

  /** Reads what the log holds beyond this memory: updates, and with them or when asked for whose client ids are. */
  catchUp(asks: { ids: boolean } = { ids: false }): Promise<void> {
    this.catching = this.catching
      .catch(() => undefined)
      .then(() => {
        this.planned = false;
        return this.readOn(asks);
      });
    return this.catching;
  }

  /** Until it has succeeded: perhaps nobody writes any more, and then nothing else would ask. */
  catchUpSoon(asks: { ids: boolean } = { ids: false }): void {
    // One that has not begun yet reads it all: without the fan-out every commit of a busy text asks.
    if (this.planned && !asks.ids) return;
    this.planned = !asks.ids;
    this.catchUp(asks).catch((error: unknown) => {
      this.needs.log.warn('the log could not be read; it is tried again', { docId: this.memory.docId, error });
      this.needs.clock.after(READ_AGAIN_MS, () => this.catchUpSoon(asks));
    });
  }

  private async readOn({ ids }: { ids: boolean }): Promise<void> {
    const { memory } = this;
    const { docId, epoch } = memory;
    if (memory.dead) return;
    const rows = await this.needs.store.readLog({ docId, epoch, after: memory.seq });
    if (rows.length > 0 || ids) memory.clients.learn(await this.needs.store.clients(docId, epoch));
    if (!memory.dead) memory.applyRemote(rows);
  }

  /** A message: applied when it is the next, else the log is asked. */
  heard({ epoch, seqFrom, updates }: { epoch: number; seqFrom: number; updates: readonly Uint8Array[] }): void {
    const { memory } = this;
    // A message that was late speaks of a history that is over.
    if (memory.dead || epoch < memory.epoch) return;
    if (epoch > memory.epoch) memory.reset(CLOSE.otherHistory);
    else if (seqFrom === memory.seq + 1) memory.applyRemote(updates.map((bytes, at) => ({ seq: seqFrom + at, bytes })));
    else if (seqFrom + updates.length - 1 > memory.seq) this.catchUpSoon();
    if (this.metStranger) this.catchUpSoon({ ids: true });
    this.metStranger = false;
  }

  /** A row of another node was applied. */
  brought({ beforeState, afterState }: Y.Transaction): void {
    const { clients } = this.memory;
    this.metStranger ||= [...afterState.keys()].some((id) => !beforeState.has(id) && clients.ownerOf(id) === null);
  }
}
