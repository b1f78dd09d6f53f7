// While sections are returned, the others stand still: whether a change of the view leaves them and the partition of the text alone.
import type { Node } from 'prosemirror-model';
import { ownPointIds } from '../../../domain/document/points';
import { sectionsOf } from '../../../domain/document/sections';
import { asBlocks } from '../view/asBlocks';

/** The same question as the server's (GU24), asked before the change is made; stricter about ids, which nobody types. */
export function keepsOthers(before: Node, after: Node, open: readonly string[]): boolean {
  const [was, is] = [held(before, open), held(after, open)];
  return was.length === is.length && was.every((one, at) => same(one, is[at]));
}

type Held = Node | string;

/** Heads of all sections; blocks of those that stand still, and the ids under which their points have their fields. */
function held(doc: Node, open: readonly string[]): Held[] {
  const blocks = asBlocks(doc);
  const ids = ownPointIds(blocks);
  return sectionsOf(blocks).flatMap(({ id, level, start, end }): Held[] => {
    const key = level > 0 ? doc.child(start).attrs.key : null;
    const head = JSON.stringify([id, level, key]);
    if (open.includes(id)) return level > 0 ? [head] : [];
    return [head, ...doc.children.slice(start, end), ...ids.slice(start, end).map(String)];
  });
}

function same(one: Held, other: Held | undefined): boolean {
  if (other === undefined || typeof one === 'string' || typeof other === 'string') return one === other;
  return one.eq(other);
}
