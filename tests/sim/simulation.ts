// One simulated service: a review, its people, nodes over one store, and what the simulation saw of them.
import { plain } from '../../domain/document/blocks';
import { seedUpdate } from '../../domain/document/seed';
import { type Fresh, uniqueCharacters } from './edits';
import type { Faults } from './faults';
import { Hub } from './hub';
import { liveIn } from './live';
import { Memory, StoreError } from './memory';
import { SimNode } from './node';
import { Office, type Person } from './office';
import type { ClientEnd, Pipe } from './pipe';
import { Committed, type Edit, Truth } from './truth';
import { Typist } from './typist';
import { Watch } from './watch';
import type { World } from './world';

export interface SimulationInput {
  world: World;
  nodes: number;
  /** What becomes of the calls to the store. */
  store: Faults;
  /** What the document begins with; one line of text by default. */
  seedBytes?: Uint8Array;
  /** How far the clock of each node is from the true time, in ms; some seconds by chance when absent. */
  skews?: readonly number[];
}

/** What the engine's log may say of a store that fails; anything else is a bug. */
const EXPECTED_ERRORS = [
  'appending failed; it is tried again',
  'a document could not be appended; it is tried again',
  'not everything could be saved; it was not acknowledged either',
];

export class Simulation {
  readonly world: World;
  readonly memory: Memory;
  readonly office: Office;
  readonly truth = new Truth();
  readonly committed = new Committed();
  readonly watch = new Watch(this.committed);
  readonly fresh: Fresh = uniqueCharacters();
  readonly typists: Typist[] = [];
  /** Edits that some page has called saved, in that order. */
  readonly saved: Edit[] = [];
  readonly seedBytes: Uint8Array;
  readonly hub: Hub | null;
  readonly store: Faults;
  /** Broken promises, in words. */
  readonly faults: string[] = [];
  /** Entries of presence that came to somebody, and whose each client id is. */
  presenceSeen = 0;
  private readonly pages = new Map<number, Person>();
  /** Deaths and drains of nodes. */
  deaths = 0;
  /** How long a dead node stays away, in ms. */
  restart: () => number;
  private readonly slots: SimNode[] = [];
  private readonly skews: readonly number[];

  constructor({ world, nodes, store, seedBytes, skews = [] }: SimulationInput) {
    this.skews = skews;
    this.world = world;
    this.memory = new Memory(() => world.now);
    this.office = new Office(world);
    this.store = store;
    this.hub = nodes > 1 ? new Hub(world) : null;
    this.restart = () => world.between(1, 800);
    this.memory.onCommit = (_docId, rows) => {
      for (const { personId } of rows)
        if (personId !== null && this.office.stage !== 'drafting') this.faults.push('a frozen text took an edit');
      this.committed.take(rows);
    };
    const words = this.fresh(12);
    this.seedBytes = seedBytes ?? seedUpdate([{ type: 'paragraph', role: null, id: null, runs: plain(words) }]);
    this.memory.insert(this.office.reviewId, this.seedBytes);
    this.truth.given([...liveIn(this.committed.doc).values()].join(''));
    for (let n = 0; n < nodes; n++) this.boot(n);
  }

  // ---------------------------------------------------------------------------------------------------------------- nodes

  private boot(slot: number): void {
    const { world, memory, office, hub, watch } = this;
    const node = new SimNode({
      world,
      memory,
      office,
      hub,
      watch,
      faults: this.store,
      linger: world.below(3) * 1000,
      frameRate: 60,
      skew: this.skews[slot] ?? null,
      onError: (message, fields) => {
        if (EXPECTED_ERRORS.includes(message) || fields?.error instanceof StoreError) return;
        const error = fields?.error instanceof Error ? (fields.error.stack ?? fields.error.message) : '';
        this.faults.push(`the log says: ${message} ${error}`);
      },
    });
    this.slots[slot] = node;
    node.onDeath(() => {
      this.deaths += 1;
      world.after(this.restart(), () => this.boot(slot));
    });
  }

  get nodes(): readonly SimNode[] {
    return this.slots;
  }

  /** Some node that takes sockets now. */
  aNode(): SimNode | null {
    return this.world.pick(this.slots.filter((node) => node.takesSockets)) ?? null;
  }

  /** `node`: to this one, when it takes sockets; else to any. */
  connect(person: Person, client: ClientEnd, node: number | null = null): Pipe | null {
    const { world } = this;
    // Near or far, with hiccups of its own.
    const base = world.pick([0.2, 2, 20, 80]) ?? 2;
    const latency = () => base + (world.chance(0.02) ? world.between(0, 1500) : world.between(0, base));
    const wanted = node === null ? this.aNode() : this.slots[node];
    return wanted?.takesSockets ? wanted.connect(person, client, latency) : null;
  }

  // --------------------------------------------------------------------------------------------------------------- people

  /** `node`: where the page connects to; by default wherever the balancer sends it. */
  typist(person: Person, node: number | null = null): Typist {
    const { world, truth, fresh } = this;
    const typist = new Typist(person, {
      world,
      truth,
      fresh,
      connect: (client, to) => this.connect(person, client, to),
      onCopy: (clientId) => this.pages.set(clientId, person),
      onSeen: (by, clientId, state) => this.seePresence(by, clientId, state),
      onSaved: (edits) => this.heardSaved(person, edits),
    });
    typist.moveTo(node);
    this.typists.push(typist);
    return typist;
  }

  /** P8: nobody is shown under another name than her own, and nobody to herself. */
  private seePresence(by: number, clientId: number, state: unknown): void {
    this.presenceSeen += 1;
    if (by === clientId) this.faults.push(`an entry came back to its author ${clientId}`);
    const owner = this.pages.get(clientId);
    const { user } = (state ?? {}) as { user?: { id: string; name: string } };
    if (owner && user && (user.id !== owner.id || user.name !== owner.name))
      this.faults.push(`${owner.name} is shown as ${user.name}`);
  }

  /** P2: the page says "saved" now, so it is committed now. */
  private heardSaved(person: Person, edits: readonly Edit[]): void {
    for (const edit of edits) {
      const lacks = this.committed.lacksEdit(edit);
      if (lacks) this.faults.push(`false saved for ${person.name}: ${lacks}`);
      this.saved.push(edit);
    }
  }
}
