// Makes a live text equal to another one by the smallest change: what stays keeps its authors, its comments and its place.
import * as Y from 'yjs';
import type { Block, TableCell, TableRow } from './blocks';
import { diffBlocks } from './diff';
import { attributesOf, cellElement, contentOf, elementOf, paragraphElement, rowElement, shownBlock } from './layout';
import { type Pairs, pairsInPlace, pairsOf } from './restorePairs';
import { rewrite, wordsAndMarks } from './restoreWords';

/**
 * VE20-VE22, in one transaction of the caller's. Afterwards the text shows `target` and nothing in it is a pending suggestion.
 * Where it does already, nothing is written.
 */
export function restoreBlocks(doc: Y.Doc, target: readonly Block[]): void {
  const content = contentOf(doc);
  doc.transact(() => {
    dropWhere(content, (child) => !(child instanceof Y.XmlElement) || shownBlock(child).length === 0);
    const elements = content.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement);
    const present = elements.flatMap(shownBlock);
    const stays = new Map<number, Y.XmlElement>();
    const copies = new Map<number, Copy>();
    const kept = new Set<unknown>();
    for (const row of diffBlocks(present, target).rows) {
      if (row.kind === 'added' || row.kind === 'removed' || row.kind === 'moved-away') continue;
      const el = elements[row.a];
      if (!el) continue;
      if (row.kind !== 'moved' && el.nodeName === target[row.b]?.type) {
        stays.set(row.b, el);
        kept.add(el);
      } else copies.set(row.b, copyOf(el));
    }
    dropWhere(content, (child) => !kept.has(child));
    target.forEach((block, index) => {
      const el = stays.get(index) ?? placed(content, index, block, copies.get(index));
      setAttributes(el, block);
      if (block.type === 'table') restoreRows(el, block.rows);
      else rewrite(el, block.runs);
    });
  });
}

function dropWhere(parent: Y.XmlFragment, goes: (child: unknown) => boolean): void {
  const children = parent.toArray();
  for (let index = children.length - 1; index >= 0; index--) if (goes(children[index])) parent.delete(index, 1);
}

/** Yjs cannot move a block nor change its kind: it is written anew, with its comments. */
type Copy = { words: ReturnType<typeof wordsAndMarks> } | { table: Y.XmlElement };

function copyOf(el: Y.XmlElement): Copy {
  return el.nodeName === 'table' ? { table: el.clone() } : { words: wordsAndMarks(el) };
}

function placed(content: Y.XmlFragment, index: number, block: Block, copy: Copy | undefined): Y.XmlElement {
  const el = copy ? written(block, copy) : elementOf(block);
  content.insert(index, [el]);
  return el;
}

function written(block: Block, copy: Copy): Y.XmlElement {
  const isTable = block.type === 'table';
  if ('table' in copy) return isTable ? copy.table : elementOf(block);
  if (isTable) return elementOf(block);
  const el = new Y.XmlElement(block.type);
  const text = new Y.XmlText();
  if (copy.words.length > 0) {
    text.applyDelta(copy.words);
    el.insert(0, [text]);
  }
  return el;
}

function setAttributes(el: Y.XmlElement, block: Block): void {
  const has = el.getAttributes() as Record<string, unknown>;
  for (const [name, value] of [...attributesOf(block), ['id', block.id] as const]) {
    if ((has[name] ?? null) === value || isDefault(name, value, has[name])) continue;
    if (value === null) el.removeAttribute(name);
    else el.setAttribute(name, value as string);
  }
}

/** An absent number or kind reads as the first of its kind: writing it would be a change that nobody sees. */
function isDefault(name: string, value: unknown, has: unknown): boolean {
  if (has !== undefined) return false;
  return (
    (name === 'level' && value === 1) ||
    (name === 'indent' && value === 0) ||
    (name === 'kind' && (value === 'problem' || value === 'bullet'))
  );
}

// ----------------------------------------------------------------------------------------------------------------- tables

function restoreRows(table: Y.XmlElement, target: readonly TableRow[]): void {
  dropWhere(table, (child) => !isNamed(child, 'table_row'));
  const [block] = shownBlock(table);
  const present = block?.type === 'table' ? block.rows : [];
  restoreItems(table, present, target, pairsOf(present, target), rowElement, (index, was, row) =>
    restoreCells(elementAt(table, index), was, row),
  );
}

function restoreCells(row: Y.XmlElement, was: TableRow, target: TableRow): void {
  dropWhere(row, (child) => !isNamed(child, 'table_cell', 'table_header'));
  restoreItems(row, was.cells, target.cells, pairsInPlace(was.cells, target.cells), cellElement, (index, cell, to) => {
    const el = elementOfKind(row, index, to.header ? 'table_header' : 'table_cell');
    for (const name of ['colspan', 'rowspan'] as const) {
      const has: unknown = el.getAttribute(name);
      if ((has ?? 1) !== to[name]) el.setAttribute(name, to[name] as unknown as string);
    }
    restoreParagraphs(el, cell.paragraphs, to.paragraphs);
  });
}

function restoreParagraphs(cell: Y.XmlElement, was: TableCell['paragraphs'], target: TableCell['paragraphs']): void {
  dropWhere(cell, (child) => !isNamed(child, 'paragraph'));
  restoreItems(cell, was, target, pairsInPlace(was, target), paragraphElement, (index, _was, runs) =>
    rewrite(elementAt(cell, index), runs),
  );
}

/** Those that stay are made like the target by `restore`, those that changed their place too, written anew with their comments. */
function restoreItems<T>(
  parent: Y.XmlElement,
  present: readonly T[],
  target: readonly T[],
  { stays, moved }: Pairs,
  make: (item: T) => Y.XmlElement,
  restore: (index: number, was: T, item: T) => void,
): void {
  const elements = parent.toArray() as Y.XmlElement[];
  const copies = new Map([...moved].map(([at, was]) => [at, elements[was]?.clone()]));
  const kept = new Set<unknown>([...stays.values()].map((was) => elements[was]));
  dropWhere(parent, (child) => !kept.has(child));
  target.forEach((item, index) => {
    const from = stays.get(index) ?? moved.get(index);
    if (!stays.has(index)) parent.insert(index, [copies.get(index) ?? make(item)]);
    const was = from === undefined ? undefined : present[from];
    if (was !== undefined) restore(index, was, item);
  });
}

function isNamed(child: unknown, ...names: string[]): boolean {
  return child instanceof Y.XmlElement && names.includes(child.nodeName);
}

function elementAt(parent: Y.XmlElement, index: number): Y.XmlElement {
  return parent.get(index) as Y.XmlElement;
}

/** Yjs cannot change what a cell is: one of the other kind takes its words and their comments. */
function elementOfKind(row: Y.XmlElement, index: number, kind: string): Y.XmlElement {
  const el = elementAt(row, index);
  if (el.nodeName === kind) return el;
  const anew = new Y.XmlElement(kind);
  anew.insert(
    0,
    (el.toArray() as Y.XmlElement[]).filter((child) => isNamed(child, 'paragraph')).map((child) => child.clone()),
  );
  row.delete(index, 1);
  row.insert(index, [anew]);
  return anew;
}
