// The longest common subsequence of two sequences, as places: what the differences of words, blocks and rows are made of.

/** `a` and `b` hold the same from these places on, so far. */
export interface Common {
  a: number;
  b: number;
  length: number;
}

/** Beyond so many differences the rest counts as wholly replaced: nobody reads such a difference word by word. */
const MOST_DIFFERENCES = 1_200;

/** Myers' greedy way, the equal ends taken off first. Time and memory grow with the square of the differences, which are bounded. */
export function commonOf<T>(a: readonly T[], b: readonly T[]): Common[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const found: Common[] = [];
  if (start > 0) found.push({ a: 0, b: 0, length: start });
  const middle = shortestEdit(a, b, start, end);
  for (const [x, y] of middle) pushCommon(found, x + start, y + start, 1);
  if (end > 0) pushCommon(found, a.length - end, b.length - end, end);
  return found;
}

function pushCommon(found: Common[], a: number, b: number, length: number): void {
  const last = found.at(-1);
  if (last && last.a + last.length === a && last.b + last.length === b) last.length += length;
  else found.push({ a, b, length });
}

/** Pairs of equal items between the equal ends, in rising order; none when there are too many differences. */
function shortestEdit<T>(a: readonly T[], b: readonly T[], start: number, end: number): [number, number][] {
  const n = a.length - start - end;
  const m = b.length - start - end;
  if (n === 0 || m === 0) return [];
  const most = Math.min(n + m, MOST_DIFFERENCES);
  const reach = new Int32Array(2 * most + 2);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    trace.push(reach.slice(most - d, most + d + 1));
    for (let k = -d; k <= d; k += 2) {
      let x = goesDown(reach, most, k, d) ? at(reach, most + k + 1) : at(reach, most + k - 1) + 1;
      while (x < n && x - k < m && a[start + x] === b[start + x - k]) x++;
      reach[most + k] = x;
      if (x >= n && x - k >= m) return walkBack(trace, n, m);
    }
  }
  return [];
}

function goesDown(reach: Int32Array, middle: number, k: number, d: number): boolean {
  return k === -d || (k !== d && at(reach, middle + k - 1) < at(reach, middle + k + 1));
}

function walkBack(trace: readonly Int32Array[], n: number, m: number): [number, number][] {
  const pairs: [number, number][] = [];
  let x = n;
  let y = m;
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d];
    if (!reach) break;
    const k = x - y;
    const from = d === 0 ? 0 : goesDown(reach, d, k, d) ? k + 1 : k - 1;
    const beforeX = d === 0 ? 0 : at(reach, d + from);
    const beforeY = d === 0 ? 0 : beforeX - from;
    while (x > beforeX && y > beforeY) pairs.push([--x, --y]);
    x = beforeX;
    y = beforeY;
  }
  return pairs.reverse();
}

function at(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}

/** Of pairs in the order of their `a`, those of greatest weight whose `b` rises too: the others changed their place. */
export function heaviestRising<P extends { a: number; b: number; weight: number }>(pairs: readonly P[]): P[] {
  const size = Math.max(0, ...pairs.map(({ b }) => b)) + 2;
  const best: (number | null)[] = new Array(size).fill(null);
  const sum: number[] = [];
  const before: (number | null)[] = [];
  const sumOf = (index: number | null) => (index === null ? 0 : (sum[index] ?? 0));
  let last: number | null = null;
  pairs.forEach(({ b, weight }, index) => {
    let from: number | null = null;
    for (let slot = b; slot > 0; slot -= slot & -slot)
      if (sumOf(best[slot] ?? null) > sumOf(from)) from = best[slot] ?? null;
    before[index] = from;
    sum[index] = sumOf(from) + weight;
    for (let slot = b + 1; slot < size; slot += slot & -slot)
      if (sumOf(index) > sumOf(best[slot] ?? null)) best[slot] = index;
    if (sumOf(index) > sumOf(last)) last = index;
  });
  const rising: P[] = [];
  for (let index: number | null = last; index !== null; index = before[index] ?? null) {
    const pair = pairs[index];
    if (pair) rising.push(pair);
  }
  return rising.reverse();
}
