// The cure for undo in yjs 13.6.33 (yjs#794): without it UndoManager can write an item whose right neighbour stands left of its
// left one, and the typist and everybody else then show different texts for ever. Look again at each upgrade of Yjs.
import * as Y from 'yjs';

const CURED = Symbol.for('countersign.undoCure');

/** Applied once to Yjs itself, before any document is made; more calls change nothing. What was cured stands beside it, for tests of Yjs alone. */
export function cureUndo(): void {
  const proto: Y.Item & { [CURED]?: Y.Item['integrate'] } = Y.Item.prototype;
  if (proto[CURED]) return;
  const integrate = proto.integrate;
  proto.integrate = function cured(this: Y.Item, transaction: Y.Transaction, offset: number) {
    if (transaction.local && transaction.origin instanceof Y.UndoManager) straighten(this);
    integrate.call(this, transaction, offset);
  };
  proto[CURED] = integrate;
}

/** Takes the left neighbour's own right one when the given one cannot be reached from there. Attributes have no order. */
function straighten(item: Y.Item): void {
  const { left, right } = item;
  if (!left || !right || item.parentSub !== null) return;
  for (let next = left.right; next !== null; next = next.right) if (next === right) return;
  item.right = left.right;
  item.rightOrigin = left.right === null ? null : left.right.id;
}
