// Makes a live text equal to another one by the smallest change: what stays keeps its authors, its comments and its place.
import * as Y from 'yjs';
import type { Block, Run, TableRow } from './blocks';
import { diffBlocks } from './diff';
import { commonOf } from './diffSequence';
import { attributesOf, cellElement, contentOf, elementOf, rowElement, shownBlock } from './layout';
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
interface Copy {
  words: ReturnType<typeof wordsAndMarks>;
}

function copyOf(el: Y.XmlElement): Copy {
  return { words: el.nodeName === 'table' ? [] : wordsAndMarks(el) };
}

function placed(content: Y.XmlFragment, index: number, block: Block, copy: Copy | undefined): Y.XmlElement {
  const el = copy && block.type !== 'table' ? new Y.XmlElement(block.type) : elementOf(block);
  content.insert(index, [el]);
  if (copy && copy.words.length > 0 && block.type !== 'table') {
    const text = new Y.XmlText();
    el.insert(0, [text]);
    text.applyDelta(copy.words);
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
  dropWhere(table, (child) => !(child instanceof Y.XmlElement) || child.nodeName !== 'table_row');
  const elements = table.toArray() as Y.XmlElement[];
  const present = rowsOf(table);
  const keys = (rows: readonly TableRow[]) => rows.map((row) => JSON.stringify(row));
  const stays = new Map<number, Y.XmlElement>();
  const ends = { a: 0, b: 0 };
  const pair = (a: number, b: number) => {
    const el = elements[a];
    if (el) stays.set(b, el);
  };
  const changedUpTo = (a: number, b: number) => {
    for (; ends.a < a && ends.b < b; ends.a++, ends.b++) pair(ends.a, ends.b);
    ends.a = a;
    ends.b = b;
  };
  for (const same of commonOf(keys(present), keys(target))) {
    changedUpTo(same.a, same.b);
    for (let at = 0; at < same.length; at++) pair(ends.a++, ends.b++);
  }
  changedUpTo(present.length, target.length);
  const kept = new Set<unknown>(stays.values());
  dropWhere(table, (child) => !kept.has(child));
  target.forEach((row, index) => {
    const el = stays.get(index);
    if (el) restoreCells(el, row);
    else table.insert(index, [rowElement(row)]);
  });
}

function rowsOf(table: Y.XmlElement): readonly TableRow[] {
  const [block] = shownBlock(table);
  return block?.type === 'table' ? block.rows : [];
}

function restoreCells(row: Y.XmlElement, target: TableRow): void {
  dropWhere(row, (child) => !(child instanceof Y.XmlElement));
  if (row.length > target.cells.length) row.delete(target.cells.length, row.length - target.cells.length);
  const elements = row.toArray() as Y.XmlElement[];
  target.cells.forEach((cell, index) => {
    const el = elements[index];
    if (el?.nodeName !== (cell.header ? 'table_header' : 'table_cell')) {
      if (el) row.delete(index, 1);
      row.insert(index, [cellElement(cell)]);
      return;
    }
    for (const name of ['colspan', 'rowspan'] as const) {
      const has: unknown = el.getAttribute(name);
      if ((has ?? 1) !== cell[name]) el.setAttribute(name, cell[name] as unknown as string);
    }
    restoreParagraphs(el, cell.paragraphs);
  });
}

function restoreParagraphs(cell: Y.XmlElement, target: readonly (readonly Run[])[]): void {
  dropWhere(cell, (child) => !(child instanceof Y.XmlElement) || child.nodeName !== 'paragraph');
  if (cell.length > target.length) cell.delete(target.length, cell.length - target.length);
  target.forEach((runs, index) => {
    if (index >= cell.length) cell.insert(index, [new Y.XmlElement('paragraph')]);
    const paragraph = cell.toArray()[index];
    if (paragraph instanceof Y.XmlElement) rewrite(paragraph, runs);
  });
}
