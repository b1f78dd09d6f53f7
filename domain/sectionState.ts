// Who looks after a section and how far it is.
import type { SectionState } from './review';

export interface SectionCare {
  ownerId: string | null;
  state: SectionState;
}

/** SC1: a section without a row is not begun and nobody's. */
export const NO_CARE: SectionCare = { ownerId: null, state: 'todo' };
