// Puts the heading of a missing section into the text at its place, with an empty paragraph to write in.
import type * as Y from 'yjs';
import { plain } from '../../../domain/document/blocks';
import { insertBlocks } from '../../../domain/document/layout';
import type { MissingSection } from './outlineRows';

/** In one step, so that nobody sees half of it. The key is local to its part, as the template's own headings carry it. */
export function addSection(doc: Y.Doc, section: MissingSection, locale: string): void {
  const words = locale === 'en' ? section.title.en + section.suffix.en : section.title.zh + section.suffix.zh;
  const key = section.key.split('/').at(-1) ?? section.key;
  doc.transact(() => {
    insertBlocks(doc, section.at, [
      { type: 'heading', level: section.level, key, id: null, runs: plain(words) },
      { type: 'paragraph', role: null, id: null, runs: [] },
    ]);
  });
}
