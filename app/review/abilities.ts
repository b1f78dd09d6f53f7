// Small questions about what the reader may do, asked of the abilities that came with the page.
import type { Action } from '../../domain/policy';

export function mayExport(abilities: readonly Action[]): boolean {
  return abilities.includes('export-draft') || abilities.includes('export-approved');
}

export function mayShare(abilities: readonly Action[]): boolean {
  return abilities.includes('share') || abilities.includes('share-viewers');
}

/** Some of the record at least: everybody's acts, the sign-off's, or one's own. */
export function readsRecord(abilities: readonly Action[]): boolean {
  return abilities.includes('read-audit') || abilities.includes('read-own-audit');
}
