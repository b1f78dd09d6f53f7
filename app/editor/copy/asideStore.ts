// Words set aside outlive the page and the history they were written in: kept in the browser until their writer drops them,
// because the copy they came from is wiped.
import type { CopyKey } from './localCopy';

type Whose = Pick<CopyKey, 'person' | 'review'>;

const keyOf = ({ person, review }: Whose) => `countersign/${person}/${review}/aside`;

/** Answers whether the lines are kept: only then may the copy that holds them be wiped. */
export function keepAside(key: Whose, lines: readonly string[]): boolean {
  try {
    if (lines.length === 0) localStorage.removeItem(keyOf(key));
    else localStorage.setItem(keyOf(key), JSON.stringify(lines));
    return true;
  } catch (error) {
    console.warn('words set aside are in this page alone', error);
    return false;
  }
}

export function asideOf(key: Whose): string[] {
  try {
    const lines: unknown = JSON.parse(localStorage.getItem(keyOf(key)) ?? '[]');
    return Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
  } catch (error) {
    console.warn('words set aside cannot be read', error);
    return [];
  }
}
