// The one ProseMirror schema of a review, shared by the editor (view) and the server (guard, canonical form, export).
import { type Mark, Schema } from 'prosemirror-model';

/**
 * Grows with every change of nodes, marks or attributes; travels in the socket URL so that an older page is refused (P5).
 * 2: suggestions. A page of 1 would delete every text that holds one.
 */
export const SCHEMA_VERSION = 2;

const id = { id: { default: null } };

/**
 * Flat and forgiving on purpose: y-prosemirror deletes from the shared document what a strict schema cannot hold,
 * so every attribute has a default and every container may be empty. Parts, dimensions and numbers are derived.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block*' },
    paragraph: {
      group: 'block',
      content: 'inline*',
      attrs: { ...id, role: { default: null } },
      parseDOM: [{ tag: 'p', getAttrs: (el) => ({ role: el.getAttribute('data-role') }) }],
      toDOM: (node) => [
        'p',
        { class: `d-p${node.attrs.role ? ` d-${node.attrs.role}` : ''}`, 'data-role': node.attrs.role },
        0,
      ],
    },
    heading: {
      group: 'block',
      content: 'inline*',
      defining: true,
      attrs: { ...id, level: { default: 1 }, key: { default: null } },
      parseDOM: [1, 2, 3].map((level) => ({
        tag: `h${level}`,
        getAttrs: (el: HTMLElement) => ({ level, key: el.getAttribute('data-key') }),
      })),
      toDOM: (node) => [
        `h${headingLevel(node.attrs.level)}`,
        { class: `d-${headingLevel(node.attrs.level)}`, 'data-key': node.attrs.key },
        0,
      ],
    },
    point: {
      group: 'block',
      content: 'inline*',
      defining: true,
      attrs: { ...id, kind: { default: 'problem' } },
      parseDOM: [
        {
          tag: 'p[data-point]',
          priority: 60,
          getAttrs: (el) => ({ id: el.getAttribute('data-id'), kind: el.getAttribute('data-point') }),
        },
      ],
      toDOM: (node) => ['p', { class: 'd-p d-point', 'data-point': node.attrs.kind, 'data-id': node.attrs.id }, 0],
    },
    list_item: {
      group: 'block',
      content: 'inline*',
      definingForContent: true,
      attrs: { ...id, kind: { default: 'bullet' }, indent: { default: 0 } },
      parseDOM: [
        { tag: 'li', getAttrs: (el) => ({ kind: el.parentElement?.nodeName === 'OL' ? 'ordered' : 'bullet' }) },
        {
          tag: 'p[data-list]',
          priority: 60,
          getAttrs: (el) => ({
            kind: el.getAttribute('data-list'),
            indent: Number(el.getAttribute('data-indent')) || 0,
          }),
        },
      ],
      toDOM: (node) => [
        'p',
        { class: 'd-p d-li', 'data-list': node.attrs.kind, 'data-indent': String(node.attrs.indent) },
        0,
      ],
    },
    blockquote: {
      group: 'block',
      content: 'inline*',
      attrs: id,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', { class: 'd-p d-quote' }, 0],
    },
    table: {
      group: 'block',
      content: 'table_row*',
      tableRole: 'table',
      isolating: true,
      attrs: id,
      parseDOM: [{ tag: 'table' }],
      toDOM: () => ['table', { class: 'd-table' }, ['tbody', 0]],
    },
    table_row: {
      content: '(table_cell | table_header)*',
      tableRole: 'row',
      parseDOM: [{ tag: 'tr' }],
      toDOM: () => ['tr', 0],
    },
    table_cell: cell('td', 'cell'),
    table_header: cell('th', 'header_cell'),
    text: { group: 'inline' },
  },
  marks: {
    link: {
      attrs: { href: { default: '' } },
      inclusive: false,
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (el) => (safeHref(el.getAttribute('href')) ? { href: el.getAttribute('href') } : false),
        },
      ],
      toDOM: (mark) => [
        'a',
        { href: safeHref(mark.attrs.href) ? mark.attrs.href : '#', target: '_blank', rel: 'noopener noreferrer' },
        0,
      ],
    },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    underline: { parseDOM: [{ tag: 'u' }], toDOM: () => ['u', 0] },
    highlight: { parseDOM: [{ tag: 'mark' }], toDOM: () => ['mark', { class: 'hl' }, 0] },
    // Overlapping and never parsed from paste (STACK trap 7). Exactly one attribute: another would change its key.
    comment: {
      attrs: { id: {} },
      excludes: '',
      inclusive: false,
      toDOM: (mark) => ['span', { class: 'mark', 'data-thread': mark.attrs.id }, 0],
    },
    // What prosemirror-suggest-changes writes (suggestions.ts says what it means), never parsed from paste. The plugin's own specs
    // let each exclude the other; here both may stand on one character: two people who edit at once make it so, and a schema
    // that forbids it would call their paragraph broken and take no edit of it any more.
    insertion: {
      attrs: { id: {} },
      inclusive: false,
      toDOM: (mark) => ['ins', { class: 'sg-ins', 'data-suggestion': String(mark.attrs.id) }, 0],
    },
    deletion: {
      attrs: { id: {} },
      inclusive: false,
      toDOM: (mark) => ['del', { class: 'sg-del', 'data-suggestion': String(mark.attrs.id) }, 0],
    },
    // The plugin asks for it and puts it on nodes alone; the binding does not share marks of nodes and the guard lets none in.
    modification: {
      attrs: {
        id: {},
        type: {},
        attrName: { default: null },
        previousValue: { default: null },
        newValue: { default: null },
      },
      excludes: '',
      inclusive: false,
      toDOM: () => ['span', 0],
    },
  },
});

/** A heading level that a hostile or newer client cannot push out of 1..3. */
export function headingLevel(level: unknown): 1 | 2 | 3 {
  return level === 2 || level === 3 ? level : 1;
}

/** Only addresses that cannot run code (T43). Relative ones are refused too: a signed text must mean the same everywhere. */
export function safeHref(href: unknown): href is string {
  return typeof href === 'string' && href.length <= 2048 && /^(https?:\/\/|mailto:)/i.test(href);
}

/** Whether a ProseMirror mark is one that the server wrote for a comment thread. */
export function isCommentMark(mark: Mark): boolean {
  return mark.type.name === 'comment';
}

function cell(tag: 'td' | 'th', tableRole: string) {
  return {
    content: 'paragraph*',
    tableRole,
    isolating: true,
    // colwidth stays null: columns are not resized, and an array value would be rewritten by the binding on each change.
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    parseDOM: [
      {
        tag,
        getAttrs: (el: HTMLElement) => ({
          colspan: span(el.getAttribute('colspan')),
          rowspan: span(el.getAttribute('rowspan')),
        }),
      },
    ],
    toDOM: (node: { attrs: Record<string, unknown> }) =>
      [tag, { colspan: String(node.attrs.colspan), rowspan: String(node.attrs.rowspan) }, 0] as [
        string,
        Record<string, string>,
        0,
      ],
  };
}

/** A cell reaches over at most so many rows or columns, in the page, the shared text and the canonical one alike. */
export const MAX_SPAN = 1000;

function span(value: string | null): number {
  const n = Number(value);
  return Number.isInteger(n) && n >= 1 && n <= MAX_SPAN ? n : 1;
}
