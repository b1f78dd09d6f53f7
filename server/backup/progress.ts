// What an operator sees while a backup or a restore runs, and at its end.
type Say = (line: string) => void;

/** What takes long says so this often, in ms. */
export const EVERY_MS = 2000;

export class Progress {
  private said = performance.now();
  private rows = 0;
  private bytes = 0;
  private readonly say: Say;

  constructor(say: Say) {
    this.say = say;
  }

  /** Rows of this table have gone by; their size is told in characters, which are bytes but for Chinese. */
  passed(table: string, lines: readonly string[]): void {
    this.rows += lines.length;
    for (const line of lines) this.bytes += line.length;
    if (performance.now() - this.said < EVERY_MS) return;
    this.said = performance.now();
    this.say(`  ${table}: ${count(this.rows)} rows, ${size(this.bytes)} so far`);
  }

  table(table: string, { rows, bytes }: { rows: number; bytes: number }): void {
    this.rows = 0;
    this.bytes = 0;
    this.say(`  ${table}: ${count(rows)} rows, ${size(bytes)}`);
  }
}

export const count = (n: number) => n.toLocaleString('en');

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KiB', 'MiB', 'GiB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1]}`;
}

/** Seconds with one digit behind the point, from a moment of `performance.now()` on. */
export const secondsSince = (began: number) => `${((performance.now() - began) / 1000).toFixed(1)} s`;
