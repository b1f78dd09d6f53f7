// The clipboard: structure in, junk out; words out, generated numbers and comments not.
import { Fragment, type ResolvedPos, Slice } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import type { Block } from '../../../domain/document/blocks';
import { schema } from '../../../domain/document/schema';
import { pointKindAt } from '../commands/sectionKind';
import { cleanHtml } from '../paste/html';
import { blocksOfLines, cleanText } from '../paste/lines';
import { cleanSlice } from '../paste/slice';

export function pastePlugin(): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML: cleanHtml,
      clipboardTextParser: (text, $context, plainly) => sliceOfText(text, $context, plainly),
      transformPasted: (slice, view) => cleanSlice(slice, keysIn(view.state.doc)),
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, '\n'),
    },
  });
}

/** One line is words for the caret's own block; more are blocks. Pasted plainly or into a table they are paragraphs. */
function sliceOfText(text: string, $context: ResolvedPos, plainly: boolean): Slice {
  const words = cleanText(text);
  if (!/[\r\n]/.test(words.trim())) {
    const line = words.replace(/[\r\n]+/g, '');
    return line === '' ? Slice.empty : new Slice(Fragment.from(schema.text(line, $context.marks())), 0, 0);
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
