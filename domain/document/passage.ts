// The words of the live document as one string, with the way back from an offset to the shared text that holds it.
import * as Y from 'yjs';
import { blocksOf, contentOf } from './layout';
import { type Section, sectionsOf } from './sections';

/** Characters of one shared text; `end` is exclusive. Offsets are UTF-16 code units of `Passage.text`. */
interface Piece {
  node: Y.XmlText;
  start: number;
  end: number;
}

interface Span {
  start: number;
  end: number;
}

export interface Passage {
  /** Every text block, and every paragraph of a table cell, is one line; lines are joined by a line feed. */
  text: string;
  /** In document order. */
  pieces: readonly Piece[];
  /** Where each node of the live document stands, deleted ones excepted. */
  spans: ReadonlyMap<object, Span>;
  sections: readonly (Section & { span: Span })[];
}

/** Reads the live document without changing it. A position in it is good until its text changes; marks change nothing. */
export function passageOf(doc: Y.Doc): Passage {
  const reader = new Reader();
  const content = contentOf(doc);
  const blocks = content.toArray();
  reader.container(content, blocks);
  const spans = blocks.map((block) => reader.spans.get(block) ?? { start: 0, end: 0 });
  const text = reader.parts.join('');
  // Nodes of another schema are no block of the loose reading; the guard lets none in, and then the indexes are the same.
  const sections = sectionsOf(blocksOf(doc, false)).map((section) => ({
    ...section,
    span: { start: spans[section.start]?.start ?? text.length, end: spans[section.end - 1]?.end ?? text.length },
  }));
  return { text, pieces: reader.pieces, spans: reader.spans, sections };
}

/** The key of the section that this offset lies in. */
export function sectionKeyAt(passage: Passage, offset: number): string | null {
  return passage.sections.find(({ span }) => offset >= span.start && offset <= span.end)?.id ?? null;
}

class Reader {
  readonly parts: string[] = [];
  readonly pieces: Piece[] = [];
  readonly spans = new Map<object, Span>();
  private length = 0;
  private lines = 0;

  /** Nodes below one node: elements that hold texts are lines, others hold lines. */
  container(node: Y.XmlFragment, children: ReturnType<Y.XmlFragment['toArray']>): void {
    const holdsText = children.length === 0 || children.some((child) => child instanceof Y.XmlText);
    if (holdsText && node instanceof Y.XmlElement) this.newLine();
    const start = this.length;
    let first: number | null = null;
    for (const child of children) {
      if (child instanceof Y.XmlText) this.piece(child);
      else if (child instanceof Y.XmlElement) this.container(child, child.toArray());
      first ??= this.spans.get(child)?.start ?? null;
    }
    this.spans.set(node, { start: first ?? start, end: this.length });
  }

  private newLine(): void {
    if (this.lines > 0) this.push('\n');
    this.lines++;
  }

  private piece(node: Y.XmlText): void {
    const start = this.length;
    for (const { insert } of node.toDelta() as { insert: unknown }[])
      this.push(typeof insert === 'string' ? insert : '\ufffc');
    const piece = { node, start, end: this.length };
    this.pieces.push(piece);
    this.spans.set(node, piece);
  }

  private push(words: string): void {
    this.parts.push(words);
    this.length += words.length;
  }
}

/** The range moved outwards where it would tear a character that takes two code units. */
export function wholeCharacters(text: string, range: Span): Span {
  const inside = (at: number) => at > 0 && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
  return {
    start: inside(range.start) ? range.start - 1 : range.start,
    end: inside(range.end) ? range.end + 1 : range.end,
  };
}

/** At most `max` code units of a text from its beginning (or its end), without half a character, and fit to be stored. */
export function kept(words: string, max: number, from: 'start' | 'end' = 'start'): string {
  const cut = from === 'start' ? words.slice(0, max) : words.slice(Math.max(0, words.length - max));
  const whole = from === 'start' ? cut.replace(/[\ud800-\udbff]$/, '') : cut.replace(/^[\udc00-\udfff]/, '');
  return whole.replace(/\u0000/g, '\ufffd').toWellFormed();
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
