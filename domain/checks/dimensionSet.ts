// CK15 dimension-set: the problems part has the dimensions of the template, under their names.
import type { OutlineDimension } from '../document/outlineTypes';
import { createMatcher } from '../template/match';
import type { TemplateDimension } from '../template/template';
import type { Check, Hit, Message } from './check';
import { isLatin } from './checkedText';
import { partsWith } from './items';
import { clipped } from './patternHits';

/** Another name of a dimension counts as present but is a hit; all that are missing are one hit at the heading of the part. */
export const dimensionSet: Check = function* (checked): Generator<Hit> {
  const [problems] = partsWith(checked, 'problems');
  const own = checked.template.parts.find((part) => part.role === 'problems');
  const wanted = own?.dimensions ?? [];
  if (!problems || !own || own.dimensionMode === 'free' || wanted.length === 0) return;
  const matcher = createMatcher(checked.template);
  const present = new Set<TemplateDimension>();
  for (const dimension of problems.dimensions) {
    const { key, match } = matcher.dimension(own.id, dimension.heading, dimension.name);
    const meant = wanted.find(({ id }) => id === (key ?? dimension.key)?.split('/').at(-1)?.replace(/~\d+$/, ''));
    const twice = match === 'unknown' && [...present].some((one) => one === meant || isNamed(one, dimension.name));
    if (meant) present.add(meant);
    if (twice) yield hitAt(dimension, null, repeated(dimension.name));
    else if (match) yield renamed(dimension, meant);
  }
  const missing = wanted.filter((one) => !present.has(one) && (one.items?.min ?? 1) > 0);
  if (missing.length > 0) yield { start: problems.start, end: problems.headingEnd, ...absent(missing) };
};

function isNamed({ title, aliases = [] }: TemplateDimension, name: string): boolean {
  return [title.zh, title.en, ...aliases].includes(name);
}

function hitAt({ n, name, start, headingEnd: end }: OutlineDimension, expected: string | null, message: Message): Hit {
  return { start, end, message, fields: { n, found: name, expected } };
}

function renamed(dimension: OutlineDimension, meant: TemplateDimension | undefined): Hit {
  const { name } = dimension;
  if (!meant) return hitAt(dimension, null, unknown(name));
  const { zh, en } = meant.title;
  return hitAt(dimension, isLatin(name) && !isLatin(zh) ? en : zh, {
    zh: `“${clipped(name)}”在模板中叫“${zh}”，改为一致。`,
    en: `“${clipped(name)}” is “${en}” in the template: use that name.`,
  });
}

function repeated(name: string): Message {
  return {
    zh: `“${clipped(name)}”这一方面出现两次，合并为一处。`,
    en: `The dimension “${clipped(name)}” stands there twice: join them.`,
  };
}

function unknown(name: string): Message {
  return {
    zh: `模板中没有“${clipped(name)}”这一方面，核对名称。`,
    en: `The template has no dimension “${clipped(name)}”: check its name.`,
  };
}

function absent(missing: readonly TemplateDimension[]): Pick<Hit, 'message' | 'fields'> {
  const names = (language: 'zh' | 'en') => missing.map(({ title }) => title[language]);
  const message = {
    zh: `缺少方面：${names('zh').join('、')}，补写。`,
    en: `Missing dimensions: ${names('en').join('; ')}: add them.`,
  };
  return { message, fields: { found: null, expected: names('zh') } };
}
