// Who wrote which characters of the shown blocks, from the offsets that the server gives in the rendered text.
import type { Block } from '../../../domain/document/blocks';
import { renderNumbered } from '../../../domain/document/render';
import { sectionsOf } from '../../../domain/document/sections';
import type { PersonView } from '../../../domain/view';

/** What GET /authors answers, as far as the page uses it. */
export interface AuthorsAnswer {
  people: readonly PersonView[];
  blocks: readonly {
    line: number;
    runs: readonly { person: string | null; at: string | null; start: number; end: number }[];
  }[];
}

export interface Written {
  /** Null: the template's, an import's, or nobody's who is known. */
  person: PersonView | null;
  at: string | null;
  /** In the line's own words, without its number. */
  start: number;
  end: number;
}

/** By block, then by line of it: one, or as many as a table has rows. */
export type Authorship = ReadonlyMap<number, readonly (readonly Written[])[]>;

export function authorshipOf(
  title: string,
  blocks: readonly { block: Block; number: string }[],
  answer: AuthorsAnswer,
): Authorship {
  const people = new Map(answer.people.map((person) => [person.id, person]));
  const runs = new Map(answer.blocks.map((line) => [line.line, line.runs]));
  const found = new Map<number, Written[][]>();
  renderNumbered(title, blocks).lines.forEach((line, index) => {
    if (line.block === null) return;
    const from = line.start + line.marker;
    const written = (runs.get(index + 1) ?? []).map(({ person, at, start, end }) => ({
      person: person === null ? null : (people.get(person) ?? null),
      at,
      start: start - from,
      end: end - from,
    }));
    found.set(line.block, [...(found.get(line.block) ?? []), written]);
  });
  return found;
}

export interface Share {
  person: PersonView | null;
  characters: number;
}

/** Most first. */
export function sharesOf(authorship: Authorship, blocks: { start: number; end: number }): Share[] {
  const sums = new Map<string | null, Share>();
  for (const [block, lines] of authorship) {
    if (block < blocks.start || block >= blocks.end) continue;
    for (const { person, start, end } of lines.flat()) {
      const share = sums.get(person?.id ?? null) ?? { person, characters: 0 };
      share.characters += end - start;
      sums.set(person?.id ?? null, share);
    }
  }
  return [...sums.values()].sort((a, b) => b.characters - a.characters);
}

export interface SectionShares {
  id: string;
  /** Index of its heading; null for what stands before the first, or behind the last. */
  heading: number | null;
  shares: readonly Share[];
}

export function sharesBySection(authorship: Authorship, blocks: readonly Block[]): SectionShares[] {
  return sectionsOf(blocks)
    .map(({ id, start, end, level }) => ({
      id,
      heading: level > 0 ? start : null,
      shares: sharesOf(authorship, { start, end }),
    }))
    .filter(({ shares }) => shares.length > 0);
}
