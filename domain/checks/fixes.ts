// CK31: what mends a finding for certain, as one edit of the checked text; null where a person has to decide.
import type { TextRule } from './catalogue';
import { type CheckedText, lineNumber } from './checkedText';
import { CHECKS } from './run';

/** In UTF-16 offsets of the checked text. */
export interface Edit {
  start: number;
  end: number;
  insert: string;
}

interface Found {
  rule: string;
  start: number;
  end: number;
}

type Fix = (checked: CheckedText, found: Found) => Edit | null;

/** Numbers, placeholders, whole sentences and everything that needs a fact are never here. */
const FIXES: Partial<Record<TextRule, Fix>> = {
  'leftover-marker': (checked, found) => wholeLine(checked, found) ?? cut(found.start, found.end),
  'password-line': (checked, { start }) => line(checked, start),
  'doubled-punct': oneMark,
  'halfwidth-punct': ({ text }, { start, end }) => {
    const full = FULL[text.slice(start, end)];
    return full === undefined ? null : { start, end, insert: full };
  },
  'unpaired-quote': bothQuotes,
  'invisible-char': visible,
  'bidi-control': (_checked, { start, end }) => cut(start, end),
  'blank-run': (checked, { start, end }) => cut(checked.lines[lineNumber(checked, start) - 1]?.end ?? end, end),
  'heading-period': ({ text }, { end }) => {
    let start = end;
    while (text[start - 1] === '。') start -= 1;
    return cut(start, end);
  },
  'repeated-word': onceOnly,
};

/** Rules that look at one line alone: their fix is tried on it first. */
const OF_A_LINE: ReadonlySet<string> = new Set<TextRule>([
  'leftover-marker',
  'doubled-punct',
  'halfwidth-punct',
  'unpaired-quote',
  'invisible-char',
  'bidi-control',
  'repeated-word',
]);

export function isFixable(rule: string): boolean {
  return Object.hasOwn(FIXES, rule);
}

/** The edit after which the rule reports this finding no longer, and nothing that it did not report before. */
export function fixOf(checked: CheckedText, found: Found): Edit | null {
  const fix = FIXES[found.rule as TextRule];
  const edit = fix?.(checked, found) ?? null;
  if (!edit || (edit.insert === '' && edit.start >= edit.end)) return null;
  return !OF_A_LINE.has(found.rule) || mends(checked, found, edit) ? edit : null;
}

/** One edit for each of the findings that has one, in text order; what overlaps is one. */
export function fixesOf(checked: CheckedText, all: readonly Found[]): Edit[] {
  const edits = all.flatMap((found) => fixOf(checked, found) ?? []).sort((a, b) => a.start - b.start || b.end - a.end);
  return edits.filter((edit, n) => n === 0 || edit.start >= Math.max(...edits.slice(0, n).map((one) => one.end)));
}

export function applied(text: string, edits: readonly Edit[]): string {
  return edits.reduceRight((words, { start, end, insert }) => words.slice(0, start) + insert + words.slice(end), text);
}

function cut(start: number, end: number): Edit {
  return { start, end, insert: '' };
}

/** The whole line with the line end before it; the first line stays. */
function line(checked: CheckedText, at: number): Edit | null {
  const n = lineNumber(checked, at) - 1;
  const [before, own] = [checked.lines[n - 1], checked.lines[n]];
  return before && own ? cut(before.end, own.end) : null;
}

/** Where nothing but the finding stands in its line. */
function wholeLine(checked: CheckedText, { start, end }: Found): Edit | null {
  const own = checked.lines[lineNumber(checked, start) - 1];
  if (!own || checked.text.slice(own.start, own.end).trim() !== checked.text.slice(start, end)) return null;
  return line(checked, start);
}

const FULL: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '!': '！', '?': '？' };
const MARKS = /[。，、；：！？]/;

/** One mark repeated: one stays. A comma or the like before full stops of one kind: the full stop stays. Else nobody knows. */
function oneMark({ text }: CheckedText, found: Found): Edit | null {
  let [start, end] = [found.start, found.end];
  if (MARKS.test(text[start] ?? '')) {
    while (MARKS.test(text[start - 1] ?? '')) start -= 1;
    while (MARKS.test(text[end] ?? '')) end += 1;
  }
  const marks = text.slice(start, end);
  if (new Set(marks).size === 1) return cut(start + 1, end);
  const stop = /^[，、；：]+([。！？])\1*$/.exec(marks)?.[1];
  return stop ? { start, end, insert: stop } : null;
}

/** Certain only where a line has just two curly quotes, both turned the same way. */
function bothQuotes(checked: CheckedText, { start }: Found): Edit | null {
  const own = checked.lines[lineNumber(checked, start) - 1];
  if (!own) return null;
  const quotes = Array.from(checked.text.slice(own.start, own.end).matchAll(/[“”]/g));
  const [first, second] = quotes;
  if (!first || !second || quotes.length !== 2 || first[0] !== second[0]) return null;
  const wrong = own.start + (first[0] === '”' ? first.index : second.index);
  return { start: wrong, end: wrong + 1, insert: first[0] === '”' ? '“' : '”' };
}

/** Between Latin letters and digits a blank is meant. A joiner inside an emoji is not odd. */
function visible({ text }: CheckedText, { start, end }: Found): Edit | null {
  const around = (text[start - 1] ?? '') + (text[end] ?? '');
  if (text[start] === '\u200d' && /\p{Extended_Pictographic}|\ufe0f/u.test(text.slice(Math.max(0, start - 2), end + 2)))
    return null;
  const blank = /[\u00a0\t]/.test(text[start] ?? '') && /^[\w.,;:!?)%'"-][\w('"]$/.test(around);
  return { start, end, insert: blank ? ' ' : '' };
}

/** However often it is typed: once. */
function onceOnly({ text }: CheckedText, { start, end }: Found): Edit | null {
  const found = text.slice(start, end);
  const latin = /^([a-z]+)( +)\1$/.exec(found);
  const word = latin?.[1] ?? found.slice(0, found.length / 2);
  const from = start + word.length;
  let to = end;
  const next = () => (latin ? new RegExp(`^ {1,2}${word}\\b`).exec(text.slice(to, to + word.length + 2))?.[0] : word);
  for (let more = next(); more && text.startsWith(more, to); more = next()) to += more.length;
  return cut(from, to);
}

/** Tries the edit on its line: one hit less, and every other where it was. */
function mends(checked: CheckedText, found: Found, edit: Edit): boolean {
  const own = checked.lines[lineNumber(checked, found.start) - 1];
  if (!own) return false;
  // The line goes with everything in it.
  if (edit.start < own.start) return true;
  const words = checked.text.slice(own.start, own.end);
  const at = { ...edit, start: edit.start - own.start, end: edit.end - own.start };
  const before = hitsIn(checked, found.rule as TextRule, words);
  const after = hitsIn(checked, found.rule as TextRule, applied(words, [at]));
  const shift = at.insert.length - (at.end - at.start);
  const kept = new Set(
    before.flatMap(({ start }) => (start < at.start ? [start] : start >= at.end ? [start + shift] : [])),
  );
  return after.length < before.length && after.every(({ start }) => kept.has(start));
}

function hitsIn(checked: CheckedText, rule: TextRule, words: string) {
  return [...CHECKS[rule]({ ...checked, text: words, lines: [{ start: 0, end: words.length }] })];
}
