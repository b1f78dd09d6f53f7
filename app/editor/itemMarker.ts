// The marker in the margin of a point, for the live text and the still one: its number, what is open on it, what it lacks.
import type { PointKind } from '../../domain/document/blocks';
import type { IconName } from '../ui/icons';

/** How markers are worded, and what measures lack, by the id of the point. */
export interface ItemWords {
  label: (kind: PointKind, n: number) => string;
  threads: (n: number) => string;
  suggestions: (n: number) => string;
  gaps: ReadonlyMap<string, string>;
}

export interface ItemNotes {
  label: string;
  /** Said aloud and on hovering, shown as a sign and a number. */
  counts: readonly { icon: IconName; n: number; words: string }[];
  gap: string | null;
}

interface Counted {
  kind: PointKind;
  n: number;
  threads: number;
  suggestions: number;
  gap: string | null;
}

export function itemNotes(words: ItemWords, { kind, n, threads, suggestions, gap }: Counted): ItemNotes {
  const counts: ItemNotes['counts'] = [
    { icon: 'comment' as const, n: threads, words: words.threads(threads) },
    { icon: 'pen' as const, n: suggestions, words: words.suggestions(suggestions) },
  ].filter((one) => one.n > 0);
  return { label: words.label(kind, n), counts, gap };
}

export const KIND_ICON: Record<PointKind, IconName> = {
  problem: 'problem',
  cause: 'cause',
  measure: 'measure',
  other: 'list',
};

/** As an element between blocks. Its words are the style sheet's: never selected, never copied. */
export function markerOf(kind: PointKind, { label, counts, gap }: ItemNotes): HTMLElement {
  const marker = document.createElement('div');
  marker.className = 'item-m';
  marker.contentEditable = 'false';
  marker.setAttribute('role', 'note');
  marker.setAttribute('aria-label', spoken({ label, counts, gap }));
  const head = line([[KIND_ICON[kind], label]]);
  marker.append(head);
  if (counts.length > 0) {
    const row = line(counts.map((one) => [one.icon, String(one.n)]));
    row.title = counts.map((one) => one.words).join(', ');
    marker.append(row);
  }
  if (gap) {
    const bad = line([[null, gap]]);
    bad.className = 'bad';
    marker.append(bad);
  }
  return marker;
}

export function spoken({ label, counts, gap }: ItemNotes): string {
  return [label, ...counts.map((one) => one.words), gap].filter(Boolean).join(', ');
}

function line(pieces: readonly (readonly [IconName | null, string])[]): HTMLElement {
  const row = document.createElement('span');
  for (const [icon, words] of pieces) {
    if (icon) row.append(signOf(icon));
    const text = document.createElement('i');
    text.dataset.words = words;
    row.append(text);
  }
  return row;
}

const SVG = 'http://www.w3.org/2000/svg';

function signOf(icon: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${icon}`);
  svg.append(use);
  return svg;
}
