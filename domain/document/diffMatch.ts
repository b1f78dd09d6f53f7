// Which block of one text is which of another: by id and key, by equal content, then by likeness; and which of them moved.
import { type Block, textOf } from './blocks';
import { heaviestRising } from './diffSequence';
import { contentKey } from './diffShape';
import { sectionsOf, wordsOf } from './sections';

export interface MatchedPair {
  a: number;
  b: number;
}

/** From this share of common pairs of characters on, a block is the same one, changed. */
const ALIKE = 0.4;
/** What stands elsewhere must be more alike, and long enough to be known again. */
const ALIKE_ELSEWHERE = 0.6;
const KNOWN_AGAIN = 10;
/** Likeness is asked for so many pairs of a gap, and of so many characters of a block. */
const MOST_PAIRS = 40_000;
const MOST_CHARACTERS = 4_000;

/** `inPlace` rises in both; `moved` are pairs that cross it. No block is in two pairs. */
export function matchBlocks(
  a: readonly Block[],
  b: readonly Block[],
): { inPlace: MatchedPair[]; moved: MatchedPair[] } {
  const free = { a: new Set(a.keys()), b: new Set(b.keys()) };
  const take = (pairs: readonly MatchedPair[]) => {
    for (const pair of pairs) {
      free.a.delete(pair.a);
      free.b.delete(pair.b);
    }
    return pairs;
  };
  const known = [...take(equalEnds(a, b))];
  known.push(...take(byKey(a, b, free, identities(a), identities(b))));
  known.push(...take(byKey(a, b, free, a.map(contentKey), b.map(contentKey))));
  const weighed = known
    .map((pair) => ({ ...pair, weight: 1 + lengthOf(a[pair.a]) }))
    .sort((one, other) => one.a - other.a);
  const rising = heaviestRising(weighed);
  const inOrder = new Set(rising);
  const like = likeness(a, b);
  const inPlace = rising.flatMap(({ a: toA, b: toB }, index) => {
    const before = rising[index - 1];
    return [...take(alikeBetween(like, free, before, { a: toA, b: toB })), { a: toA, b: toB }];
  });
  inPlace.push(...take(alikeBetween(like, free, rising.at(-1), { a: a.length, b: b.length })));
  const crossing = weighed.filter((pair) => !inOrder.has(pair)).map((pair) => ({ a: pair.a, b: pair.b }));
  return { inPlace, moved: [...crossing, ...alikeElsewhere(a, b, like, free)] };
}

function equalEnds(a: readonly Block[], b: readonly Block[]): MatchedPair[] {
  const [left, right] = [a.map(contentKey), b.map(contentKey)];
  const pairs: MatchedPair[] = [];
  let start = 0;
  for (; start < left.length && start < right.length && left[start] === right[start]; start++)
    pairs.push({ a: start, b: start });
  for (let end = 1; end <= Math.min(left.length, right.length) - start; end++) {
    if (left[left.length - end] !== right[right.length - end]) break;
    pairs.push({ a: left.length - end, b: right.length - end });
  }
  return pairs;
}

interface Free {
  a: Set<number>;
  b: Set<number>;
}

/** Pairs whose key is on each side once; a table and words are never one block. */
function byKey(
  a: readonly Block[],
  b: readonly Block[],
  free: Free,
  keysA: readonly (string | null)[],
  keysB: readonly (string | null)[],
): MatchedPair[] {
  const [left, right] = [onceOnly(keysA, free.a), onceOnly(keysB, free.b)];
  return [...left].flatMap(([key, from]) => {
    const to = right.get(key);
    if (to === undefined || (a[from]?.type === 'table') !== (b[to]?.type === 'table')) return [];
    return [{ a: from, b: to }];
  });
}

function onceOnly(keys: readonly (string | null)[], free: ReadonlySet<number>): Map<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  for (const index of free) {
    const key = keys[index] ?? null;
    if (key === null) continue;
    if (found.has(key)) twice.add(key);
    found.set(key, index);
  }
  for (const key of twice) found.delete(key);
  return found;
}

/** The id of a block, or of the section that a heading opens. */
function identities(blocks: readonly Block[]): (string | null)[] {
  const keys: (string | null)[] = blocks.map(({ id }) => (id === null ? null : `id ${id}`));
  for (const { id, start, level } of sectionsOf(blocks)) {
    const block = blocks[start];
    if (level > 0 && block?.type === 'heading' && block.key !== null) keys[start] = `section ${id}`;
  }
  return keys;
}

type Likeness = (a: number, b: number) => number;

/** 0..1: the share of neighbouring pairs of characters that both have. */
function likeness(a: readonly Block[], b: readonly Block[]): Likeness {
  const [left, right] = [new Map<number, Pairs>(), new Map<number, Pairs>()];
  return (from, to) => {
    const [one, other] = [a[from], b[to]];
    if (!one || !other || (one.type === 'table') !== (other.type === 'table')) return 0;
    const share = common(pairsOf(left, from, one), pairsOf(right, to, other));
    return one.type === other.type ? share : share * 0.9;
  };
}

interface Pairs {
  count: Map<string, number>;
  all: number;
}

function pairsOf(known: Map<number, Pairs>, index: number, block: Block): Pairs {
  const before = known.get(index);
  if (before) return before;
  const text = (block.type === 'table' ? wordsOf(block) : textOf(block.runs)).slice(0, MOST_CHARACTERS);
  const pairs: Pairs = { count: new Map(), all: 0 };
  for (let at = 0; at + 1 < text.length || (at === 0 && text.length === 1); at++) {
    const pair = text.slice(at, at + 2);
    pairs.count.set(pair, (pairs.count.get(pair) ?? 0) + 1);
    pairs.all += 1;
  }
  known.set(index, pairs);
  return pairs;
}

function common(a: Pairs, b: Pairs): number {
  if (a.all + b.all === 0) return 1;
  let both = 0;
  for (const [pair, count] of a.count) both += Math.min(count, b.count.get(pair) ?? 0);
  return (2 * both) / (a.all + b.all);
}

/** The pairs of greatest likeness between two pairs that are known, in order. */
function alikeBetween(like: Likeness, free: Free, after: MatchedPair | undefined, before: MatchedPair): MatchedPair[] {
  const left = within(free.a, (after?.a ?? -1) + 1, before.a);
  const right = within(free.b, (after?.b ?? -1) + 1, before.b);
  if (left.length === 0 || right.length === 0) return [];
  // A gap too large to look at whole is looked at along its diagonal.
  const reach = Math.max(1, Math.floor(MOST_PAIRS / Math.max(left.length, right.length) / 2));
  const width = right.length + 1;
  const best = new Float64Array((left.length + 1) * width);
  const score = (i: number, j: number) => best[i * width + j] ?? 0;
  const shares = new Map<number, number>();
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const far = Math.abs(j - (i * right.length) / left.length) > reach;
      const share = far ? 0 : like(left[i] ?? 0, right[j] ?? 0);
      if (share >= ALIKE) shares.set(i * width + j, share);
      const paired = share >= ALIKE ? share + score(i + 1, j + 1) : 0;
      best[i * width + j] = Math.max(paired, score(i + 1, j), score(i, j + 1));
    }
  }
  const pairs: MatchedPair[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const share = shares.get(i * width + j);
    if (share !== undefined && score(i, j) === share + score(i + 1, j + 1))
      pairs.push({ a: left[i++] ?? 0, b: right[j++] ?? 0 });
    else if (score(i, j) === score(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

function within(free: ReadonlySet<number>, from: number, to: number): number[] {
  const found: number[] = [];
  for (let index = from; index < to; index++) if (free.has(index)) found.push(index);
  return found;
}

/** What is left of both, however far apart: long enough and alike enough, it moved. */
function alikeElsewhere(a: readonly Block[], b: readonly Block[], like: Likeness, free: Free): MatchedPair[] {
  const left = [...free.a].filter((index) => lengthOf(a[index]) >= KNOWN_AGAIN).sort((x, y) => x - y);
  const right = [...free.b].filter((index) => lengthOf(b[index]) >= KNOWN_AGAIN).sort((x, y) => x - y);
  if (left.length * right.length > MOST_PAIRS) return [];
  const taken = new Set<number>();
  return left.flatMap((from) => {
    let [to, most] = [-1, 0];
    for (const index of right) {
      const share = taken.has(index) ? 0 : like(from, index);
      if (share > most) [to, most] = [index, share];
    }
    if (most < ALIKE_ELSEWHERE) return [];
    taken.add(to);
    return [{ a: from, b: to }];
  });
}

function lengthOf(block: Block | undefined): number {
  return block ? wordsOf(block).length : 0;
}
