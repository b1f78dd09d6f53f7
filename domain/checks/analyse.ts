// Everything the review screen wants of the checks, in one pure step over plain data: a worker runs it away from the typing.
import type { Block } from '../document/blocks';
import { outlineOf } from '../document/outline';
import { type Rendered, renderText } from '../document/render';
import { sectionAt, sectionsOf } from '../document/sections';
import type { FieldsByPoint } from '../fields';
import type { Template } from '../template/template';
import type { FindingView, SharedPassageView } from '../view';
import { acrossMessage } from './across';
import { ACROSS, CATALOGUE } from './catalogue';
import { checkedText, type Place } from './checkedText';
import { fixesOf, fixOf, isFixable } from './fixes';
import { type Mend, mendsFor, type Placed, placesIn } from './places';
import { foundBy } from './run';

export interface AnalysisInput {
  title: string;
  blocks: readonly Block[];
  template: Template;
  fields: FieldsByPoint;
  phrases: readonly string[];
  /** As the server last answered; told again only while the text still says so. */
  shared: readonly SharedPassageView[];
}

/** A finding with its place in the document, and what mends it for certain. */
export interface Located extends FindingView {
  /** The same for the same hit in a later text: rule, words, and which of equal ones. */
  key: string;
  /** Index of the block that a press goes to; null for the title. */
  block: number | null;
  sectionKey: string | null;
  places: readonly Placed[];
  mends: readonly Mend[] | null;
  /** The other places that it is about (CK36), in the order of the text. */
  elsewhere: readonly Elsewhere[];
  /** The other side of a shared passage; null or absent: nothing may be told. */
  other?: SharedPassageView['other'];
}

/** Words at another place of the text, with a few of those around them where they are short. */
export interface Elsewhere {
  before: string;
  quote: string;
  after: string;
  /** Null for the title. */
  block: number | null;
  places: readonly Placed[];
}

export interface Analysis {
  items: readonly Located[];
  /** Block of each rendered line, as the gates want it. */
  lineBlocks: readonly (number | null)[];
  /** All sure fixes of a rule in one step, where more than one finding of it has one. */
  fixAll: Readonly<Record<string, readonly Mend[]>>;
  rules: number;
}

export function analyse({ title, blocks, template, fields, phrases, shared }: AnalysisInput): Analysis {
  const rendered = renderText(title, blocks, template);
  const outline = outlineOf(title, blocks, template, fields);
  const checked = checkedText({ text: rendered.text, outline, template, phrases });
  const found: { finding: FindingView & Pick<Located, 'other'>; elsewhere: readonly Place[] }[] = [
    ...foundBy(checked),
    ...sharedIn(rendered, shared).map((finding) => ({ finding, elsewhere: [] })),
  ].sort((a, b) => a.finding.start - b.finding.start);
  const lineBlocks = rendered.lines.map((line) => line.block);
  const sections = sectionsOf(blocks);
  const seen = new Map<string, number>();
  const items = found.map(({ finding: one, elsewhere }): Located => {
    const { rule, severity, message, line, start, end, quote, other } = one;
    const same = `${rule} ${quote ?? ''}`;
    const n = (seen.get(same) ?? 0) + 1;
    seen.set(same, n);
    const block = lineBlocks[line - 1] ?? null;
    const edit = isFixable(rule) ? fixOf(checked, one) : null;
    return {
      ...{ rule, severity, message, line, start, end, ...(quote ? { quote } : {}), ...(other ? { other } : {}) },
      key: `${n} ${same}`,
      block,
      sectionKey: block === null ? null : (sectionAt(sections, block)?.id ?? null),
      places: placesIn(rendered, blocks, one),
      mends: edit && mendsFor(rendered, blocks, [edit]),
      elsewhere: elsewhere.map((place) => ({
        ...around(rendered, place),
        block: lineBlocks[place.line - 1] ?? null,
        places: placesIn(rendered, blocks, place),
      })),
    };
  });
  const fixAll: Record<string, readonly Mend[]> = {};
  for (const rule of new Set(items.filter((one) => one.mends).map((one) => one.rule))) {
    const own = items.filter((one) => one.rule === rule && one.mends);
    const mends = own.length > 1 ? mendsFor(rendered, blocks, fixesOf(checked, own)) : null;
    if (mends) fixAll[rule] = mends;
  }
  return { items, lineBlocks, fixAll, rules: CATALOGUE.length };
}

/** Shorter words do not tell where they stand: so many code units of their line on either side do. */
const TELLING = 12;
const BESIDE = 8;

function around({ text, lines }: Rendered, { line, start, end, quote }: Place): Omit<Elsewhere, 'block' | 'places'> {
  const within = lines[line - 1];
  if (!within || quote.length >= TELLING) return { before: '', quote, after: '' };
  const before = text.slice(Math.max(within.start, start - BESIDE), start).replace(/^[\udc00-\udfff]/, '');
  const after = text.slice(end, Math.min(within.end, end + BESIDE)).replace(/[\ud800-\udbff]$/, '');
  return { before, quote, after };
}

/** Each shared passage where its words stand now: the nearest place to where the server found them, or nowhere. */
function sharedIn(rendered: Rendered, shared: readonly SharedPassageView[]) {
  return shared.flatMap((one) => {
    const start = nearest(rendered.text, one.quote, one.start);
    const line = rendered.lines.findLastIndex((each) => each.start <= start) + 1;
    if (start < 0) return [];
    const { quote, other } = one;
    const end = Math.min(rendered.text.length, start + one.end - one.start);
    return [{ rule: ACROSS, severity: 'warn' as const, message: acrossMessage(one), line, start, end, quote, other }];
  });
}

function nearest(text: string, words: string, at: number): number {
  const before = text.lastIndexOf(words, at);
  const after = text.indexOf(words, at);
  if (before < 0 || after < 0) return Math.max(before, after);
  return at - before <= after - at ? before : after;
}
