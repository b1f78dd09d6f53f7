// What becomes of each call to the store: done, refused, done without an answer, or the end of the node that asked.
import type { World } from './world';

export type Call =
  | 'load'
  | 'readLog'
  | 'clients'
  | 'places'
  | 'append'
  | 'saveSnapshot'
  | 'freeze.lock'
  | 'freeze.commit';

export type Fate =
  | { kind: 'done' }
  /** Nothing happens, and the caller is told so. */
  | { kind: 'refused'; code: string }
  /** It happens, and the caller is told that the connection broke. */
  | { kind: 'lost' }
  /** The caller is told that the connection broke, and it happens so many ms later, behind what comes meanwhile. */
  | { kind: 'late'; by: number }
  /** Nothing is heard for so many ms, and then an error. */
  | { kind: 'silent'; happens: boolean; ms: number }
  /** The node dies before the call leaves it, or when it has happened and the answer is on its way. */
  | { kind: 'dies'; happens: boolean };

export interface Faults {
  next(call: Call): Fate;
}

/** EIO and a full disk as PostgreSQL reports them, shutdown, a lost connection, a deadlock, and values it does not take. */
const CODES = ['58030', '53100', '57P01', 'CONNECTION_CLOSED', 'ECONNREFUSED', '40P01', '22P05'];

/** Seeded misfortune: `share` of the calls go wrong, and now and then the whole store is away. */
export class Misfortune implements Faults {
  calm = false;
  private readonly world: World;
  private readonly share: number;
  private readonly mayDie: boolean;
  private awayUntil = 0;

  constructor(world: World, { share, mayDie }: { share: number; mayDie: boolean }) {
    this.world = world;
    this.share = share;
    this.mayDie = mayDie;
  }

  /** A restart, or a disk without room: every call is refused for so long. */
  goAway(ms: number): void {
    this.awayUntil = this.world.now + ms;
  }

  get isAway(): boolean {
    return !this.calm && this.world.now < this.awayUntil;
  }

  next(): Fate {
    const { world } = this;
    if (this.calm) return { kind: 'done' };
    if (this.isAway) return { kind: 'refused', code: '57P03' };
    if (!world.chance(this.share)) return { kind: 'done' };
    switch (world.below(this.mayDie ? 8 : 6)) {
      case 0:
      case 1:
        return { kind: 'refused', code: world.pick(CODES) ?? '58030' };
      case 2:
      case 3:
        return { kind: 'lost' };
      case 4:
        return { kind: 'late', by: world.between(1, 3000) };
      case 5:
        return { kind: 'silent', happens: world.chance(0.5), ms: world.between(500, 4000) };
      default:
        return { kind: 'dies', happens: world.chance(0.5) };
    }
  }
}

/** Everything goes well but the k-th call (from 1), which meets its fate. */
export class KthCall implements Faults {
  /** Calls until now, in order. */
  readonly calls: Call[] = [];
  private readonly k: number;
  private readonly fate: Fate;

  constructor(k: number, fate: Fate) {
    this.k = k;
    this.fate = fate;
  }

  next(call: Call): Fate {
    this.calls.push(call);
    return this.calls.length === this.k ? this.fate : { kind: 'done' };
  }
}
