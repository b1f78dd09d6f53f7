// CK1 leftover-marker: `##name##` that a site left in a pasted text.
import type { Check } from './check';
import { clipped, patternHits } from './patternHits';

export const leftoverMarker: Check = (checked) =>
  patternHits(checked, /##[A-Za-z][A-Za-z0-9_]*##/g, (found) => ({
    zh: `“${clipped(found)}”是网站留下的标记，删去。`,
    en: `Delete “${clipped(found)}”, a marker that a site left behind.`,
  }));
