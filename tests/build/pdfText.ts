// The words of a PDF of ours, as a reader's copy gives them: by each font's own table of characters (ToUnicode).
import { inflateSync } from 'node:zlib';

interface Part {
  /** What stands before the stream, or all of it. */
  head: string;
  stream: Buffer | null;
}

/** One string a page, in the order in which the words are drawn. */
export function pdfPages(pdf: Uint8Array): string[] {
  const parts = partsOf(Buffer.from(pdf));
  const of = (reference: string | undefined) => parts.get(Number(reference));
  const pages = [...parts.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    const resources = of(/\/Resources (\d+) 0 R/.exec(head)?.[1])?.head ?? '';
    const named = [...(/\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)];
    const fonts = new Map(
      named.map(([, name, number]) => {
        const table = of(/\/ToUnicode (\d+) 0 R/.exec(of(number)?.head ?? '')?.[1])?.stream?.toString('latin1') ?? '';
        return [name, charactersIn(table)];
      }),
    );
    return drawn(of(/\/Contents (\d+) 0 R/.exec(head)?.[1])?.stream?.toString('latin1') ?? '', fonts);
  });
}

function partsOf(pdf: Buffer): Map<number, Part> {
  const text = pdf.toString('latin1');
  const parts = new Map<number, Part>();
  for (const found of text.matchAll(/(\d+) 0 obj\n/g)) {
    const from = found.index + found[0].length;
    const end = text.indexOf('\nendobj', from);
    const stream = text.indexOf('stream\n', from);
    if (stream < 0 || stream > end) {
      parts.set(Number(found[1]), { head: text.slice(from, end), stream: null });
      continue;
    }
    const bytes = pdf.subarray(stream + 7, text.indexOf('\nendstream', stream));
    const packed = bytes[0] === 0x78;
    parts.set(Number(found[1]), { head: text.slice(from, stream), stream: packed ? inflateSync(bytes) : bytes });
  }
  return parts;
}

/** Glyph numbers to characters; ranges list each one. */
function charactersIn(table: string): Map<string, string> {
  const characters = new Map<string, string>();
  for (const [, first, list] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    const start = Number.parseInt(first ?? '', 16);
    for (const [n, [, units]] of [...(list ?? '').matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      const codes = (units ?? '').replaceAll(' ', '').match(/.{4}/g) ?? [];
      const words = String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16)));
      characters.set((start + n).toString(16).padStart(4, '0'), words);
    }
  }
  return characters;
}

function drawn(content: string, fonts: ReadonlyMap<string | undefined, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined;
  let words = '';
  for (const [, name, glyphs] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name);
    for (const [, run] of (glyphs ?? '').matchAll(/<([0-9a-f]+)>/gi))
      for (const glyph of run?.match(/.{4}/g) ?? []) words += font?.get(glyph.toLowerCase()) ?? '\ufffd';
  }
  return words;
}
