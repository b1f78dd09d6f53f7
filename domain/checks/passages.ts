// CK29 duplicate-across: which passages a text shares with other texts; found by fingerprints, told by the texts themselves.
import { type CheckedText, type Place, placeOf } from './checkedText';
import { LEAST, normalised, rangeOf, saysEnough } from './normalised';

/** Length of a gram, and how many that follow one another choose one among them: GRAM + WINDOW - 1 = LEAST. */
const GRAM = 12;
const WINDOW = LEAST - GRAM + 1;
/** Below 2^53: a number in JavaScript and a bigint in SQL. */
const HIGH = 0x10_0000;

type Range = Pick<Place, 'start' | 'end'>;

interface Fingerprint {
  hash: number;
  /** Index of the gram in the normalised text. */
  at: number;
}

/**
 * The fingerprints of a text, each once. Guarantee: two texts that share a span of LEAST (20) or more normalised characters
 * share a fingerprint. Every WINDOW (9) grams of GRAM (12) characters that follow one another choose the least hash among them
 * (the last one of equals), so a window that lies in both texts chooses alike in both, and a shared span of 20 holds a window.
 * The converse does not hold: a shared fingerprint is a reason to look, never a finding. About one in five characters has one.
 * Set phrases are no barriers here, so that a change of their list makes no stored fingerprint wrong.
 */
export function fingerprintsOf(text: string): number[] {
  return [...new Set(winnowed(normalised(text, markersIn(text), []).codes).map(({ hash }) => hash))];
}

/** Those to ask others for: without the ones of a gram that touches a set phrase or a wall, which no shared passage needs. */
export function askedFingerprints({ text, phrases }: CheckedText, walls: readonly Range[] = []): number[] {
  const { codes } = normalised(text, markersIn(text), phrases, walls);
  const asked = winnowed(normalised(text, markersIn(text), []).codes).filter(
    ({ at }) => !codes.subarray(at, at + GRAM).some((code) => code < 0),
  );
  return [...new Set(asked.map(({ hash }) => hash))];
}

/** Markers that a site left: the text alone tells them, so that both sides leave out the same. */
function markersIn(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(/##[A-Za-z][A-Za-z0-9_]*##/g), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

function winnowed(codes: Int32Array): Fingerprint[] {
  const hashes = gramHashes(codes);
  const chosen: Fingerprint[] = [];
  // Indexes of grams with rising hashes: the first is the least of the window.
  const rising: number[] = [];
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at] ?? 0;
    while (rising.length > 0 && (hashes[rising.at(-1) ?? 0] ?? 0) >= hash) rising.pop();
    rising.push(at);
    if ((rising[0] ?? at) <= at - WINDOW) rising.shift();
    const least = rising[0] ?? at;
    if (at >= WINDOW - 1 && chosen.at(-1)?.at !== least) chosen.push({ hash: hashes[least] ?? 0, at: least });
  }
  return chosen;
}

/** Rolling hashes of all grams: two of 32 bits, joined to one of 52. */
function gramHashes(codes: Int32Array): Float64Array {
  const hashes = new Float64Array(Math.max(0, codes.length - GRAM + 1));
  const [one, other] = [rolling(codes, 0x01000193), rolling(codes, 0x9e3779b1 | 0)];
  for (let at = 0; at < hashes.length; at++)
    hashes[at] = (mixed(one[at] ?? 0) >>> 0) * HIGH + (mixed(other[at] ?? 0) >>> 12);
  return hashes;
}

function rolling(codes: Int32Array, factor: number): Int32Array {
  const hashes = new Int32Array(Math.max(0, codes.length - GRAM + 1));
  let power = 1;
  for (let n = 1; n < GRAM; n++) power = Math.imul(power, factor);
  let hash = 0;
  for (let at = 0; at < codes.length; at++) {
    if (at >= GRAM) hash = (hash - Math.imul(codes[at - GRAM] ?? 0, power)) | 0;
    hash = (Math.imul(hash, factor) + (codes[at] ?? 0)) | 0;
    if (at >= GRAM - 1) hashes[at - GRAM + 1] = hash;
  }
  return hashes;
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

export interface SharedPassage {
  /** In normalised characters. */
  length: number;
  own: Place;
  other: Place;
}

/**
 * The passages of LEAST or more normalised characters that stand in both texts, as long as they go, by their place in the own
 * text; of a passage that stands there more than once, or twice in the other, one place each. Set phrases (those of `own`) are
 * barriers in both, `walls` of the own text (its headings, which a template gives to all) are no passage. Time grows with the lengths of the texts.
 */
export function sharedPassages(own: CheckedText, other: CheckedText, walls: readonly Range[] = []): SharedPassage[] {
  const mine = normalised(own.text, markersIn(own.text), own.phrases, walls);
  const theirs = normalised(other.text, markersIn(other.text), own.phrases);
  const places = gramPlaces(theirs.codes);
  const hashes = gramHashes(mine.codes);
  const found: SharedPassage[] = [];
  for (let at = 0; at < hashes.length; ) {
    const best = longest(mine.codes, theirs.codes, at, places.get(hashes[at] ?? 0) ?? []);
    if (best.length < LEAST) {
      at += 1;
      continue;
    }
    if (saysEnough(mine, at, best.length)) {
      found.push({
        length: best.length,
        own: placeOf(own, rangeOf(mine, at, best.length)),
        other: placeOf(other, rangeOf(theirs, best.place, best.length)),
      });
    }
    at += best.length;
  }
  return found;
}

/** Places that are tried for one gram: only crafted texts say one thing more often. */
const TRIED = 16;

function gramPlaces(codes: Int32Array): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [at, hash] of gramHashes(codes).entries()) {
    const known = places.get(hash);
    if (!known) places.set(hash, [at]);
    else if (known.length < TRIED) known.push(at);
  }
  return places;
}

/** Barriers are negative and stand nowhere else in their own text; across texts they could be equal, so that they end a span. */
function longest(mine: Int32Array, theirs: Int32Array, at: number, places: readonly number[]) {
  let best = { place: 0, length: 0 };
  for (const place of places) {
    let length = 0;
    while (at + length < mine.length && (mine[at + length] ?? -1) >= 0 && mine[at + length] === theirs[place + length])
      length += 1;
    if (length > best.length) best = { place, length };
  }
  return best;
}

/** The own spans of passages shared with texts of which nothing may be told, joined where they touch or overlap. */
export function joinedPlaces(own: CheckedText, places: readonly Place[]): Place[] {
  const sorted = [...places].sort((a, b) => a.start - b.start);
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined.map((range) => placeOf(own, range));
}
