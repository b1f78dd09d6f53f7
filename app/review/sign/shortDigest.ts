// A digest as people compare it.

/** The first digits in groups of four, as people read them out: `7F3A 92C1`. */
export function shortDigest(digest: string, groups: number): string {
  return (
    digest
      .slice(0, groups * 4)
      .toUpperCase()
      .match(/.{4}/g) ?? []
  ).join(' ');
}
