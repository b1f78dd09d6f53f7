// The notes at the foot or the end of a .docx: their words, by the ids that the text calls them by.
import { SKIPPED, signOf } from './docxSigns';
import { readXml, type XmlHandler } from './xml';

/** Without the lines that part notes from the text, and what says that one goes on. @throws Refused as `readXml`. */
export function docxNotes(part: Buffer | null, name: 'w:footnote' | 'w:endnote'): ReadonlyMap<string, string> {
  const reader = new NotesReader(name);
  if (part) readXml(part, reader);
  return reader.notes;
}

class NotesReader implements XmlHandler {
  readonly notes = new Map<string, string>();
  readonly #name: string;
  readonly #path: string[] = [];
  #skipped = 0;
  #id: string | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#skipped > 0 || SKIPPED.has(name)) {
      this.#skipped += 1;
      return;
    }
    const parent = this.#path.at(-1);
    this.#path.push(name);
    if (name === this.#name) this.#id = isNote(attributes.get('w:type')) ? (attributes.get('w:id') ?? null) : null;
    else if (parent === 'w:r') this.#add(signOf(name, attributes));
  }

  text(value: string): void {
    const name = this.#path.at(-1);
    if (this.#skipped === 0 && (name === 'w:t' || name === 'm:t')) this.#add(value);
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    this.#path.pop();
    if (name === 'w:p') this.#add('\n');
    if (name === this.#name) this.#id = null;
  }

  #add(words: string): void {
    if (this.#id !== null && words !== '') this.notes.set(this.#id, (this.notes.get(this.#id) ?? '') + words);
  }
}

function isNote(type: string | undefined): boolean {
  return type === undefined || type === 'normal';
}
