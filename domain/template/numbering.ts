// Generated numbers and titles: what a template makes of a position, and of the facts of a review (DOMAIN "Numbering").
import type { Locale } from '../actor';
import { chineseOrdinal } from './ordinal';
import type { Numbering, Template } from './template';

/**
 * NU1: the marker of the n-th thing, n from 1; '' for 0 and for style `none`.
 * NU2: `parent` is the number of what it stands in; `arabic-dot-2` writes it before the dot and, without a parent, `1.`.
 */
export function formatNumber(style: Numbering, n: number, parent = 0): string {
  if (n < 1) return '';
  switch (style) {
    case 'cn-dun':
      return `${chineseOrdinal(n)}、`;
    case 'cn-paren':
      return `（${chineseOrdinal(n)}）`;
    case 'cn-shi':
      return `${chineseOrdinal(n)}是`;
    case 'cn-yao':
      return `${chineseOrdinal(n)}要`;
    case 'arabic-dot':
      return `${n}.`;
    case 'arabic-paren':
      return `（${n}）`;
    case 'arabic-dot-2':
      return parent > 0 ? `${parent}.${n}` : `${n}.`;
    case 'bullet':
      return '•';
    case 'none':
      return '';
  }
}

export interface NumberingStyles {
  part: Numbering;
  dimension: Numbering;
  item: Numbering;
}

const CHINESE: NumberingStyles = { part: 'cn-dun', dimension: 'cn-paren', item: 'cn-shi' };
const WESTERN: NumberingStyles = { part: 'arabic-dot', dimension: 'none', item: 'bullet' };

/**
 * NU3: the styles of a part. What it does not say, or a part that the template does not know (`partKey` null or foreign),
 * takes the first style that the template's other parts use at that place, else the habit of the template's first language.
 */
export function numberingOf(template: Template, partKey: string | null): NumberingStyles {
  const own = template.parts.find((part) => part.id === partKey)?.numbering;
  const habit = template.locales[0] === 'en' ? WESTERN : CHINESE;
  const style = (place: keyof NumberingStyles) =>
    own?.[place] ?? template.parts.find((part) => part.numbering?.[place])?.numbering?.[place] ?? habit[place];
  return { part: style('part'), dimension: style('dimension'), item: style('item') };
}

/** Longest title of a review, UTF-16 code units. */
const MAX_TITLE = 200;

/**
 * NU4: the template's title with the facts of `meta` in place of `{key}`. A fact not yet known leaves with the words that
 * only it needs (年 after a year, empty brackets, a trailing "of"); with nothing left the template's name stands.
 */
export function titleFromTemplate(template: Template, meta: Readonly<Record<string, string>>, locale: Locale): string {
  const language = locale === 'en' ? 'en' : 'zh';
  const filled = template.title[language].replaceAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g, (_, key: string) =>
    fact(meta, key),
  );
  const tidy = filled
    .replaceAll(/（\0）|\(\0\)|\0年|[,，:：]\s*\0|\s(?:of|for)\s+\0|\0/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,，:：]+|[\s,，:：]+$/g, '');
  return tidy === '' ? template.name[language] : clipped(tidy);
}

/** NUL stands for a fact that is missing: no fact can hold one. */
function fact(meta: Readonly<Record<string, string>>, key: string): string {
  const value = Object.hasOwn(meta, key) ? meta[key]?.replaceAll('\0', '').trim() : undefined;
  return value ? value : '\0';
}

/** Never half a character at the cut. */
function clipped(title: string): string {
  const cut = title.slice(0, MAX_TITLE);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
