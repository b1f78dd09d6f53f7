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
  const partOf = (key: string | undefined) => template.parts.find((part) => part.id === key);
  const titled = (title: string) =>
    template.parts.find((part) => plainName(part.title.zh) === plainName(title) || sameWords(part.title.en, title));
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
      const part = partOf(partKey);
      if (!part?.dimensions || part.dimensionMode === 'free') return {};
      const found = dimensionNamed(part, heading) ?? dimensionNamed(part, name) ?? dimensionNear(part, name);
      if (!found) return { match: 'unknown' };
      const given = once(`${part.id}/${found.id}`);
      if (!given.key) return { match: 'unknown' };
      return found.match ? { ...given, match: found.match } : given;
    },
    isDimension: (partKey, heading) => {
      const part = partOf(partKey);
      return part !== undefined && dimensionNamed(part, heading) !== null;
    },
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

function dimensionNamed(part: TemplatePart, words: string): Found | null {
  const name = plainName(words);
  if (name === '') return null;
  for (const { id, title, aliases = [] } of part.dimensions ?? []) {
    if (plainName(title.zh) === name || sameWords(title.en, words)) return { id };
    if (aliases.some((alias) => plainName(alias) === name)) return { id, match: 'alias' };
  }
  return null;
}

/** Shortest name that may stand for a longer one, in letters. */
const NEAR = 4;

/** The one dimension whose title begins with the name, or the name with its title. */
function dimensionNear(part: TemplatePart, words: string): Found | null {
  const name = plainName(words);
  if (name.length < NEAR) return null;
  const near = (part.dimensions ?? []).filter(({ title }) => {
    const own = plainName(title.zh);
    return own.startsWith(name) || (own.length >= NEAR && name.startsWith(own));
  });
  const [only, second] = near;
  return only && !second ? { id: only.id, match: 'near' } : null;
}

/** Letters and digits alone, without 在 before and 方面 behind. */
function plainName(words: string): string {
  const letters = words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return letters.replace(/^在(?=.)/u, '').replace(/(?<=.)方面$/u, '');
}

function sameWords(own: string, words: string): boolean {
  const name = plainName(own);
  return name !== '' && name === plainName(words);
}
