// CK28 problem-share: problems and causes make up the share of the text that the template asks for.
import type { OutlinePart, Span } from '../document/outlineTypes';
import type { PartRole } from '../template/template';
import type { Check, Hit } from './check';
import { type CheckedText, linesWithin } from './checkedText';
import { saysSomething } from './items';

export interface Share {
  /** Characters that are not white, headings included, markers left out: of these parts, and of preamble and all parts. */
  own: number;
  total: number;
}

/** The share of the parts with one of these roles. */
export function shareOf(checked: CheckedText, roles: readonly PartRole[]): Share {
  const { preamble, parts } = checked.outline;
  const sum = (spans: readonly Pick<Span, 'start' | 'end'>[]) =>
    spans.reduce((n, span) => n + letters(checked, span), 0);
  return { own: sum(parts.filter(({ role }) => roles.includes(role))), total: sum(parts) + sum(preamble) };
}

/** No hit while a part is still empty: its absence is told elsewhere, and a share of half a text says nothing. */
export const problemShare: Check = function* (checked): Generator<Hit> {
  const { outline, template } = checked;
  const [first] = outline.parts;
  if (!first || !outline.parts.every((part) => saysSomething(checked, part))) return;
  for (const { parts: ids, min } of template.limits.shares ?? []) {
    const roles = template.parts.filter(({ id }) => ids.includes(id)).map(({ role }) => role);
    const { own, total } = shareOf(checked, roles);
    if (total === 0 || own / total >= min) continue;
    const at: OutlinePart = outline.parts.find(({ role }) => roles.includes(role)) ?? first;
    const share = Math.round((own / total) * 1000) / 1000;
    const message = {
      zh: `问题与原因只占全文 ${percent(share)}，应不少于 ${percent(min)}，写充实些。`,
      en: `Problems and causes are only ${percent(share)} of the text, at least ${percent(min)} is wanted: write more of them.`,
    };
    yield { start: at.start, end: at.headingEnd, message, fields: { share, min, own, total } };
  }
};

function percent(share: number): string {
  return `${Math.floor(share * 100)}%`;
}

function letters(checked: CheckedText, span: Pick<Span, 'start' | 'end'>): number {
  return linesWithin(checked, span).reduce((n, { words }) => n + words.replaceAll(/\s/g, '').length, 0);
}
