// Whether a new struct's right neighbour really stands right of its left one, and what finding out would cost Yjs.
import * as Y from 'yjs';
import type { Struct } from './decode';
import { MAX_WALK, over } from './limits';
import { isKnown, originOf, type Place, type Placed } from './place';

/**
 * yjs#794: an item whose right origin stands left of its origin lands in other places in other copies (live, reloaded, a
 * peer's), though nothing is pending anywhere. UndoManager writes such items honestly, so they are not refused: `uncross`
 * gives them the neighbour that the page's cure would have given. Proven crossings only: between structs of one frame the
 * neighbours in the store decide.
 * Yjs walks from the left neighbour to the right one for every struct that does not fit tightly; a frame of a few kilobytes can
 * make that quadratic. The same walk is counted here, and a frame over MAX_WALK is refused (P9).
 */
export class Order {
  private budget = MAX_WALK;
  /** For each new struct, the nearest neighbours in the store: it stands between them. */
  private readonly anchors = new Map<Struct, { left: Y.ID | null; right: Y.ID | null }>();
  private readonly loose = new Map<object, number>();
  private last: { left: Y.ID; right: Y.ID; crossed: boolean } | null = null;
  private readonly store: Y.Doc['store'];
  private readonly byClient: ReadonlyMap<number, Placed>;
  /** How many structs were uncrossed: a metric watches it (PROMISES, the page's side). */
  crossed = 0;

  constructor(store: Y.Doc['store'], byClient: ReadonlyMap<number, Placed>) {
    this.store = store;
    this.byClient = byClient;
  }

  /** Takes the next struct in the order of placing. @throws Refusal when the frame costs too much to integrate. */
  uncross(struct: Y.Item, place: Place, current: Placed): void {
    const origin = originOf(struct, current.block);
    const { rightOrigin } = struct;
    const left = origin && this.fresh(origin);
    const right = rightOrigin && this.fresh(rightOrigin);
    const between = {
      left: left ? (this.anchors.get(left)?.left ?? null) : origin,
      right: right ? (this.anchors.get(right)?.right ?? null) : rightOrigin,
    };
    this.charge(struct, place, left, right);
    const crossed =
      (origin !== null &&
        rightOrigin !== null &&
        (Y.compareIDs(origin, rightOrigin) || (left !== null && left === right))) ||
      (between.left !== null && between.right !== null && this.crosses(between.left, between.right));
    if (crossed && origin) {
      this.crossed++;
      struct.rightOrigin = left ? left.rightOrigin : this.next(origin);
      between.right = left ? (this.anchors.get(left)?.right ?? null) : struct.rightOrigin;
    }
    this.anchors.set(struct, between);
  }

  /** The struct of this frame that has this id, null when the store has it. */
  private fresh(id: Y.ID): Y.Item | null {
    if (isKnown(id, this.store)) return null;
    const structs = this.byClient.get(id.client)?.block.structs ?? [];
    const struct = structs[Y.findIndexSS(structs as Y.Item[], id.clock)];
    return struct instanceof Y.Item ? struct : null;
  }

  /** A struct that Yjs cannot link at once makes it look at the others of this frame under the same parent. */
  private charge(struct: Y.Item, place: Place, left: Y.Item | null, right: Y.Item | null): void {
    const tight =
      (left && Y.compareIDs(left.rightOrigin, struct.rightOrigin)) ||
      (right && Y.compareIDs(right.origin, struct.origin));
    const others = this.loose.get(place.owner) ?? 0;
    this.loose.set(place.owner, others + 1);
    if (!tight) this.spend(others);
  }

  private spend(steps: number): void {
    this.budget -= steps;
    if (this.budget < 0) throw over('too tangled to be integrated');
  }

  /** Whether `right` does not stand right of `left`; both are in the store, under one parent. */
  private crosses(left: Y.ID, right: Y.ID): boolean {
    if (this.last && Y.compareIDs(this.last.left, left) && Y.compareIDs(this.last.right, right))
      return this.last.crossed;
    const target: Struct = Y.getItem(this.store, right);
    const start: Struct = Y.getItem(this.store, left);
    let steps = 0;
    let crossed = right.clock <= left.clock;
    if (target !== start) {
      let item = start instanceof Y.Item ? start.right : null;
      for (; item !== null && item !== target; item = item.right) steps++;
      crossed = item === null;
    }
    this.spend(steps);
    this.last = { left, right, crossed };
    return crossed;
  }

  /** What stands right of this id in the store. */
  private next(id: Y.ID): Y.ID | null {
    const item: Struct = Y.getItem(this.store, id);
    if (!(item instanceof Y.Item)) return null;
    if (id.clock < item.id.clock + item.length - 1) return Y.createID(id.client, id.clock + 1);
    return item.right?.id ?? null;
  }
}
