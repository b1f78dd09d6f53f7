// Spans that stand at two places of one sequence, found in time that grows with its length alone.

export interface Repeat {
  /** Index of the first place and of the later one; the two never overlap. */
  first: number;
  again: number;
  length: number;
}

/** A longer chain of unlike spans with one hash is not searched: only crafted texts have it. */
const PROBES = 32;
const FACTOR = 0x01000193;

/**
 * Maximal equal spans of at least `least` codes: each later copy against the earliest place of what it begins with, so that
 * a sentence that stands there a thousand times is not half a million pairs. Negative codes equal nothing but themselves.
 */
export function* repeatsIn(codes: Int32Array, least: number): Generator<Repeat> {
  const earliest = earliestPlaces(codes, least);
  let resume = 0;
  let before = 0;
  for (let at = 0; at + least <= codes.length; at++) {
    // Looked up at every index, also inside a span just found: later copies may begin there.
    const place = earliest(at);
    if (at < resume || place === at || at - place < least) continue;
    let length = least;
    while (place + length < at && at + length < codes.length && codes[place + length] === codes[at + length])
      length += 1;
    const touching = place + length === at;
    let back = 0;
    while (
      !touching &&
      back < place &&
      at - back > before &&
      place + length < at - back &&
      codes[place - back - 1] === codes[at - back - 1]
    ) {
      back += 1;
    }
    yield { first: place - back, again: at - back, length: length + back };
    before = at - back + 1;
    resume = touching ? at + length : at + length - least + 1;
  }
}

/** Answers for rising indexes, one by one, where the span of `size` codes from there stood first: there, when it is new. */
function earliestPlaces(codes: Int32Array, size: number): (at: number) => number {
  let capacity = 64;
  while (capacity < codes.length * 2) capacity *= 2;
  const table = new Int32Array(capacity);
  let power = 1;
  for (let n = 1; n < size; n++) power = Math.imul(power, FACTOR);
  let hash = 0;
  for (let n = 0; n < size - 1; n++) hash = (Math.imul(hash, FACTOR) + (codes[n] ?? 0)) | 0;
  return (at) => {
    if (at > 0) hash = (hash - Math.imul(codes[at - 1] ?? 0, power)) | 0;
    hash = (Math.imul(hash, FACTOR) + (codes[at + size - 1] ?? 0)) | 0;
    let slot = mixed(hash) & (capacity - 1);
    for (let probe = 0; probe < PROBES; probe++) {
      const place = (table[slot] ?? 0) - 1;
      if (place < 0) {
        table[slot] = at + 1;
        return at;
      }
      if (equal(codes, place, at, size)) return place;
      slot = (slot + 1) & (capacity - 1);
    }
    return at;
  };
}

function equal(codes: Int32Array, a: number, b: number, size: number): boolean {
  for (let n = 0; n < size; n++) if (codes[a + n] !== codes[b + n]) return false;
  return true;
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
