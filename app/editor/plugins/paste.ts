// The clipboard in: structure comes, junk stays out; and what must be known of what goes out, to come back whole.
import { Fragment, type ResolvedPos, Slice } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Block } from '../../../domain/document/blocks';
import { schema } from '../../../domain/document/schema';
import { pointKindAt } from '../commands/sectionKind';
import { withoutNumbers } from '../paste/copy';
import { type Cut, cutOf, withCutMarks } from '../paste/cutMarks';
import { cleanHtml, isOurs } from '../paste/html';
import { blocksOfLines, cleanText } from '../paste/lines';
import { cellSlice, cleanSlice } from '../paste/slice';
import { tell } from '../view/notes';
import { readSelection } from '../view/readSelection';

export function pastePlugin(): Plugin {
  let cut: Cut | null = null;
  /** Where it is dropped, while it is. */
  let dropped: number | null = null;
  return new Plugin({
    props: {
      handleDOMEvents: {
        // What was selected a moment ago is what goes (ED15): else the browser takes it by itself, with whatever it is drawn in.
        copy(view) {
          readSelection(view);
          return false;
        },
        cut(view) {
          readSelection(view);
          cut = cutOf(view.state);
          return false;
        },
        drop(view, event) {
          if (onlyFiles(view, event.dataTransfer, true)) {
            // Else the browser leaves the review to show the file.
            event.preventDefault();
            return true;
          }
          dropped = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null;
          queueMicrotask(() => {
            dropped = null;
          });
          return false;
        },
      },
      transformPastedHTML: htmlIn,
      clipboardTextParser: (text, $context, plainly) => sliceOfText(text, $context, plainly),
      transformPasted(slice, view) {
        const { doc, selection } = view.state;
        const $at = dropped === null ? selection.$from : doc.resolve(dropped);
        const clean = cleanSlice(slice, keysIn(doc), pointKindAt(doc, $at.index(0)));
        return withCutMarks($at.depth > 1 ? cellSlice(clean) : clean, cut, doc);
      },
      handlePaste: (view, event) => onlyFiles(view, event.clipboardData),
    },
  });
}

function htmlIn(html: string, view: EditorView): string {
  if (isOurs(html)) return withoutNumbers(html);
  const { html: clean, ...found } = cleanHtml(html);
  for (const kind of ['pictures', 'struck', 'footnotes'] as const)
    if (found[kind] > 0) tell(view.state, { kind, n: found[kind] });
  return clean;
}

/** A picture or a file by itself would otherwise be left out without a word. */
function onlyFiles(view: EditorView, data: DataTransfer | null, dropped = false): boolean {
  const files = [...(data?.files ?? [])];
  if (files.length === 0 || data?.getData('text/html') || data?.getData('text/plain')) return false;
  const pictures = files.filter((file) => file.type.startsWith('image/'));
  const pasted = dropped ? 0 : pictures.length;
  tell(view.state, pasted === files.length ? { kind: 'pictures', n: pasted } : { kind: 'files' });
  return true;
}

/** One line is words for the caret's own block; more are blocks. Pasted plainly or into a table they are paragraphs. */
function sliceOfText(text: string, $context: ResolvedPos, plainly: boolean): Slice {
  const words = cleanText(text).replaceAll('\u00a0', ' ');
  if (!/[\r\n]/.test(words.trim())) {
    const line = words.replace(/[\r\n]+/g, '');
    // What is pasted within struck words does not go with them (SU12).
    const marks = schema.marks.deletion.removeFromSet($context.marks());
    return line === '' ? Slice.empty : new Slice(Fragment.from(schema.text(line, marks)), 0, 0);
  }
  const blocks = blocksOfLines(words, pointKindAt($context.doc, $context.index(0)));
  const asParagraphs = plainly || $context.depth > 1;
  return Slice.maxOpen(Fragment.from(blocks.map((block) => nodeOf(block, asParagraphs))));
}

function nodeOf(block: Block, asParagraph: boolean) {
  if (block.type === 'table') throw new Error('lines hold no tables');
  const { type, runs, ...attrs } = block;
  const words = runs.map((run) => schema.text(run.text));
  return asParagraph ? schema.nodes.paragraph.create(null, words) : schema.nodes[type].create(attrs, words);
}

function keysIn(doc: ResolvedPos['doc']): Set<string> {
  return new Set(doc.children.flatMap((block) => (typeof block.attrs.key === 'string' ? [block.attrs.key] : [])));
}
