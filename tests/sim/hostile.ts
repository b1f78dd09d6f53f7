// A member who means harm: an editor by right, with sockets to several nodes, who sends whatever may hurt and comes back at once.
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { SEED_CLIENT } from '../../domain/document/layout';
import { KIND, SYNC } from '../../domain/protocol';
import { presenceFrame, syncFrame } from '../build/collab';
import { forged } from './forge';
import type { Person } from './office';
import type { Pipe } from './pipe';
import type { Simulation } from './simulation';
import { contentsOf } from './truth';

const SOCKETS = 3;
const REMEMBERED = 30;

export class Hostile {
  readonly person: Person;
  private readonly simulation: Simulation;
  /** Her sockets, with the id that she writes under through each. */
  private readonly pipes = new Map<Pipe, number>();
  private doc = new Y.Doc();
  /** Ids of others, seen in the text and in presence. */
  private readonly ids = new Set<number>();
  /** Ids of hers. Each is written under through one socket alone: two nodes at once would take two texts under it. */
  private readonly ownIds = new Set<number>();
  private readonly heard: Uint8Array[] = [];
  private isOver = false;
  /** Times that a node has shown her the door. */
  expelled = 0;

  constructor(simulation: Simulation, person: Person) {
    this.simulation = simulation;
    this.person = person;
    this.startAnew();
  }

  /** Sends `count` frames in `ms`, over whatever sockets there are. */
  attack(count: number, ms: number): void {
    const { world, fresh } = this.simulation;
    for (let n = 0; n < SOCKETS; n++) world.after(world.between(0, 300), () => this.connect());
    for (let n = 0; n < count; n++) {
      world.after(world.between(0, ms), () => {
        const [pipe, ownId] = world.pick([...this.pipes]) ?? [];
        if (!pipe || ownId === undefined) return;
        const { doc, heard } = this;
        pipe.push(forged({ world, doc, ownId, heard, fresh, ids: [...this.ids] }));
      });
    }
    world.after(ms, () => {
      this.isOver = true;
      for (const pipe of this.pipes.keys()) pipe.leave();
      this.pipes.clear();
    });
  }

  /** Her own copy may be spoilt by what was not taken; a new one has what the server has. */
  private startAnew(): void {
    this.doc = new Y.Doc();
    // Yjs itself would change an id under which others seem to write.
    this.doc.clientID = SEED_CLIENT + 1;
  }

  private connect(): void {
    if (this.isOver) return;
    const { world, watch } = this.simulation;
    const ownId = world.below(2 ** 31);
    this.ownIds.add(ownId);
    const back = (ms: number) => void world.after(world.between(10, ms), () => this.connect());
    const pipe: Pipe | null = this.simulation.connect(this.person, {
      opened: () => {
        if (!pipe) return;
        if (this.isOver) {
          pipe.leave();
          return;
        }
        this.pipes.set(pipe, ownId);
        pipe.push(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)));
        // Sometimes she takes an id that is shown by somebody else.
        const id = world.chance(0.3) ? (world.pick([...this.ids]) ?? ownId) : ownId;
        pipe.push(presenceFrame([id, 1, { cursor: null }]));
      },
      message: (bytes) => this.listen(bytes, pipe),
      closed: (code) => {
        if (pipe) this.pipes.delete(pipe);
        if (code >= 4400 && code < 4500) {
          this.expelled += 1;
          this.startAnew();
        }
        back(600);
      },
    });
    if (pipe) watch.strangers.add(pipe);
    else back(600);
  }

  private listen(bytes: Uint8Array, pipe: Pipe | null): void {
    const decoder = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(decoder);
    if (kind === KIND.awareness) this.readIds(decoding.readVarUint8Array(decoder));
    if (kind !== KIND.sync) return;
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === SYNC.step1) {
      if (this.simulation.world.chance(0.8))
        pipe?.push(syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.doc, payload)));
      return;
    }
    Y.applyUpdate(this.doc, payload);
    for (const id of this.doc.store.clients.keys()) this.see(id);
    if (contentsOf(payload).added.some(({ client }) => this.ownIds.has(client))) return;
    this.heard.push(bytes);
    if (this.heard.length > REMEMBERED) this.heard.shift();
  }

  private see(id: number): void {
    if (!this.ownIds.has(id)) this.ids.add(id);
  }

  private readIds(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      this.see(decoding.readVarUint(decoder));
      decoding.readVarUint(decoder);
      decoding.readVarString(decoder);
    }
  }
}
