// Leads to something further along the page, by its id: unfolded, seen and under the keys.

/** False when it is not on this page. */
export function goTo(id: string, block: ScrollLogicalPosition = 'start'): boolean {
  const place = document.getElementById(id);
  if (!place) return false;
  for (let at: Element | null = place; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  place.scrollIntoView({ block });
  place.focus({ preventScroll: true });
  return true;
}
