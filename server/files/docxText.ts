// The words of a .docx as plain text: a paragraph a line, a table row a line, generated numbers written out. Runs in a worker.
import { type Noted, withRemarks } from '../../domain/document/remark';
import { joined } from '../../domain/document/render';
import { Refused } from '../../domain/refusal';
import { docxNotes } from './docxNotes';
import { type Numberer, type NumberingRef, numberer } from './docxNumbering';
import { docxParts } from './docxPackage';
import { SKIPPED, signOf } from './docxSigns';
import { UPLOAD_CHARACTERS } from './limits';
import { readXml, type XmlHandler } from './xml';

interface Paragraph {
  text: string;
  style: string | null;
  number: NumberingRef;
  notes: Noted[];
}

/** Words of notes by their ids, for the two elements that call one. */
type NotesBySign = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A table that is open: its finished cells of the row, the paragraphs of the cell. */
interface Table {
  cells: string[];
  paragraphs: string[];
}

/**
 * Soft line breaks are line feeds; in a table cell, where a row is one line, spaces. Notes at the foot and the end are remarks in their
 * sentences (ED30). @throws Refused as `docxParts` and `readXml`.
 */
export function docxText(zip: Buffer): string {
  const parts = docxParts(zip);
  const notes = new Map([
    ['w:footnoteReference', docxNotes(parts.footnotes, 'w:footnote')],
    ['w:endnoteReference', docxNotes(parts.endnotes, 'w:endnote')],
  ]);
  const reader = new BodyReader(numberer(parts.numbering, parts.styles), notes);
  readXml(parts.main, reader);
  return reader.lines.join('\n');
}

class BodyReader implements XmlHandler {
  readonly lines: string[] = [];
  readonly #numberOf: Numberer;
  readonly #notes: NotesBySign;
  readonly #path: string[] = [];
  readonly #tables: Table[] = [];
  #paragraph: Paragraph | null = null;
  #skipped = 0;
  #length = 0;

  constructor(numberOf: Numberer, notes: NotesBySign) {
    this.#numberOf = numberOf;
    this.#notes = notes;
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
    if (name === 'w:p') this.#paragraph = { text: '', style: null, number: { num: null, level: null }, notes: [] };
    else if (name === 'w:tbl') this.#tables.push({ cells: [], paragraphs: [] });
    else if (this.#paragraph && parent === 'w:r') {
      this.#paragraph.text += signOf(name, attributes);
      this.#note(this.#paragraph, this.#notes.get(name)?.get(attributes.get('w:id') ?? ''));
    } else if (this.#paragraph) setProperty(this.#paragraph, parent, name, attributes.get('w:val'));
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

  #note(paragraph: Paragraph, words: string | undefined): void {
    if (words === undefined) return;
    // Counted with each sign: any number of them may call one note.
    this.#count(words.length);
    paragraph.notes.push({ at: paragraph.text.length, words });
  }

  #endParagraph(table: Table | undefined): void {
    const paragraph = this.#paragraph;
    this.#paragraph = null;
    if (!paragraph) return;
    const number = paragraph.text.trim() === '' ? '' : this.#numberOf(paragraph.style, paragraph.number);
    const head = joined(number, paragraph.text);
    const notes = paragraph.notes.map(({ at, words }) => ({ at: at + head.length, words }));
    this.#put(withRemarks(head + paragraph.text, notes, table === undefined), table);
  }

  /** Into the cell around it, else a line of the text. */
  #put(line: string, table: Table | undefined): void {
    // Counted here and not at the end: generated numbers, and lines without words, cost the sender next to nothing.
    this.#count(line.length + 1);
    if (table) table.paragraphs.push(line);
    else this.lines.push(line);
  }

  #count(characters: number): void {
    this.#length += characters;
    if (this.#length > UPLOAD_CHARACTERS)
      throw new Refused('too-large', { detail: `limit ${UPLOAD_CHARACTERS} characters` });
  }
}

function setProperty(paragraph: Paragraph, parent: string | undefined, name: string, value: string | undefined): void {
  if (name === 'w:pStyle' && parent === 'w:pPr') paragraph.style = value ?? null;
  if (parent !== 'w:numPr') return;
  if (name === 'w:numId') paragraph.number.num = value ?? null;
  if (name === 'w:ilvl') paragraph.number.level = value !== undefined && /^[0-8]$/.test(value) ? Number(value) : 0;
}
