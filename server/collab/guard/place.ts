// Where each new struct will stand: its parent and attribute, found through the frame and the store without applying anything.
import * as Y from 'yjs';
import { CONTENT } from '../../../domain/document/layout';
import type { Cost } from './cost';
import type { Block, Frame, Struct } from './decode';
import { off } from './limits';

/**
 * `owner` is the parent's shared type, of the store or of this frame, `within` what that one stands in (null for a root); `sub` the
 * attribute, or null for a child.
 */
export interface Place {
  owner: object;
  within: object | null;
  sub: string | null;
}

/** A parent that is deleted and collected: what is written under it becomes a tombstone. */
export const COLLECTED = 'collected';

/** Stands for `content` while the store does not hold it yet. */
const UNBORN_ROOT = {};

export interface Placed {
  block: Block;
  places: (Place | typeof COLLECTED)[];
}

/** Where a frame is placed, and what that costs. */
export interface Ground {
  doc: Y.Doc;
  cost: Cost;
}

/**
 * Places every new struct and calls `visit` with it. Answers false when something that a struct leans on is unknown (a gap).
 * A loop with its own stack, as in Yjs, never a recursion: each struct is looked at once for itself and at most once more
 * for each struct that another one waited for, however long the chains of origins are (P9).
 * @throws Refusal for references that no editor writes.
 */
export function placeAll(
  byClient: ReadonlyMap<number, Placed>,
  ground: Ground,
  visit: (struct: Struct, place: Place | typeof COLLECTED, current: Placed) => void,
): boolean {
  const waiting: Placed[] = [];
  const waits = new Set<Placed>();
  for (const first of byClient.values()) {
    let current = first;
    while (current.places.length < current.block.structs.length || waiting.length > 0) {
      const struct = current.block.structs[current.places.length];
      if (struct) {
        const needed = firstMissing(struct, current, byClient, ground.doc.store);
        if (needed === 'gap') return false;
        if (needed) {
          if (waits.has(needed)) throw off('structs that lean on each other');
          waiting.push(current);
          waits.add(current);
          current = needed;
          continue;
        }
        const place = placeOf(struct, current, byClient, ground);
        current.places.push(place);
        visit(struct, place, current);
      }
      const waiter = waiting.pop();
      if (waiter) {
        waits.delete(waiter);
        current = waiter;
      }
    }
  }
  return true;
}

/** The frame's blocks with nothing placed yet. */
export function unplaced(frame: Frame): Map<number, Placed> {
  return new Map([...frame.blocks].map(([client, block]) => [client, { block, places: [] }]));
}

/** Origin of a struct whose beginning is known already: what Yjs writes when it cuts a struct. */
export function originOf(struct: Y.Item, block: Block): Y.ID | null {
  const cut = struct === block.structs[0] ? block.cut : 0;
  return cut > 0 ? Y.createID(struct.id.client, struct.id.clock + cut - 1) : struct.origin;
}

/** The block that must get further before this struct can be placed, 'gap' when nobody has what it leans on. */
function firstMissing(
  struct: Struct,
  current: Placed,
  byClient: ReadonlyMap<number, Placed>,
  store: Y.Doc['store'],
): Placed | 'gap' | null {
  if (!(struct instanceof Y.Item)) return null;
  const parent = struct.parent instanceof Y.ID ? struct.parent : null;
  for (const id of [originOf(struct, current.block), struct.rightOrigin, parent]) {
    if (id === null || isKnown(id, store)) continue;
    if (id.client === struct.id.client) {
      // Yjs does not check this and dies half-way.
      if (id.clock >= struct.id.clock) throw off('a struct that leans on itself or on what comes after it');
      continue;
    }
    const other = byClient.get(id.client);
    if (!other || id.clock >= endOf(other.block, other.block.structs.length)) return 'gap';
    if (id.clock >= endOf(other.block, other.places.length)) return other;
  }
  return null;
}

/** Whether the store has this id. */
export function isKnown(id: Y.ID, store: Y.Doc['store']): boolean {
  return id.clock < Y.getState(store, id.client);
}

/** The clock after the first `count` new structs of a block. */
export function endOf(block: Block, count: number): number {
  const last = block.structs[count - 1];
  if (last) return last.id.clock + last.length;
  return (block.structs[0]?.id.clock ?? 0) + block.cut;
}

/** The rules of Item.getMissing in Yjs 13.6.33: a collected neighbour wins, then the left one, then the right, then the parent. */
function placeOf(
  struct: Struct,
  current: Placed,
  byClient: ReadonlyMap<number, Placed>,
  ground: Ground,
): Place | typeof COLLECTED {
  if (!(struct instanceof Y.Item)) return COLLECTED;
  const origin = originOf(struct, current.block);
  const left = origin && placeAt(origin, 'end', byClient, ground);
  const right = struct.rightOrigin && placeAt(struct.rightOrigin, 'beginning', byClient, ground);
  if (left === COLLECTED || right === COLLECTED) return COLLECTED;
  if (left && right && (left.owner !== right.owner || left.sub !== right.sub)) throw off('neighbours with two parents');
  return left ?? right ?? under(struct, byClient, ground.doc);
}

/** Where the struct with this id stands, which is known by now; Yjs cuts it where the id is not at its `edge`. */
function placeAt(
  id: Y.ID,
  edge: 'beginning' | 'end',
  byClient: ReadonlyMap<number, Placed>,
  { doc: { store }, cost }: Ground,
): Place | typeof COLLECTED {
  const placed = isKnown(id, store) ? null : byClient.get(id.client);
  const structs: readonly Struct[] = (placed ? placed.block.structs : store.clients.get(id.client)) ?? [];
  const index = structs.length === 0 ? 0 : Y.findIndexSS(structs as Y.Item[], id.clock);
  const struct = structs[index];
  if (!struct) throw off('a neighbour that is not placed');
  const at = edge === 'end' ? struct.id.clock + struct.length - 1 : struct.id.clock;
  if (at !== id.clock && struct instanceof Y.Item) cost.cut(structs.length - index, false);
  if (placed) {
    const place = placed.places[index];
    if (!place) throw off('a neighbour that is not placed');
    return place;
  }
  if (!(struct instanceof Y.Item)) return COLLECTED;
  const owner = struct.parent as Y.AbstractType<unknown>;
  return { owner, within: owner.parent, sub: struct.parentSub };
}

/** The place that a struct without neighbours names itself. */
function under(struct: Y.Item, byClient: ReadonlyMap<number, Placed>, doc: Y.Doc): Place | typeof COLLECTED {
  if (!(struct.parent instanceof Y.ID)) {
    if ((struct.parent as unknown) !== CONTENT) throw off(`root ${String(struct.parent)}`);
    return { owner: rootOf(doc), within: null, sub: struct.parentSub };
  }
  const { parent } = struct;
  const inStore = isKnown(parent, doc.store);
  const placed = byClient.get(parent.client);
  const index = inStore || !placed ? -1 : Y.findIndexSS(placed.block.structs, parent.clock);
  const holder: Struct | undefined = inStore ? Y.getItem(doc.store, parent) : placed?.block.structs[index];
  if (!(holder instanceof Y.Item) || holder.content instanceof Y.ContentDeleted) return COLLECTED;
  const at = inStore ? null : placed?.places[index];
  if (at === COLLECTED) return COLLECTED;
  if (!(holder.content instanceof Y.ContentType)) throw off('a parent that holds nothing');
  const within = at ? at.owner : (holder.parent as object | null);
  return { owner: holder.content.type, within, sub: struct.parentSub };
}

function rootOf(doc: Y.Doc): object {
  return doc.share.get(CONTENT) ?? UNBORN_ROOT;
}

/** Whether this shared type is the root fragment `content`. */
export function isRoot(owner: object, doc: Y.Doc): boolean {
  return owner === rootOf(doc);
}
