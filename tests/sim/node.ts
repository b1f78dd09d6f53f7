// One simulated node: the real engine over a simulated store, clock, network and fan-out, which can die with any act of its own.
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../server/collab/clock';
import { type CollabInput, createCollab, type Engine } from '../../server/collab/collab';
import type { Log } from '../../server/log';
import type { Faults } from './faults';
import type { Hub } from './hub';
import type { Memory } from './memory';
import type { Office, Person } from './office';
import { type ClientEnd, Pipe, type PipeWatch } from './pipe';
import { type Host, simStore } from './store';
import type { World } from './world';

export interface NodeNeeds {
  world: World;
  memory: Memory;
  office: Office;
  faults: Faults;
  /** Null: a node on its own. */
  hub: Hub | null;
  watch: PipeWatch;
  /** Errors of the engine's log: what it says of itself. */
  onError(message: string, fields: Record<string, unknown> | undefined): void;
  linger: number;
  frameRate: number;
  /** How far its clock is from the true time, in ms; null: some seconds, by chance. */
  skew: number | null;
}

export class SimNode implements Host {
  alive = true;
  readonly engine: Engine;
  private readonly needs: NodeNeeds;
  private readonly pipes = new Set<Pipe>();
  private readonly deaths = new Set<() => void>();
  private isClosing = false;
  private waiting: (() => void)[] | null = null;
  private actsLeft = Number.POSITIVE_INFINITY;
  /** How far its clock is from the others', in ms. */
  private readonly skew: number;

  constructor(needs: NodeNeeds) {
    this.needs = needs;
    const { world, office, hub } = needs;
    this.skew = needs.skew ?? world.below(4000) - 2000;
    const input: CollabInput = {
      ...office.for(this),
      store: simStore({ ...needs, host: this }),
      log: this.log(),
      publicUrl: 'http://sim.test',
      frameRate: needs.frameRate,
      clock: this.clock(),
      linger: needs.linger,
      clientId: () => 2 ** 31 + world.below(2 ** 31),
      ...(hub ? { fanout: hub.join(this) } : {}),
    };
    this.engine = createCollab(input);
  }

  // ---------------------------------------------------------------------------------------------------------------- life

  acts(): boolean {
    if (!this.alive) return false;
    this.actsLeft -= 1;
    if (this.actsLeft < 0) this.die();
    return this.alive;
  }

  /** The memory is gone, whatever the node was about to do; its sockets end. */
  die(): void {
    if (!this.alive) return;
    this.alive = false;
    const { world } = this.needs;
    for (const pipe of this.pipes)
      pipe.nodeDied(world.chance(0.2) ? world.between(100, 20_000) : world.between(0.1, 50));
    this.pipes.clear();
    for (const call of this.deaths) call();
  }

  /** It stands still: what comes in waits, and its timers too. */
  standStill(ms: number): void {
    if (this.waiting) return;
    this.waiting = [];
    this.needs.world.after(ms, () => this.wake());
  }

  /** So much waits for it to wake up. */
  get waits(): number {
    return this.waiting?.length ?? 0;
  }

  get standsStill(): boolean {
    return this.waiting !== null;
  }

  awake(call: () => void): void {
    if (this.waiting) this.waiting.push(call);
    else call();
  }

  /** In the order in which it came; whatever one thing sets going goes on before the next. */
  private wake(): void {
    const call = this.waiting?.shift();
    if (!call) {
      this.waiting = null;
      return;
    }
    if (this.alive) call();
    this.needs.world.after(0, () => this.wake());
  }

  /** It dies with its n-th act from now: a send, a call to the store, a message to the others. */
  dieAfter(acts: number): void {
    this.actsLeft = Math.min(this.actsLeft, acts);
  }

  onDeath(call: () => void): void {
    this.deaths.add(call);
  }

  /** SIGTERM: it saves, tells everybody to come back, and ends. */
  drain(): void {
    this.isClosing = true;
    void this.engine.drain().then(() => this.die());
  }

  get takesSockets(): boolean {
    return this.alive && !this.isClosing && !this.standsStill;
  }

  // -------------------------------------------------------------------------------------------------------------- sockets

  connect(person: Person, client: ClientEnd, latency: () => number): Pipe {
    const { world, office, watch } = this.needs;
    const pipe = new Pipe({
      world,
      client,
      watch,
      latency,
      nodeActs: () => this.acts(),
      awake: (call) => this.awake(call),
    });
    this.pipes.add(pipe);
    const token = person.sessionId;
    const target = { reviewId: office.reviewId, token, schema: null, epoch: '1', as: null, ack: true, notices: true };
    world.after(0, () => {
      if (this.takesSockets) this.engine.accept(pipe, { headers: {} } as IncomingMessage, target);
      else pipe.nodeDied(world.between(0, 50));
    });
    return pipe;
  }

  private clock(): Clock {
    const { world } = this.needs;
    return {
      now: () => Math.floor(world.now) + this.skew,
      after: (ms, call) => {
        let isOff = false;
        const takeBack = world.after(ms + world.between(0, 0.5), () =>
          this.awake(() => this.alive && !isOff && call()),
        );
        return () => {
          isOff = true;
          takeBack();
        };
      },
    };
  }

  private log(): Log {
    const quiet = () => undefined;
    return {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (message, fields) => {
        if (this.alive) this.needs.onError(message, fields);
      },
    };
  }
}
