// Which part or dimension of a template a heading means: by its title, its aliases, or the words that tell a part's role.
import type { PartRole, Template, TemplatePart } from './template';

/** How the name of a dimension was matched when it is not the template's own. */
export type DimensionMatch = 'alias' | 'near' | 'unknown';

export interface Matcher {
  /** OL4. Every key is given once: a second heading of the same part gets none. */
  part(title: string): { key?: string; role: PartRole };
  /** OL6. `heading` and `name` of a dimension in the part `partKey`; the key is `PART/DIMENSION`. */
  dimension(partKey: string | undefined, heading: string, name: string): { key?: string; match?: DimensionMatch };
  /** The part whose title in the template is exactly this, whatever its case, spaces and punctuation. */
  titled(title: string): TemplatePart | undefined;
  /** Whether this is the title or an alias of a dimension of this part. */
  isDimension(partKey: string | undefined, heading: string): boolean;
}

/** A fresh matcher for one text: it remembers which keys it gave. */
export function createMatcher(template: Template): Matcher {
  const used = new Set<string>();
  const once = (key: string): { key?: string } => {
    if (used.has(key)) return {};
    used.add(key);
    return { key };
  };
  const parts = new Map(template.parts.flatMap((part) => bothNames(part.title).map((name) => [name, part])));
  const dimensions = new Map(template.parts.map((part) => [part.id, namesOf(part)]));
  const titled = (title: string) => parts.get(plainName(title));
  return {
    titled,
    part(title) {
      const own = titled(title);
      if (own) return { ...once(own.id), role: own.role };
      const free = (role: PartRole) => template.parts.find((part) => part.role === role && !used.has(part.id));
      const earlier = isFollowUp(title) ? free('follow-up') : undefined;
      if (earlier) return { ...once(earlier.id), role: 'follow-up' };
      const role = roleByTitle(title);
      const first = role === 'other' ? undefined : free(role);
      return { ...(first ? once(first.id) : {}), role };
    },
    dimension(partKey, heading, name) {
      const known = partKey === undefined ? undefined : dimensions.get(partKey);
      if (partKey === undefined || !known) return {};
      const found = known.get(plainName(heading)) ?? known.get(plainName(name)) ?? near(known, plainName(name));
      const given = found ? once(`${partKey}/${found.id}`) : {};
      if (!found || given.key === undefined) return { match: 'unknown' };
      return found.match ? { ...given, match: found.match } : given;
    },
    isDimension: (partKey, heading) =>
      partKey !== undefined && dimensions.get(partKey)?.get(plainName(heading)) !== undefined,
  };
}

/** Rule 4 of DOMAIN "Recognising": the order decides where a title has words of several roles. */
export function roleByTitle(title: string): PartRole {
  if (/原因|根源|剖析/.test(title)) return 'causes';
  if (/措施|方向|打算|整改|改进/.test(title)) return 'measures';
  if (/问题|不足|差距|查摆/.test(title)) return 'problems';
  return 'other';
}

/** What became of last round's measures, which rule 4 would take for new ones. */
function isFollowUp(title: string): boolean {
  return /上次|上年|上一|去年|前次|以往/.test(title) && /落实|完成|整改|进展/.test(title);
}

interface Found {
  id: string;
  match?: DimensionMatch;
}

/** The dimensions of a part by each of their names; null where everybody names her own. */
function namesOf(part: TemplatePart): Map<string, Found> | null {
  if (!part.dimensions || part.dimensionMode === 'free') return null;
  const names = new Map<string, Found>();
  for (const { id, aliases = [] } of part.dimensions)
    for (const alias of aliases) names.set(plainName(alias), { id, match: 'alias' });
  for (const { id, title } of part.dimensions) for (const name of bothNames(title)) names.set(name, { id });
  names.delete('');
  return names;
}

/** Shortest name that may stand for a longer one, in letters. */
const NEAR = 4;

/** The one dimension of which a name begins with this one, or this one with it. */
function near(names: ReadonlyMap<string, Found>, name: string): Found | undefined {
  if (name.length < NEAR) return undefined;
  const ids = new Set<string>();
  for (const [own, { id }] of names)
    if (own.startsWith(name) || (own.length >= NEAR && name.startsWith(own))) ids.add(id);
  const [only, second] = ids;
  return only !== undefined && second === undefined ? { id: only, match: 'near' } : undefined;
}

function bothNames(title: { zh: string; en: string }): string[] {
  return [plainName(title.zh), plainName(title.en)].filter((name) => name !== '');
}

/** Letters and digits alone, without 在 before and 方面 behind. */
function plainName(words: string): string {
  const letters = words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return letters.replace(/^在(?=.)/u, '').replace(/(?<=.)方面$/u, '');
}
