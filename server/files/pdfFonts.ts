// The fonts of a PDF: those of the package, those that the administrator put into a folder, and which of them has a character.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Font, openSync } from 'fontkit';
import { codeOf } from '../../domain/document/turning';
import { Refused } from '../../domain/refusal';

/** The faces of the official page (DOMAIN "Document page"): 仿宋, 黑体, 楷体, 小标宋. */
export const FACES = ['fangsong', 'heiti', 'kaiti', 'title'] as const;
export type Face = (typeof FACES)[number];

/** A file, and the face's PostScript name in a collection. */
export type FontFile = string | [string, string];

export interface PdfFonts {
  faces: Record<Face, FontFile>;
  /** Asked in this order for what a face lacks. */
  others: FontFile[];
}

/** Names under which an administrator puts own fonts into the folder `fonts` of the data directory. */
const OWN: Record<Face, string> = { fangsong: 'fangsong', heiti: 'heiti', kaiti: 'kaiti', title: 'xiaobiaosong' };
const ENDINGS = ['ttf', 'otf'];
const OWN_OTHERS = ['fallback-1', 'fallback-2', 'fallback-3', 'fallback-4'];

/** Where systems keep fonts with the rare characters that Noto Serif SC of the package lacks. */
const SYSTEM: FontFile[] = [
  ['/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'],
  ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular'],
  ['/System/Library/Fonts/Supplemental/Songti.ttc', 'STSongti-SC-Regular'],
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
];

/** `folder` holds the administrator's fonts; it need not exist. */
export function findFonts(folder: string): PdfFonts {
  const own = (name: string) => ENDINGS.map((ending) => join(folder, `${name}.${ending}`)).find(existsSync);
  const packaged = {
    fangsong: noto('400Regular'),
    heiti: noto('600SemiBold'),
    kaiti: noto('500Medium'),
    title: noto('700Bold'),
  };
  const faces = Object.fromEntries(FACES.map((face) => [face, own(OWN[face]) ?? packaged[face]])) as PdfFonts['faces'];
  const system = SYSTEM.filter((font) => existsSync(typeof font === 'string' ? font : font[0]));
  return { faces, others: [...OWN_OTHERS.flatMap((name) => own(name) ?? []), packaged.fangsong, ...system] };
}

function noto(weight: string): string {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  return join(folder, weight, `NotoSerifSC_${weight}.ttf`);
}

/** Opened fonts by the name that pdfmake knows them under: a face's, or `other-N`. */
export class FontBook {
  readonly #fonts: PdfFonts;
  readonly #opened = new Map<string, Font>();

  constructor(fonts: PdfFonts) {
    this.#fonts = fonts;
  }

  /** For pdfmake: one file a family, whatever the weight asked for. */
  families(): Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', FontFile>> {
    const all = [
      ...Object.entries(this.#fonts.faces),
      ...this.#fonts.others.map((file, n) => [`other-${n}`, file] as const),
    ];
    return Object.fromEntries(
      all.map(([name, file]) => [name, { normal: file, bold: file, italics: file, bolditalics: file }]),
    );
  }

  /** The height of a line of this face at size 1, in the unit of the size. */
  lineHeight(face: Face): number {
    const font = this.#open(face, this.#fonts.faces[face]);
    return (font.ascent - font.descent + font.lineGap) / font.unitsPerEm;
  }

  /** The text in stretches, each with the font that has all its characters. @throws Refused `unprintable` naming the first that none has. */
  stretches(text: string, face: Face): { text: string; font: string }[] {
    const found: { text: string; font: string }[] = [];
    for (const char of text) {
      const font = this.#fontFor(char, face);
      const last = found.at(-1);
      if (last && (last.font === font || char === ' ')) last.text += char;
      else found.push({ text: char, font });
    }
    return found;
  }

  /** Characters that no font has, each once, as `stretches` would refuse them. */
  missing(texts: readonly string[]): string[] {
    return [...new Set(texts.flatMap((text) => Array.from(text)))].filter((char) => this.#lacks(char, 'fangsong'));
  }

  /** CT3: the text with a name in place of each character that no font has; `stretches` refuses nothing of it. */
  named(text: string, face: Face): string {
    return Array.from(text, (char) => (this.#lacks(char, face) ? `[${codeOf(char)}]` : char)).join('');
  }

  #lacks(char: string, face: Face): boolean {
    return char !== '\n' && this.#find(char, face) === null;
  }

  #fontFor(char: string, face: Face): string {
    const font = this.#find(char, face);
    if (font === null) throw new Refused('unprintable', { detail: `${char} (${codeOf(char)})` });
    return font;
  }

  #find(char: string, face: Face): string | null {
    const code = char.codePointAt(0) ?? 0;
    if (this.#open(face, this.#fonts.faces[face]).hasGlyphForCodePoint(code)) return face;
    const other = this.#fonts.others.findIndex((file, n) => this.#open(`other-${n}`, file).hasGlyphForCodePoint(code));
    return other < 0 ? null : `other-${other}`;
  }

  #open(name: string, file: FontFile): Font {
    const known = this.#opened.get(name);
    if (known) return known;
    const font = typeof file === 'string' ? openSync(file) : openSync(...file);
    this.#opened.set(name, font);
    return font;
  }
}
