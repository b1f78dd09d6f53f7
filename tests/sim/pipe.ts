// A simulated connection between a page and a node: frames in order in both directions, late, and lost from some frame on when it is cut.
import type { Prepared, Wire, WireEvents } from '../../server/collab/wire';
import type { World } from './world';

/** The page's end. */
export interface ClientEnd {
  opened(): void;
  message(bytes: Uint8Array): void;
  /** 1006: without a word. Called once. */
  closed(code: number): void;
}

export interface PipeWatch {
  /** The node hands bytes over: from here on they count as seen. */
  sent(pipe: Pipe, payload: Uint8Array): void;
  /** The node is given a frame of the page. */
  received(pipe: Pipe, payload: Uint8Array): void;
}

export interface PipeNeeds {
  world: World;
  client: ClientEnd;
  watch: PipeWatch;
  /** One way, in ms. */
  latency: () => number;
  /** Whether the node still lives; asked with everything that it does. */
  nodeActs: () => boolean;
  /** Calls now, or when the node no longer stands still. */
  awake(call: () => void): void;
}

export class Pipe implements Wire {
  private readonly needs: PipeNeeds;
  private readonly up: Lane;
  private readonly down: Lane;
  private events: WireEvents | null = null;
  private readonly arrived: Uint8Array[] = [];
  private reading = true;
  private pumping = false;
  private isGone = false;
  /** Nothing goes through any more, whether or not an end knows. */
  isCut = false;
  private clientKnows = false;
  private inFlight = 0;

  constructor(needs: PipeNeeds) {
    this.needs = needs;
    this.up = new Lane(needs.world, needs.latency);
    this.down = new Lane(needs.world, needs.latency);
    this.down.send(() => needs.client.opened(), false);
  }

  // ------------------------------------------------------------------------------------------------------ the node's end

  listen(events: WireEvents): void {
    this.events = events;
  }

  get unsent(): number {
    return this.inFlight;
  }

  /** Frames arrive whole. */
  readonly unfinished = 0;

  send(messages: readonly Prepared[]): void {
    for (const { payload } of messages) this.deliver(payload, () => undefined);
  }

  sendLarge({ payload }: Prepared, sent: () => void): void {
    this.deliver(payload, sent);
  }

  private deliver(payload: Uint8Array, sent: () => void): void {
    if (this.isGone || !this.needs.nodeActs()) return;
    this.needs.watch.sent(this, payload);
    this.inFlight += payload.length;
    this.down.send(() => {
      this.inFlight -= payload.length;
      sent();
      this.needs.world.note(payload);
      if (!this.clientKnows) this.needs.client.message(payload);
    }, true);
  }

  ping(): void {
    if (this.isGone || !this.needs.nodeActs()) return;
    this.down.send(() => this.up.send(() => this.needs.awake(() => this.events?.pong()), true), false);
  }

  read(on: boolean): void {
    this.reading = on;
    if (on && this.arrived.length > 0 && !this.pumping) this.needs.world.after(0, () => this.pump());
  }

  close(code: number): void {
    if (!this.needs.nodeActs()) return;
    this.down.send(() => {
      this.tellClient(code);
      this.up.send(() => this.gone(), true);
    }, false);
  }

  terminate(): void {
    if (!this.needs.nodeActs()) return;
    this.cut({ node: 0, client: this.needs.latency() });
  }

  private pump(): void {
    this.pumping = true;
    while (this.reading) {
      const frame = this.arrived.shift();
      if (!frame) break;
      this.needs.watch.received(this, frame);
      this.events?.message(frame.slice());
    }
    this.pumping = false;
  }

  private gone(): void {
    this.needs.awake(() => {
      if (this.isGone) return;
      this.isGone = true;
      this.events?.gone();
    });
  }

  // ------------------------------------------------------------------------------------------------------ the page's end

  /** From the page to the node. */
  push(payload: Uint8Array): void {
    if (this.clientKnows) return;
    this.up.send(() => {
      this.needs.world.note(payload);
      this.arrived.push(payload);
      this.needs.awake(() => {
        if (!this.pumping) this.pump();
      });
    }, true);
  }

  /** The page leaves: what it has sent still arrives. */
  leave(): void {
    if (this.clientKnows) return;
    this.clientKnows = true;
    this.up.send(() => this.gone(), true);
  }

  private tellClient(code: number): void {
    if (this.clientKnows) return;
    this.clientKnows = true;
    this.needs.client.closed(code);
  }

  // -------------------------------------------------------------------------------------------------------- the network

  /** Lost from some frame on, in each direction; each end hears of it after so many ms, or never (null). */
  cut(hears: { node: number | null; client: number | null }): void {
    const { world } = this.needs;
    this.isCut = true;
    this.up.cut();
    this.down.cut();
    if (hears.node !== null) world.after(hears.node, () => this.gone());
    if (hears.client !== null) world.quietly(hears.client, () => this.tellClient(1006));
  }

  /** The node is gone: nothing reaches it any more. */
  nodeDied(clientHears: number): void {
    this.events = null;
    this.isGone = true;
    this.cut({ node: null, client: clientHears });
  }
}

/** One direction: in order, each frame after its own time, none after the cut. */
class Lane {
  private readonly world: World;
  private readonly latency: () => number;
  private due = 0;
  private sent = 0;
  private through = 0;
  private last = Number.POSITIVE_INFINITY;

  constructor(world: World, latency: () => number) {
    this.world = world;
    this.latency = latency;
  }

  send(arrive: () => void, settles: boolean): void {
    this.sent += 1;
    const place = this.sent;
    if (place > this.last) return;
    this.due = Math.max(this.due, this.world.now + this.latency());
    const run = () => {
      if (place > this.last) return;
      this.through = place;
      arrive();
    };
    if (settles) this.world.after(this.due - this.world.now, run);
    else this.world.quietly(this.due - this.world.now, run);
  }

  /** Of what is on its way, a beginning still arrives. */
  cut(): void {
    this.last = Math.min(this.last, this.through + this.world.below(this.sent - this.through + 1));
  }
}
