// J and K walk the rows of a list that has the focus; Enter opens, because a row is a link or a button (design, Keyboard).
import type { KeyboardEvent } from 'react';

const STEPS: Record<string, number> = { j: 1, k: -1 };

/** For the list; its rows are marked by `data-row`. Whatever stands beside one in its `li` counts as on it. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const { key, altKey, ctrlKey, metaKey, target, currentTarget } = event;
  const step = STEPS[key.toLowerCase()];
  if (step === undefined || altKey || ctrlKey || metaKey || event.nativeEvent.isComposing) return;
  if (target instanceof Element && target.matches('input, textarea, select')) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const here = at >= 0 ? at : rows.findIndex((row) => row.closest('li')?.contains(document.activeElement));
  const next = rows[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
