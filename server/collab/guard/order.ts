// Whether a new struct's right neighbour really stands right of its left one, and what finding out would cost Yjs.
import * as Y from 'yjs';
import type { Cost } from './cost';
import type { Struct } from './decode';
import { isKnown, originOf, type Place, type Placed } from './place';

type Gap = 'narrow' | 'wide' | 'crossed';

/**
 * yjs#794: an item whose right origin stands left of its origin lands in other places in other copies (live, reloaded, a
 * peer's), though nothing is pending anywhere. UndoManager writes such items honestly, so they are not refused: `uncross`
 * gives them the neighbour that the page's cure would have given. Proven crossings only: between structs of one frame the
 * neighbours in the store decide.
 * Yjs walks from the left neighbour to the right one for every struct that does not fit tightly; a frame of a few kilobytes can
 * make that quadratic. The same walk is counted here (cost.ts).
 */
export class Order {
  /** For each new struct, the nearest neighbours in the store: it stands between them. */
  private readonly anchors = new Map<Struct, { left: Y.ID | null; right: Y.ID | null }>();
  private readonly counts = new Map<object, { all: number; gaps: Map<string, number> }>();
  private last: { left: Y.ID; right: Y.ID; gap: Gap; steps: number } | null = null;
  private readonly store: Y.Doc['store'];
  private readonly byClient: ReadonlyMap<number, Placed>;
  private readonly cost: Cost;
  /** How many structs were uncrossed: a metric watches it (PROMISES, the page's side). */
  crossed = 0;
  /**
   * Structs that do not go between two neighbours of now: people who write at one place at once, undo, or somebody who forges
   * neighbours. Only where there was one can copies come to stand in different orders.
   */
  loose = 0;

  constructor(store: Y.Doc['store'], byClient: ReadonlyMap<number, Placed>, cost: Cost) {
    this.store = store;
    this.byClient = byClient;
    this.cost = cost;
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
    const gap = between.left && between.right ? this.gap(between.left, between.right) : 'wide';
    // The same struct on both sides: Yjs splits it for the one and loses hold of the other.
    const torn = origin !== null && (Y.compareIDs(origin, rightOrigin) || (left !== null && left === right));
    if (origin && (torn || gap === 'crossed')) {
      this.crossed++;
      struct.rightOrigin = left ? left.rightOrigin : this.next(origin);
      between.right = left ? (this.anchors.get(left)?.right ?? null) : struct.rightOrigin;
    }
    this.anchors.set(struct, between);
    const tight =
      (left && Y.compareIDs(left.rightOrigin, rightOrigin)) || (right && Y.compareIDs(right.origin, struct.origin));
    const others = this.charge(place, gap === 'narrow' ? between.left : null, Boolean(tight));
    if (tight) return;
    const isAtEdge = between.left === null || between.right === null;
    if (isAtEdge) this.cost.walk(this.stretch(place, between));
    if (others > 0 || (isAtEdge ? !this.touchesEdge(place, between) : gap !== 'narrow')) this.loose++;
  }

  /** How many structs the frame has put under this parent until now. */
  added(owner: object): number {
    return this.counts.get(owner)?.all ?? 0;
  }

  /** The struct of this frame that has this id, null when the store has it. */
  private fresh(id: Y.ID): Y.Item | null {
    if (isKnown(id, this.store)) return null;
    const structs = this.byClient.get(id.client)?.block.structs ?? [];
    const struct = structs[Y.findIndexSS(structs as Y.Item[], id.clock)];
    return struct instanceof Y.Item ? struct : null;
  }

  /**
   * A struct that Yjs cannot link at once makes it look at the others of this frame between its neighbours: those of the same
   * narrow gap, or at worst all under the same parent. Answers how many.
   */
  private charge(place: Place, narrow: Y.ID | null, tight: boolean): number {
    const count = this.counts.get(place.owner) ?? { all: 0, gaps: new Map<string, number>() };
    const gap = narrow ? `${narrow.client}:${narrow.clock}` : null;
    const inGap = gap === null ? 0 : (count.gaps.get(gap) ?? 0);
    if (!tight) this.cost.walk(gap === null ? count.all : inGap);
    if (gap !== null) count.gaps.set(gap, inGap + 1);
    count.all++;
    this.counts.set(place.owner, count);
    return gap === null ? 0 : inGap;
  }

  /** What stands in the store between the neighbours when one of them is the edge of the list. */
  private stretch({ owner, sub }: Place, { left, right }: { left: Y.ID | null; right: Y.ID | null }): number {
    if (!(owner instanceof Y.AbstractType)) return 0;
    const target: Struct | null = right && Y.getItem(this.store, right);
    const start: Struct | null = left && Y.getItem(this.store, left);
    let steps = 0;
    // The values of an attribute hang on the newest one; Yjs goes back along them.
    if (sub !== null) for (let item = owner._map.get(sub) ?? null; item !== null; item = item.left) steps++;
    else {
      let item = start instanceof Y.Item ? start.right : owner._start;
      for (; item !== null && item !== target; item = item.right) steps++;
    }
    return steps;
  }

  /** Whether nothing of the store stands between the neighbour and the edge of the list. */
  private touchesEdge({ owner, sub }: Place, { left, right }: { left: Y.ID | null; right: Y.ID | null }): boolean {
    if (!(owner instanceof Y.AbstractType)) return true;
    if (sub !== null) return left === null || this.next(left) === null;
    if (left !== null) return this.next(left) === null;
    const first = owner._start?.id ?? null;
    return right === null ? first === null : Y.compareIDs(first, right);
  }

  /** How two neighbours in the store, under one parent, stand: next to each other, apart, or the wrong way round. */
  private gap(left: Y.ID, right: Y.ID): Gap {
    if (this.last && Y.compareIDs(this.last.left, left) && Y.compareIDs(this.last.right, right)) {
      this.cost.walk(this.last.steps);
      return this.last.gap;
    }
    const target: Struct = Y.getItem(this.store, right);
    const start: Struct = Y.getItem(this.store, left);
    let steps = 0;
    let gap: Gap;
    if (target === start)
      gap = right.clock <= left.clock ? 'crossed' : right.clock === left.clock + 1 ? 'narrow' : 'wide';
    else {
      let item = start instanceof Y.Item ? start.right : null;
      for (; item !== null && item !== target; item = item.right) steps++;
      const atEdges = left.clock === start.id.clock + start.length - 1 && right.clock === target.id.clock;
      gap = item === null ? 'crossed' : steps === 0 && atEdges ? 'narrow' : 'wide';
    }
    this.cost.walk(steps);
    this.last = { left, right, gap, steps };
    return gap;
  }

  /** What stands right of this id in the store. */
  private next(id: Y.ID): Y.ID | null {
    const item: Struct = Y.getItem(this.store, id);
    if (!(item instanceof Y.Item)) return null;
    if (id.clock < item.id.clock + item.length - 1) return Y.createID(id.client, id.clock + 1);
    return item.right?.id ?? null;
  }
}
