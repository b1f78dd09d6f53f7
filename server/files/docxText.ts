// The words of a .docx as plain text: a paragraph a line, a table row a line, generated numbers written out. Runs in a worker.
import { joined } from '../../domain/document/render';
import { Refused } from '../../domain/refusal';
import { type Numberer, type NumberingRef, numberer } from './docxNumbering';
import { docxParts } from './docxPackage';
import { UPLOAD_CHARACTERS } from './limits';
import { readXml, type XmlHandler } from './xml';

/**
 * What stands in these is no text of the document: deleted and moved-away words, text boxes, old formatting, field codes,
 * the readings above characters, and the newer twin of something that is also written for older readers.
 */
const SKIPPED: ReadonlySet<string> = new Set([
  'w:del',
  'w:moveFrom',
  'w:txbxContent',
  'w:rPrChange',
  'w:pPrChange',
  'w:numberingChange',
  'w:instrText',
  'w:delText',
  'w:rt',
  'mc:Choice',
]);

/** Common signs of Word's symbol fonts; others become □, so that nobody signs a gap without seeing it. */
const SYMBOLS: Readonly<Record<string, string>> = {
  F0FE: '☒',
  F0FC: '✓',
  F0A8: '□',
  F06F: '□',
  F052: '☑',
  F0B7: '•',
  F06C: '●',
  F0D8: '➢',
  F0E0: '→',
};

interface Paragraph {
  text: string;
  style: string | null;
  number: NumberingRef;
}

/** A table that is open: its finished cells of the row, the paragraphs of the cell. */
interface Table {
  cells: string[];
  paragraphs: string[];
}

/** Soft line breaks are line feeds; in a table cell, where a row is one line, spaces. @throws Refused as `docxParts` and `readXml`. */
export function docxText(zip: Buffer): string {
  const parts = docxParts(zip);
  const reader = new BodyReader(numberer(parts.numbering, parts.styles));
  readXml(parts.main, reader);
  return reader.lines.join('\n');
}

class BodyReader implements XmlHandler {
  readonly lines: string[] = [];
  readonly #numberOf: Numberer;
  readonly #path: string[] = [];
  readonly #tables: Table[] = [];
  #paragraph: Paragraph | null = null;
  #skipped = 0;
  #length = 0;

  constructor(numberOf: Numberer) {
    this.#numberOf = numberOf;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#skipped > 0 || SKIPPED.has(name)) {
      this.#skipped += 1;
      return;
    }
    const parent = this.#path.at(-1);
    if (parent === undefined && name !== 'w:document')
      throw new Refused('unreadable-file', { detail: 'the main part is no document' });
    this.#path.push(name);
    if (name === 'w:p') this.#paragraph = { text: '', style: null, number: { num: null, level: null } };
    else if (name === 'w:tbl') this.#tables.push({ cells: [], paragraphs: [] });
    else if (this.#paragraph && parent === 'w:r') this.#paragraph.text += signOf(name, attributes);
    else if (this.#paragraph) setProperty(this.#paragraph, parent, name, attributes.get('w:val'));
  }

  text(value: string): void {
    const name = this.#path.at(-1);
    if (this.#skipped === 0 && this.#paragraph && (name === 'w:t' || name === 'm:t')) this.#paragraph.text += value;
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    this.#path.pop();
    const table = this.#tables.at(-1);
    if (name === 'w:p') this.#endParagraph(table);
    else if (name === 'w:tc' && table) {
      table.cells.push(table.paragraphs.join(' ').replaceAll(/[\n\t]/g, ' '));
      table.paragraphs = [];
    } else if (name === 'w:tr' && table) {
      this.#put(table.cells.join('\t'), this.#tables.at(-2));
      table.cells = [];
    } else if (name === 'w:tbl') this.#tables.pop();
  }

  #endParagraph(table: Table | undefined): void {
    const paragraph = this.#paragraph;
    this.#paragraph = null;
    if (!paragraph) return;
    const number = paragraph.text.trim() === '' ? '' : this.#numberOf(paragraph.style, paragraph.number);
    this.#put(joined(number, paragraph.text) + paragraph.text, table);
  }

  /** Into the cell around it, else a line of the text. */
  #put(line: string, table: Table | undefined): void {
    // Counted here and not at the end: generated numbers, and lines without words, cost the sender next to nothing.
    this.#length += line.length + 1;
    if (this.#length > UPLOAD_CHARACTERS)
      throw new Refused('too-large', { detail: `limit ${UPLOAD_CHARACTERS} characters` });
    if (table) table.paragraphs.push(line);
    else this.lines.push(line);
  }
}

function setProperty(paragraph: Paragraph, parent: string | undefined, name: string, value: string | undefined): void {
  if (name === 'w:pStyle' && parent === 'w:pPr') paragraph.style = value ?? null;
  if (parent !== 'w:numPr') return;
  if (name === 'w:numId') paragraph.number.num = value ?? null;
  if (name === 'w:ilvl') paragraph.number.level = value !== undefined && /^[0-8]$/.test(value) ? Number(value) : 0;
}

/** What an element of a run that holds no text of its own stands for. */
function signOf(name: string, attributes: ReadonlyMap<string, string>): string {
  switch (name) {
    case 'w:tab':
    case 'w:ptab':
      return '\t';
    case 'w:br':
    case 'w:cr':
      return '\n';
    case 'w:noBreakHyphen':
      return '\u2011';
    case 'w:sym':
      return symbolOf(attributes.get('w:char') ?? '');
    default:
      return '';
  }
}

function symbolOf(hex: string): string {
  const code = /^[0-9a-f]{4}$/i.test(hex) ? Number.parseInt(hex, 16) : 0xf000;
  const unknown = code < 0x20 || (code >= 0xd800 && code <= 0xf8ff) || code >= 0xfffe;
  return SYMBOLS[hex.toUpperCase()] ?? (unknown ? '□' : String.fromCharCode(code));
}
