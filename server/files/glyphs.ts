// Which characters the fonts of this server have: asked of a worker once, remembered for those that are there.
import { missingGlyphs } from './writePdf';

export class Glyphs {
  readonly #fontFolder: string;
  readonly #known = new Set<string>();

  /** `fontFolder`: the administrator's own fonts; one that is put in later is seen, one that is taken out after the next start. */
  constructor(fontFolder: string) {
    this.#fontFolder = fontFolder;
  }

  /** Characters of these texts that no font has, each once. @throws Refused as `missingGlyphs`. */
  async missing(texts: readonly string[]): Promise<string[]> {
    const asked = [...new Set(texts.flatMap((text) => Array.from(text)))].filter((char) => !this.#known.has(char));
    if (asked.length === 0) return [];
    const missing = new Set(await missingGlyphs(asked, this.#fontFolder));
    for (const char of asked) if (!missing.has(char)) this.#known.add(char);
    return asked.filter((char) => missing.has(char));
  }
}
