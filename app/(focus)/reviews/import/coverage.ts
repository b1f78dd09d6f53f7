// The promise "no line is lost", computed: which characters of the text lie in no leaf and in no noise. Pure.
import { leavesOf } from '../../../../domain/document/leaves';
import type { Outline } from '../../../../domain/document/outlineTypes';

/** What counts as white: the characters that recognising trims (DOMAIN, Recognising 2), and line ends. */
const WHITE = /[\s\u200b\ufeff]/;

export interface Coverage {
  /** Characters that are not white, UTF-16 code units. */
  characters: number;
  /** Those of them that went nowhere. 0, or the recogniser has a fault and the person is told. */
  lost: number;
}

export function coverageOf(text: string, outline: Outline): Coverage {
  const held = new Uint8Array(text.length);
  for (const { start, end } of [...leavesOf(outline), ...outline.noise]) held.fill(1, start, end);
  let [characters, lost] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    if (WHITE.test(text.charAt(at))) continue;
    characters++;
    if (!held[at]) lost++;
  }
  return { characters, lost };
}
