// The number of a document's history. Clients carry it; a copy of another history is never merged (P4).

/** Epochs of restores count the seconds from here. */
const ZERO_MS = Date.UTC(2026, 0, 1);

/**
 * The epoch after a restore: above every epoch that the backup or what it replaces has known, and above those of restores that
 * neither knows of. The same backup restored on two machines, one after the other, would otherwise open the same number twice,
 * and copies of the first history would be taken for copies of the second. `now` in ms since 1970.
 */
export function epochAfterRestore({ highest, now }: { highest: number; now: number }): number {
  return Math.max(highest + 1, Math.floor((now - ZERO_MS) / 1000));
}
