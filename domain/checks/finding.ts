// What a check finds: one entry a hit, with its place in the text.
import type { FindingView } from '../view';

/** Offsets are UTF-16 code units in the checked text, `end` exclusive; lines are 1-based. Some rules add fields of their own. */
export interface Finding extends FindingView {
  [field: string]: unknown;
}
