// Where threads stand in the rail: beside their text, in its order, never over one another. Pure, so that it can be tested.

export interface RailItem {
  id: string;
  /** Where the text stands, in px from the rail's top. */
  top: number;
  /** Of the card, in px. */
  height: number;
}

/**
 * The y of each card. Cards keep the order of their text, those of one line the order given; a card goes down only as far as the one above it asks. The active
 * card stands at its own text when those above it can make room upwards without passing `start`.
 */
export function stackThreads(
  items: readonly RailItem[],
  options: { active: string | null; start: number; gap: number },
): Map<string, number> {
  const { active, start, gap } = options;
  const ordered = [...items].sort((a, b) => a.top - b.top);
  const chosen = ordered.findIndex((item) => item.id === active);
  const anchored = chosen === -1 ? new Map<string, number>() : liftAbove(ordered, chosen, { start, gap });
  const placed = new Map<string, number>();
  let floor = start;
  for (const item of ordered) {
    const y = Math.max(floor, anchored.get(item.id) ?? Math.max(start, item.top));
    placed.set(item.id, y);
    floor = y + item.height + gap;
  }
  return placed;
}

/** Wished places of the active card and of those above it, pushed up from it; the caller's pass keeps them under `start`. */
function liftAbove(
  ordered: readonly RailItem[],
  chosen: number,
  { start, gap }: { start: number; gap: number },
): Map<string, number> {
  const wished = new Map<string, number>();
  let ceiling = Number.POSITIVE_INFINITY;
  for (let n = chosen; n >= 0; n--) {
    const item = ordered[n];
    if (!item) continue;
    const y = Math.max(start, Math.min(item.top, ceiling - gap - item.height));
    wished.set(item.id, y);
    ceiling = y;
  }
  return wished;
}

/** The height that the rail needs, so that the last card can be scrolled to. */
export function railHeight(items: readonly RailItem[], placed: ReadonlyMap<string, number>): number {
  return items.reduce((most, item) => Math.max(most, (placed.get(item.id) ?? 0) + item.height), 0);
}
