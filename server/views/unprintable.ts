// Characters of a text that no font has, with their places: a PDF, and with it the signed package, would be refused for them.
import { placesOf, unsignable } from '../../domain/document/controls';
import { sectionAt, sectionsOf } from '../../domain/document/sections';
import { codeOf } from '../../domain/document/turning';
import { measuresOf, printed } from '../../domain/fields';
import type { UnprintableView } from '../../domain/view';
import type { Glyphs } from '../files/glyphs';
import type { BesideText, LiveText } from '../text';

interface Asked {
  text: LiveText;
  beside: BesideText;
  glyphs: Glyphs;
}

/** In the order of the text, a line once. The signature page names what it cannot print (CT3). The caller has asked for the right to read. */
export async function unprintable({ text, beside, glyphs }: Asked): Promise<UnprintableView[]> {
  const { blocks, rendered } = text;
  const lines = rendered.lines.map(({ start, end }) => rendered.text.slice(start, end));
  for (const { block, fields } of measuresOf(blocks, beside.fields)) {
    const at = rendered.lines.findIndex((line) => line.block === block);
    // The fields of a measure are printed with it: its line is their place.
    if (at >= 0)
      lines[at] += [fields.owner, fields.criterion, fields.verifier].map((one) => ` ${printed(one)}`).join('');
  }
  const missing = await glyphs.missing(lines);
  // What cannot be signed closes a gate (GA9).
  const chars = missing.filter((char) => unsignable(char) === null);
  const sections = sectionsOf(blocks);
  return placesOf(lines, chars).map(({ line, char, quote }) => {
    const block = rendered.lines[line - 1]?.block ?? null;
    const section = block === null ? undefined : sectionAt(sections, block);
    return { char, code: codeOf(char), place: { line, quote, ...(section ? { sectionKey: section.id } : {}) } };
  });
}
