// Whether whoever loads a state sees everything in the order of the live document: forged neighbours can make the two differ.
import * as Y from 'yjs';
import { contentOf } from '../../domain/document/layout';

/** Looking costs what loading costs, 100 ms for a MiB of single characters: above it the process would be held too long (P9). */
const MOST_BYTES = 1024 * 1024;

/** True also of a state that is too large to be looked at. Reads the live document without changing it. */
export function loadsAlike(doc: Y.Doc, state: Uint8Array): boolean {
  if (state.length > MOST_BYTES) return true;
  const copy = new Y.Doc();
  try {
    const loaded = contentOf(copy);
    Y.applyUpdate(copy, state);
    const [here, there] = [orderOf(contentOf(doc)), orderOf(loaded)];
    return here.length === there.length && here.every((one, at) => one === there[at]);
  } finally {
    copy.destroy();
  }
}

/**
 * What is shown, in its order: runs of ids as client, clock and end, nodes in brackets, values of attributes behind their node.
 * Yjs splits and joins structs as it likes, so that only runs can be compared. Numbers alone: -1 opens a node, -2 closes it.
 */
function orderOf(root: Y.XmlFragment): number[] {
  const order: number[] = [];
  // A stack of our own: nesting is bounded by the schema, recursion need not be.
  const open: (Y.Item | null)[] = [root._start];
  for (;;) {
    const item = open.at(-1);
    if (item === undefined) return order;
    if (item === null) {
      open.pop();
      order.push(-2);
      continue;
    }
    open[open.length - 1] = item.right;
    if (item.deleted) continue;
    pushRun(order, item.id.client, item.id.clock, item.id.clock + item.length);
    if (!(item.content instanceof Y.ContentType)) continue;
    order.push(-1);
    const { type } = item.content;
    for (const name of [...type._map.keys()].sort()) {
      const value = type._map.get(name);
      if (value && !value.deleted) order.push(value.id.client, value.id.clock + value.length - 1, -1);
    }
    open.push(type._start);
  }
}

function pushRun(order: number[], client: number, clock: number, end: number): void {
  const at = order.length - 1;
  if (order[at] === clock && order[at - 2] === client) order[at] = end;
  else order.push(client, clock, end);
}
