// The text that a new review begins with: the template's required headings with one empty place to write in under each.
import * as Y from 'yjs';
import type { Locale } from '../actor';
import type { Template, TemplatePart } from '../template/template';
import { type Block, plain } from './blocks';
import { pointKindOf } from './fromOutline';
import { appendBlocks, SEED_CLIENT } from './layout';

/** Optional parts are left out: the outline offers them. Points get the ids p1, p2 … */
export function seedBlocks(template: Template, locale: Locale): Block[] {
  const language = locale === 'en' ? 'en' : 'zh';
  const headings = template.parts.filter((part) => part.required).flatMap((part) => partBlocks(part, language));
  const blocks = template.preamble.required ? [emptyParagraph(), ...headings] : headings;
  let points = 0;
  return blocks.map((block) => {
    if (block.type !== 'point') return block;
    points += 1;
    return { ...block, id: `p${points}` };
  });
}

function partBlocks(part: TemplatePart, language: 'zh' | 'en'): Block[] {
  const dimensions = part.structure === 'dimensions' ? (part.dimensions ?? []) : [];
  const suffix = part.dimensionSuffix?.[language] ?? '';
  const under = dimensions.flatMap((dimension) => [
    heading(2, dimension.id, dimension.title[language] + suffix),
    emptyPoint(part),
  ]);
  return [heading(1, part.id, part.title[language]), ...(under.length > 0 ? under : [emptyPlace(part)])];
}

function emptyPlace(part: TemplatePart): Block {
  return part.structure === 'prose' || part.structure === 'table' ? emptyParagraph() : emptyPoint(part);
}

function emptyPoint(part: TemplatePart): Block {
  return { type: 'point', kind: pointKindOf(part.role), id: null, runs: [] };
}

function emptyParagraph(): Block {
  return { type: 'paragraph', role: null, id: null, runs: [] };
}

function heading(level: 1 | 2, key: string, words: string): Block {
  return { type: 'heading', level, key, id: null, runs: plain(words) };
}

/** The one update that seeds a document. Equal blocks give equal bytes, so seeding twice is seeding once (SEED_CLIENT). */
export function seedUpdate(blocks: readonly Block[]): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  doc.transact(() => appendBlocks(doc, blocks));
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
