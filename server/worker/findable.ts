// What a text is found by, derived from its document: its lines, where its sections begin, its bigrams and fingerprints (SE6).
import type * as Y from 'yjs';
import { fingerprintsOf } from '../../domain/checks/passages';
import { sectionsOf } from '../../domain/document/sections';
import { bigrams, folded, type SectionStart } from '../../domain/search';
import type { Template } from '../../domain/template/template';
import { type LiveText, liveText } from '../text';

export interface Findable {
  body: string;
  folded: string;
  sections: SectionStart[];
  grams: string[];
  /** Pending. */
  suggestions: number;
  /** Of its passages; none when not asked for. */
  hashes: number[];
}

/** How a text is to be read. */
export interface Reading {
  title: string;
  template: Template;
  withHashes: boolean;
}

/** Longest words of a heading that a hit shows. */
const MAX_HEADING = 60;

export function findableOf(doc: Y.Doc, { title, template, withHashes }: Reading): Findable {
  const text = liveText(doc, title, template);
  const body = bodyOf(text);
  return {
    body,
    folded: folded(body),
    sections: sectionStarts(text),
    grams: bigrams(body),
    suggestions: text.suggestions.length,
    hashes: withHashes ? fingerprintsOf(body) : [],
  };
}

/** The lines without the title, which is kept with the review. PostgreSQL has no U+0000 in a text. */
function bodyOf({ rendered }: LiveText): string {
  const [, ...lines] = rendered.lines;
  return storable(lines.map((line) => rendered.text.slice(line.start, line.end)).join('\n'));
}

function storable(text: string): string {
  return text.replaceAll('\u0000', ' ').toWellFormed();
}

function sectionStarts({ blocks, rendered }: LiveText): SectionStart[] {
  const [, ...lines] = rendered.lines;
  return sectionsOf(blocks).flatMap((section) => {
    const line = lines.findIndex(({ block }) => block !== null && block >= section.start);
    const heading = lines[line];
    if (!heading) return [];
    const words = section.level === 0 ? '' : rendered.text.slice(heading.start, heading.end);
    return [{ line, key: storable(section.id), title: headingOf(words) }];
  });
}

/** A heading may go on as the text of its line: what shows where a hit stands ends with its first sentence. */
function headingOf(words: string): string {
  const [first = ''] = words.split('。');
  return storable([...first.trim()].slice(0, MAX_HEADING).join(''));
}
