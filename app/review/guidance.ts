// What the template says about each section, for the editor to show where nothing is written yet.
import type { Template } from '../../domain/template/template';
import { say } from '../ui/say';

/** By sectionKey: `preamble`, `PART`, `PART/DIMENSION`. Sections without guidance are left out. */
export function guidanceOf(template: Template, locale: string): Readonly<Record<string, string>> {
  const words: Record<string, string> = {};
  const add = (key: string, guidance: { zh: string; en: string } | undefined) => {
    if (guidance) words[key] = say(guidance, locale);
  };
  add('preamble', template.preamble.guidance);
  for (const part of template.parts) {
    add(part.id, part.item?.guidance);
    for (const dimension of part.dimensions ?? []) add(`${part.id}/${dimension.id}`, dimension.guidance);
  }
  return words;
}
