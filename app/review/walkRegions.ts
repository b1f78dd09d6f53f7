// F6: from region to region of the review screen.

/** Outline, text, rail, bars (design, Keyboard); the tools of the text before it, so that one step back leads to them. */
const REGIONS = ['#outline', '.ws-tools', '#main', '#rail', '.tray', '.rail-h', '.top'];
/** Within a bar or a row of tabs the arrows walk: there is one place in it to come to. */
const PLACES =
  ':is(a[href], button:not([disabled]), input, [contenteditable="true"], [tabindex="0"]):not([tabindex="-1"])';

/** F6: the next (or last) of the screen's regions that is there to be focused. */
export function walkRegions(step: 1 | -1): void {
  const regions = REGIONS.flatMap((selector) => {
    const region = document.querySelector<HTMLElement>(selector);
    return region?.checkVisibility() ? [region] : [];
  });
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const from = at === -1 && step === -1 ? 0 : at;
  const next = regions[(from + step + regions.length) % regions.length];
  const inside = [...(next?.querySelectorAll<HTMLElement>(PLACES) ?? [])].find((one) => one.checkVisibility());
  (inside ?? next)?.focus();
}
