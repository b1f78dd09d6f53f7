// Which clocks of one Yjs client carry which number: disjoint ranges in rising order, where whoever comes first keeps his.

export interface ClockRange {
  clock: number;
  /** Exclusive. */
  end: number;
  value: number;
}

/** Parallel arrays of numbers: a long history holds hundreds of thousands of ranges, and an object for each would weigh tenfold. */
export class Ranges {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly values: number[] = [];

  /** Gives `value` to what of [clock, end) has none yet; answers those parts. */
  claim(clock: number, end: number, value: number): [clock: number, end: number][] {
    const gaps = this.gaps(clock, end);
    for (const [from, to] of gaps) this.put(from, to, value);
    return gaps;
  }

  /** What of [clock, end) has a value, in order. */
  *within(clock: number, end: number): Iterable<ClockRange> {
    for (let at = this.firstEndingAfter(clock); at < this.starts.length; at++) {
      const range = this.at(at);
      if (range.clock >= end) return;
      yield { clock: Math.max(clock, range.clock), end: Math.min(end, range.end), value: range.value };
    }
  }

  /** What of [clock, end) has no value. */
  gaps(clock: number, end: number): [clock: number, end: number][] {
    // Nearly every row goes on where the one before it ended.
    if (clock >= (this.ends.at(-1) ?? 0)) return clock < end ? [[clock, end]] : [];
    const gaps: [number, number][] = [];
    let from = clock;
    for (const range of this.within(clock, end)) {
      if (range.clock > from) gaps.push([from, range.clock]);
      from = range.end;
    }
    if (from < end) gaps.push([from, end]);
    return gaps;
  }

  *[Symbol.iterator](): Iterator<ClockRange> {
    for (let at = 0; at < this.starts.length; at++) yield this.at(at);
  }

  private at(index: number): ClockRange {
    return { clock: this.starts[index] ?? 0, end: this.ends[index] ?? 0, value: this.values[index] ?? 0 };
  }

  private put(clock: number, end: number, value: number): void {
    const at = this.firstEndingAfter(clock);
    if (at === this.starts.length) {
      this.starts.push(clock);
      this.ends.push(end);
      this.values.push(value);
      return;
    }
    this.starts.splice(at, 0, clock);
    this.ends.splice(at, 0, end);
    this.values.splice(at, 0, value);
  }

  private firstEndingAfter(clock: number): number {
    if (clock >= (this.ends.at(-1) ?? 0)) return this.ends.length;
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) > clock) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
