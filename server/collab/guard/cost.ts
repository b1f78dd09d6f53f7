// What a frame costs Yjs beyond its reading, counted before it is applied: steps along the text, and arrays pushed aside.
import { type FrameKind, MAX_LOOKS, MAX_MOVED, MAX_WALK, over } from './limits';

/** Places of an array that are moved in the time of one step of the guard. */
const MOVED_PER_STEP = 30;
/** A step that Yjs walks (it keeps every struct on its way in two sets), in those of the guard. */
const YJS_STEP = 8;
/** Steps in the time of making one struct or deleting one range. */
const STEPS_PER_PIECE = 10;

/**
 * Yjs walks from the left neighbour to the right one for every struct that does not fit tightly, on every load again; and it keeps
 * the structs of a client in one array, so that each cut of a long item moves all that comes after it: 10,000 deletions in 32 KB
 * held the process for seconds. A frame over its share is refused (GU27).
 */
export class Cost {
  /** Steps along the text: they come again with every load. */
  walked = 0;
  private moved = 0;
  private looked = 0;
  private pieces = 0;
  private cuts = 0;
  private readonly mostWalked: number;

  constructor(kind: FrameKind) {
    this.mostWalked = MAX_WALK[kind];
  }

  /** @throws Refusal when the frame takes too many. */
  walk(steps: number): void {
    this.walked += steps;
    if (this.walked > this.mostWalked) throw over('too tangled to be integrated');
  }

  /**
   * A struct is cut in two before so many others of its client; `inOrder`: what was cut earlier stands before it.
   * @throws Refusal when too much is moved.
   */
  cut(behind: number, inOrder: boolean): void {
    this.moved += inOrder ? behind : behind + this.cuts;
    this.cuts += 1;
    if (this.moved > MAX_MOVED) throw over('cuts too much into pieces');
  }

  /** @throws Refusal when Yjs would look at too many pieces of the text of itself. */
  look(pieces: number): void {
    this.looked += pieces;
    if (this.looked > MAX_LOOKS) throw over('too much to clean up');
  }

  add(pieces: number): void {
    this.pieces += pieces;
  }

  /** All of it, in steps of the guard along the text (about 50 ns). A key is a few dozen. */
  get steps(): number {
    return (
      this.walked * YJS_STEP +
      Math.ceil(this.moved / MOVED_PER_STEP) +
      this.looked +
      (this.pieces + this.cuts) * STEPS_PER_PIECE
    );
  }
}
