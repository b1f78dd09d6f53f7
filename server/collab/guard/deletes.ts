// What a frame's delete set deletes that is not deleted yet.
import * as Y from 'yjs';
import { MOVED } from '../../../domain/document/layout';
import type { Afterwards } from './afterwards';
import type { Cost } from './cost';
import type { Frame, Range, Struct } from './decode';
import { MAX_NEW, off, over } from './limits';
import { endOf } from './place';

export interface Deletions {
  ranges: Map<number, Range[]>;
  /** Whether all of it is marks: listeners' editors clean those up without anybody typing. */
  formatsOnly: boolean;
}

/**
 * Sorted, merged ranges of what is still there: Yjs walks every range as written, so that repeated ones would be quadratic,
 * and a step 2 carries the whole delete set of a document each time. Null when something unknown is deleted (a gap).
 * @throws Refusal when more new pieces are deleted than a frame may, or what the server keeps of words that it has moved.
 */
export function newDeletions(
  frame: Frame,
  { store, share }: Y.Doc,
  { cost, after }: { cost: Cost; after: Afterwards },
): Deletions | null {
  const kept = share.get(MOVED) ?? null;
  const result: Deletions = { ranges: new Map(), formatsOnly: true };
  let count = 0;
  for (const [client, written] of frame.deletes) {
    const state = Y.getState(store, client);
    const block = frame.blocks.get(client);
    const known = block ? endOf(block, block.structs.length) : state;
    const behind = block ? block.structs.length : 0;
    const fresh: Range[] = [];
    for (const range of merged(written)) {
      if (range.end > known) return null;
      if (range.clock < state) {
        const structs: Struct[] = store.clients.get(client) ?? [];
        if (!pushLive(structs, range.clock, Math.min(range.end, state), { ranges: fresh, kept, cost, after, behind }))
          result.formatsOnly = false;
      }
      if (range.end > state) {
        push(fresh, Math.max(range.clock, state), range.end);
        cost.cut(behind * 2, true);
      }
    }
    if (fresh.length > 0) result.ranges.set(client, fresh);
    count += fresh.length;
    cost.add(fresh.length);
    if (count > MAX_NEW) throw over('too many deletions');
  }
  return result;
}

function merged(ranges: Range[]): Range[] {
  let sorted = true;
  for (let i = 1; i < ranges.length && sorted; i++) sorted = (ranges[i - 1]?.end ?? 0) < (ranges[i]?.clock ?? 0);
  if (sorted) return ranges;
  const result: Range[] = [];
  for (const { clock, end } of [...ranges].sort((a, b) => a.clock - b.clock)) push(result, clock, end);
  return result;
}

/** Adds the parts of [from, to) that are not deleted; answers whether all of them are marks. `behind`: structs that the frame adds. */
function pushLive(
  structs: readonly Struct[],
  from: number,
  to: number,
  {
    ranges,
    kept,
    cost,
    after,
    behind,
  }: { ranges: Range[]; kept: object | null; cost: Cost; after: Afterwards; behind: number },
): boolean {
  let formats = true;
  for (let i = Y.findIndexSS(structs as Y.Item[], from); i < structs.length; i++) {
    const struct = structs[i];
    if (!struct || struct.id.clock >= to) break;
    if (!(struct instanceof Y.Item) || struct.deleted) continue;
    if (struct.parent === kept) throw off('deletes what the server keeps');
    if (!(struct.content instanceof Y.ContentFormat)) formats = false;
    after.deletes(struct);
    if (from > struct.id.clock) cost.cut(structs.length - i + behind, true);
    if (to < struct.id.clock + struct.length) cost.cut(structs.length - i + behind, true);
    push(ranges, Math.max(from, struct.id.clock), Math.min(to, struct.id.clock + struct.length));
  }
  return formats;
}

/** Appends a range that begins at or after the last one's beginning, joined to it where they touch. */
function push(ranges: Range[], clock: number, end: number): void {
  const last = ranges.at(-1);
  if (last && clock <= last.end) last.end = Math.max(last.end, end);
  else ranges.push({ clock, end });
}
