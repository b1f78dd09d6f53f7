// CK15 dimension-set: the problems part has the dimensions of the template, under their names.
import type { OutlineDimension } from '../document/outlineTypes';
import { createMatcher } from '../template/match';
import type { TemplateDimension } from '../template/template';
import type { Check, Hit, Message } from './check';
import { isLatin } from './checkedText';
import { partsWith } from './items';

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
    if (meant) present.add(meant);
    if (match) yield renamed(dimension, meant);
  }
  const missing = wanted.filter((one) => !present.has(one) && (one.items?.min ?? 1) > 0);
  if (missing.length > 0) yield { start: problems.start, end: problems.headingEnd, ...absent(missing) };
};

function renamed({ n, name, start, headingEnd }: OutlineDimension, meant: TemplateDimension | undefined): Hit {
  const at = { start, end: headingEnd };
  if (!meant) return { ...at, message: unknown(name), fields: { n, found: name, expected: null } };
  const { zh, en } = meant.title;
  const message = {
    zh: `“${name}”在模板中叫“${zh}”，改为一致。`,
    en: `“${name}” is “${en}” in the template: use that name.`,
  };
  return { ...at, message, fields: { n, found: name, expected: isLatin(name) && !isLatin(zh) ? en : zh } };
}

function unknown(name: string): Message {
  return {
    zh: `模板中没有“${name}”这一方面，核对名称。`,
    en: `The template has no dimension “${name}”: check its name.`,
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
