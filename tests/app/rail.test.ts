// Threads stand beside their text, in its order, and never over one another.
import { describe, expect, it } from 'vitest';
import { type RailItem, railHeight, stackThreads } from '../../app/review/rail/railLayout';

const START = 48;
const GAP = 8;

function place(items: readonly RailItem[], active: string | null = null) {
  return stackThreads(items, { active, start: START, gap: GAP });
}

const card = (id: string, top: number, height = 100): RailItem => ({ id, top, height });

describe('the rail', () => {
  it('puts a thread at the height of its text', () => {
    expect(place([card('a', 200), card('b', 500)])).toEqual(
      new Map([
        ['a', 200],
        ['b', 500],
      ]),
    );
  });

  it('never puts a thread above the filter chips', () => {
    expect(place([card('a', 3)]).get('a')).toBe(START);
  });

  it('moves a thread down just below the one above it', () => {
    expect(place([card('a', 200), card('b', 210), card('c', 215)])).toEqual(
      new Map([
        ['a', 200],
        ['b', 308],
        ['c', 416],
      ]),
    );
  });

  it('keeps the open thread at its text by moving those above it up', () => {
    const placed = place([card('a', 400), card('b', 420), card('c', 440)], 'c');
    expect(placed.get('c')).toBe(440);
    expect(placed.get('b')).toBe(440 - GAP - 100);
    expect(placed.get('a')).toBe(440 - 2 * (GAP + 100));
  });

  it('moves the open thread down when those above have no room left', () => {
    const placed = place([card('a', 60), card('b', 70), card('c', 80)], 'c');
    expect(placed.get('a')).toBe(START);
    expect(placed.get('c')).toBe(START + 2 * (GAP + 100));
  });

  it('keeps the order given of threads on one line: that of the text', () => {
    expect([...place([card('b', 200), card('a', 200)])]).toEqual([
      ['b', 200],
      ['a', 308],
    ]);
  });

  it('asks for the height of its last card', () => {
    const items = [card('a', 200), card('b', 210, 300)];
    expect(railHeight(items, place(items))).toBe(308 + 300);
  });

  it('holds for any number of threads: order kept, nothing overlaps, nothing above the start', () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    for (let round = 0; round < 300; round++) {
      const items = Array.from({ length: 1 + random(12) }, (_, n) => card(`t${n}`, random(900), 30 + random(220)));
      const active = random(3) === 0 ? null : `t${random(items.length)}`;
      const placed = place(items, active);
      const ordered = [...items].sort((a, b) => a.top - b.top);
      let floor = START;
      for (const item of ordered) {
        const y = placed.get(item.id) ?? Number.NaN;
        expect(y, `round ${round}, ${item.id}, active ${active}`).toBeGreaterThanOrEqual(floor);
        floor = y + item.height + GAP;
      }
    }
  });
});
