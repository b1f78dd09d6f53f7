// Word's automatic numbers ("一、", "（一）", "1.") as text: they stand in no paragraph, so the recogniser would not see them.

import { countingWord } from './counting';
import { readXml } from './xml';

interface Level {
  start: number;
  format: string;
  /** With %1..%9 for the numbers of the levels. */
  text: string;
  style: string | null;
  legal: boolean;
}

/** Characters of a number's pattern that count; Word's own are shorter. */
const LONGEST = 64;

export interface NumberingRef {
  num: string | null;
  level: number | null;
}

interface Num {
  abstract: string;
  /** Level -> the number at which this list begins again. */
  starts: Map<number, number>;
}

interface Tables {
  levels: Map<string, Map<number, Level>>;
  nums: Map<string, Num>;
  styles: Map<string, NumberingRef & { base: string | null }>;
}

/** The text of an automatic number; '' where the paragraph has none. */
export type Numberer = (style: string | null, own: NumberingRef) => string;

/** @throws Refused `unreadable-file` for broken XML. Unknown formats count in Arabic digits, as Word does. */
export function numberer(numbering: Buffer | null, styles: Buffer | null): Numberer {
  const tables: Tables = { levels: new Map(), nums: new Map(), styles: new Map() };
  if (numbering) readNumbering(numbering, tables);
  if (styles) readStyles(styles, tables);
  const counters = new Map<string, number[]>();
  const begun = new Set<string>();
  return (style, own) => {
    const { num: id, level: at } = refOf(tables, style, own);
    const num = id === null ? undefined : tables.nums.get(id);
    const levels = num && tables.levels.get(num.abstract);
    const level = levels?.get(at);
    if (id === null || !num || !levels || !level) return '';
    const counts = counters.get(num.abstract) ?? [];
    counters.set(num.abstract, counts);
    const restart = begun.has(`${id}/${at}`) ? undefined : num.starts.get(at);
    begun.add(`${id}/${at}`);
    counts[at] = restart ?? (counts[at] === undefined ? level.start : counts[at] + 1);
    counts.length = at + 1;
    return shown(level, levels, counts);
  };
}

function shown(level: Level, levels: ReadonlyMap<number, Level>, counts: readonly (number | undefined)[]): string {
  if (level.format === 'none') return '';
  if (level.format === 'bullet') return level.text === '' ? '' : '•';
  return level.text.replaceAll(/%([1-9])/g, (_whole, digit: string) => {
    const at = Number(digit) - 1;
    const format = level.legal ? 'decimal' : (levels.get(at)?.format ?? 'decimal');
    return countingWord(format, counts[at] ?? levels.get(at)?.start ?? 1);
  });
}

/** The paragraph's own number, else its style's or that of the styles it is based on. numId 0 switches numbers off. */
function refOf(tables: Tables, style: string | null, own: NumberingRef): { num: string | null; level: number } {
  let { num, level } = own;
  let at = style;
  for (let depth = 0; at !== null && num === null && depth < 32; depth++) {
    const found = tables.styles.get(at);
    num = found?.num ?? null;
    level ??= found?.level ?? (num === null ? null : styleLevel(tables, num, at));
    at = found?.base ?? null;
  }
  return { num, level: level ?? 0 };
}

/** A list that names the style at one of its levels. */
function styleLevel(tables: Tables, num: string, style: string): number | null {
  const levels = tables.levels.get(tables.nums.get(num)?.abstract ?? '');
  return [...(levels ?? [])].find(([, level]) => level.style === style)?.[0] ?? null;
}

function readNumbering(xml: Buffer, tables: Tables): void {
  let levels = new Map<number, Level>();
  let level: Level | null = null;
  let num: Num | null = null;
  let overridden = 0;
  readXml(xml, {
    open: (name, attributes) => {
      const value = attributes.get('w:val') ?? '';
      if (name === 'w:abstractNum') {
        levels = new Map();
        tables.levels.set(attributes.get('w:abstractNumId') ?? '', levels);
      } else if (name === 'w:num') {
        num = { abstract: '', starts: new Map() };
        tables.nums.set(attributes.get('w:numId') ?? '', num);
      } else if (name === 'w:abstractNumId' && num) num.abstract = value;
      else if (name === 'w:lvlOverride') overridden = whole(attributes.get('w:ilvl'), 0);
      else if (name === 'w:startOverride') num?.starts.set(overridden, whole(value, 1));
      else if (name === 'w:lvl' && !num) {
        level = { start: 1, format: 'decimal', text: '', style: null, legal: false };
        levels.set(whole(attributes.get('w:ilvl'), 0), level);
      } else if (level) setLevel(level, name, value);
    },
    close: (name) => {
      if (name === 'w:lvl') level = null;
    },
    text: () => undefined,
  });
}

function setLevel(level: Level, name: string, value: string): void {
  if (name === 'w:start') level.start = whole(value, 1);
  else if (name === 'w:numFmt') level.format = value;
  else if (name === 'w:lvlText') level.text = value.slice(0, LONGEST);
  else if (name === 'w:pStyle') level.style = value;
  else if (name === 'w:isLgl') level.legal = value !== '0' && value !== 'false';
}

function readStyles(xml: Buffer, tables: Tables): void {
  let style: (NumberingRef & { base: string | null }) | null = null;
  readXml(xml, {
    open: (name, attributes) => {
      const value = attributes.get('w:val') ?? '';
      if (name === 'w:style') {
        style = { num: null, level: null, base: null };
        tables.styles.set(attributes.get('w:styleId') ?? '', style);
      } else if (!style) return;
      else if (name === 'w:basedOn') style.base = value;
      else if (name === 'w:numId') style.num = value;
      else if (name === 'w:ilvl') style.level = whole(value, 0);
    },
    close: () => undefined,
    text: () => undefined,
  });
}

/** A small whole number of the file, or `otherwise`. */
function whole(value: string | undefined, otherwise: number): number {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : otherwise;
}
