// Words that a merge took from their writer: somebody else deleted, meanwhile, what they were written in (ED13).
import * as Y from 'yjs';
import { contentOf, shownBlock } from './layout';
import { rowWords, wordsOf } from './sections';

/** What is deleted as one: a block, or a row of a table. */
export type Unit = Y.XmlElement;

export interface Lost {
  /** As their writer saw them last; a row's cells are joined by a tab. */
  lines: string[];
  /** A Yjs relative position in the text, as JSON: before the block that follows where the first of them stood. */
  place: unknown;
}

/** The unit that a changed type is or stands in; null for the text itself and what is outside of it. */
export function unitOf(type: unknown): Unit | null {
  for (let at = type; at instanceof Y.AbstractType; at = at.parent) {
    if (at instanceof Y.XmlElement && (at.nodeName === ROW || isBlock(at))) return at;
  }
  return null;
}

/** Empty for a unit without words. */
export function linesIn(unit: Unit): string[] {
  const { parent } = unit;
  const lines =
    unit.nodeName === ROW && parent instanceof Y.XmlElement
      ? shownBlock(parent).flatMap((table) =>
          table.type === 'table' ? [rowWords(table.rows[rowsOf(parent).indexOf(unit)] ?? { cells: [] })] : [],
        )
      : shownBlock(unit).flatMap((block) => wordsOf(block).split('\n'));
  return lines.filter((line) => line.trim() !== '');
}

/** Null when all of it is in the text. `written`: the lines of each unit before the merge. */
export function lostOf(written: ReadonlyMap<Unit, readonly string[]>): Lost | null {
  const gone = [...written].filter(
    // A table that is gone has said what its rows would say.
    ([unit, lines]) =>
      isGone(unit) && lines.length > 0 && !(unit.parent instanceof Y.XmlElement && written.has(unit.parent)),
  );
  const [first] = gone;
  if (!first) return null;
  return { lines: gone.flatMap(([, lines]) => lines), place: placeOf(first[0]._item) };
}

export function isGone(unit: Unit): boolean {
  return unit._item?.deleted ?? true;
}

/**
 * The same of an earlier visit: `mine` are the updates of the copy that it left, `given` what the server has, `now` the text in which both are
 * merged. Counted as written are units that hold words which the server does not know.
 */
export function lostSince(mine: readonly Uint8Array[], given: Uint8Array, now: Y.Doc): Lost | null {
  const known = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(given));
  const old = new Y.Doc();
  for (const update of mine) Y.applyUpdate(old, update);
  // Before anybody has asked for it, the text is of no kind.
  contentOf(now);
  try {
    const written = unitsOf(old).filter((unit) => holdsUnknown(unit, known));
    const gone = written.flatMap((unit) => {
      const item = unit._item && structIn(now, unit._item.id);
      const lines = item?.deleted ? linesIn(unit) : [];
      return lines.length > 0 ? [{ item, lines }] : [];
    });
    const [first] = gone;
    if (!first) return null;
    return {
      lines: gone.flatMap(({ lines }) => lines),
      place: placeOf(first.item instanceof Y.Item ? first.item : null),
    };
  } finally {
    old.destroy();
  }
}

const ROW = 'table_row';

function isBlock({ parent }: Y.XmlElement): boolean {
  return parent instanceof Y.XmlFragment && !(parent instanceof Y.XmlElement);
}

function rowsOf(table: Y.XmlElement): Unit[] {
  return table.toArray().filter((row): row is Unit => row instanceof Y.XmlElement && row.nodeName === ROW);
}

/** In the order of the text; of a table its rows. */
function unitsOf(doc: Y.Doc): Unit[] {
  return contentOf(doc)
    .toArray()
    .flatMap((block) => (block instanceof Y.XmlElement ? (block.nodeName === 'table' ? rowsOf(block) : [block]) : []));
}

function holdsUnknown(type: Pick<Unit, '_start'>, known: ReadonlyMap<number, number>): boolean {
  for (let item = type._start; item; item = item.right) {
    if (item.deleted) continue;
    if (item.countable && item.id.clock + item.length > (known.get(item.id.client) ?? 0)) return true;
    if (item.content instanceof Y.ContentType && holdsUnknown(item.content.type, known)) return true;
  }
  return false;
}

function structIn(doc: Y.Doc, id: Y.ID): Y.Item | Y.GC | null {
  return id.clock < Y.getState(doc.store, id.client) ? Y.getItem(doc.store, id) : null;
}

/** Null for what left nothing of itself. */
function placeOf(item: Y.Item | null): unknown {
  let at = item;
  // A row stood in a table, which may be gone as well.
  while (at?.parent instanceof Y.XmlElement) at = at.parent._item;
  const content = at?.parent;
  if (!at || !(content instanceof Y.XmlFragment)) return null;
  let index = at.deleted ? 0 : 1;
  for (let before = at.left; before; before = before.left)
    if (!before.deleted && before.countable) index += before.length;
  return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(content, index));
}
