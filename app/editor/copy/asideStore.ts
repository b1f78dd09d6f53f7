// Words set aside outlive the page and the history they were written in: kept in the browser until their writer drops them,
// because the copy they came from is wiped.
import type { CopyKey } from './localCopy';

type Whose = Pick<CopyKey, 'person' | 'review'>;

const keyOf = ({ person, review }: Whose) => `countersign/${person}/${review}/aside`;

export interface Kept {
  lines: readonly string[];
  /** They were in the text, and somebody deleted what they stood in; absent: the server did not take them. */
  deleted?: boolean;
  /** Where they stood, as `Lost` says it. */
  place?: unknown;
  /** All of them were saved when the history of this epoch ended, in a copy with this state vector (base64): the next one may have them. */
  saved?: { epoch: number; vector: string };
}

/** Answers whether the lines are kept: only then may the copy that holds them be wiped. */
export function keepAside(key: Whose, kept: Kept): boolean {
  try {
    if (kept.lines.length === 0) localStorage.removeItem(keyOf(key));
    else localStorage.setItem(keyOf(key), JSON.stringify(kept));
    return true;
  } catch (error) {
    console.warn('words set aside are in this page alone', error);
    return false;
  }
}

export function asideOf(key: Whose): Kept {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(key)) ?? '{}') as
      | { lines?: unknown; deleted?: unknown; place?: unknown; saved?: unknown }
      | unknown[];
    // An older page kept the lines alone.
    const { lines, deleted, place, saved } = Array.isArray(found) ? { lines: found } : found;
    const words = Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
    return { lines: words, ...(deleted === true && { deleted, place }), ...(isSaved(saved) && { saved }) };
  } catch (error) {
    console.warn('words set aside cannot be read', error);
    return { lines: [] };
  }
}

function isSaved(value: unknown): value is NonNullable<Kept['saved']> {
  const { epoch, vector } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof epoch === 'number' && typeof vector === 'string';
}
