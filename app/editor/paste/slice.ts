// What was pasted, after parsing: only values that the schema means, only characters that the text may hold, no key twice.
import { type Attrs, Fragment, type Node, Slice } from 'prosemirror-model';
import { LIST_KINDS, PARAGRAPH_ROLES, POINT_KINDS } from '../../../domain/document/blocks';
import { headingLevel, schema } from '../../../domain/document/schema';
import { cleanText } from './lines';

/**
 * `keysThere` are the section keys that the text has already: a section moved by cutting keeps its key, a copied one gets none. A point
 * from elsewhere says no kind and becomes one of `kind`.
 */
export function cleanSlice(slice: Slice, keysThere: ReadonlySet<string>, kind = 'problem'): Slice {
  const content = cleaned(slice.content, new Set(keysThere), kind);
  // Empty text is dropped: an open side may lie on what is no longer there.
  return content.size === slice.content.size
    ? new Slice(content, slice.openStart, slice.openEnd)
    : new Slice(
        content,
        Math.min(slice.openStart, depthOf(content, 'first')),
        Math.min(slice.openEnd, depthOf(content, 'last')),
      );
}

/**
 * For a place in a cell, which holds paragraphs alone: whatever else came would be set behind the table, and tear it there (ED17). A row
 * is a line. A table by itself stays one: its cells go into cells.
 */
export function cellSlice(slice: Slice): Slice {
  const { content, openStart, openEnd } = slice;
  const table = content.childCount === 1 && /^table/.test(content.firstChild?.type.name ?? '');
  if (table || content.firstChild?.isInline) return slice;
  const lines = content.content.flatMap((block) => (block.isTextblock ? [block.content] : linesOf(block)));
  const paragraphs = lines.map((words) => schema.nodes.paragraph.create(null, words));
  return new Slice(Fragment.from(paragraphs), Math.min(1, openStart), Math.min(1, openEnd));
}

/** The rows of a table, and of what was cut out of one. */
function linesOf(node: Node): Fragment[] {
  if (node.type.name === 'table') return node.children.flatMap(linesOf);
  let line = Fragment.empty;
  node.descendants((one) => {
    if (!one.isTextblock) return true;
    const space = line.size > 0 && one.content.size > 0 ? Fragment.from(schema.text('　')) : Fragment.empty;
    line = line.append(space).append(one.content);
    return false;
  });
  return [line];
}

function cleaned(content: Fragment, keys: Set<string>, kind: string, inCell = false): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => {
    if (!node.isText) {
      const inner = cleaned(node.content, keys, kind, /^table_(?:cell|header)$/.test(node.type.name));
      nodes.push(node.type.create(attrsOf(node, keys, kind, inCell), inner, node.marks));
    } else if (cleanText(node.text ?? '') !== '') nodes.push(schema.text(cleanText(node.text ?? ''), node.marks));
  });
  return Fragment.from(nodes);
}

function depthOf(content: Fragment, side: 'first' | 'last'): number {
  let depth = 0;
  let node = side === 'first' ? content.firstChild : content.lastChild;
  while (node && !node.isText) {
    depth += 1;
    node = side === 'first' ? node.firstChild : node.lastChild;
  }
  return depth;
}

/** `inCell`: there no paragraph is a salutation, byline or date; the text that is signed has none there. */
function attrsOf(node: Node, keys: Set<string>, kind: string, inCell: boolean): Attrs {
  const { attrs } = node;
  switch (node.type.name) {
    case 'heading':
      return { id: null, level: headingLevel(attrs.level), key: keyOnce(attrs.key, keys) };
    case 'point':
      return {
        id: isName(attrs.id) ? attrs.id : null,
        kind: oneOf(attrs.kind || kind, POINT_KINDS),
      };
    case 'list_item':
      return { id: null, kind: oneOf(attrs.kind, LIST_KINDS), indent: depthIn(attrs.indent) };
    case 'paragraph':
      return { id: null, role: inCell ? null : (PARAGRAPH_ROLES.find((role) => role === attrs.role) ?? null) };
    default:
      return attrs;
  }
}

function keyOnce(key: unknown, keys: Set<string>): string | null {
  if (!isName(key) || keys.has(key)) return null;
  keys.add(key);
  return key;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9/~-]{0,127}$/.test(value);
}

function oneOf(value: unknown, values: readonly string[]): string | undefined {
  return values.find((one) => one === value) ?? values[0];
}

function depthIn(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) ? Math.max(0, Math.min(3, value)) : 0;
}
