// Suggesting sessions for the guard's tests: ProseMirror edits through the suggest-changes plugin and y-prosemirror, undo, offline work.
import { suggestChanges, transformToSuggestionTransaction } from '@handlewithcare/prosemirror-suggest-changes';
import type { Node } from 'prosemirror-model';
import { EditorState, type Transaction } from 'prosemirror-state';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { ANCHOR, contentOf, deltaOf, type SuggestionId, suggestionIn } from '../../domain/document/layout';
import { schema } from '../../domain/document/schema';
import { pendingSuggestions, rejectedBlocks } from '../../domain/document/suggestions';
import { type Dice, Editor, textsOf, WHOLE_WORDS } from './guardEdits';

/** What a text says without its suggestions, in one string. */
export const base = (doc: Y.Doc) => JSON.stringify(rejectedBlocks(doc));

let ids = 0;

/** A person who may only suggest: every edit goes through the plugin, and what would change the text itself is not made. */
export class Suggester extends Editor {
  /** Edits that the page did not make. */
  dropped = 0;

  override edit(random: Dice): void {
    if (random.chance(0.1)) this.withdraw(random);
    else this.suggest((state) => change(state, random));
  }

  /** Takes one of its own suggestions back: its words go, its marks go, one after another. */
  private withdraw(random: Dice): void {
    const own = pendingSuggestions(this.doc).filter(({ authors }) => authors.every((one) => one === this.doc.clientID));
    if (own.length === 0) return;
    const { id } = random.pick(own);
    const texts = textsOf(contentOf(this.doc));
    // A boundary goes only together with its blocks.
    if (texts.some((text) => deltaOf(text).some((run) => holdsBoundary(run, id)))) return;
    for (const text of texts) {
      let end = text.length;
      for (const { insert, attributes = {} } of deltaOf(text).toReversed()) {
        const words = String(insert);
        const start = end - words.length;
        end = start;
        if (suggestionIn(attributes, 'insertion') === id) this.alone(() => text.delete(start, words.length));
        else if (suggestionIn(attributes, 'deletion') === id) this.keep(text, start, words);
      }
    }
  }

  private keep(text: Y.XmlText, start: number, words: string): void {
    for (let at = words.length - 1; at >= 0; at--)
      if (words[at] === ANCHOR) this.alone(() => text.delete(start + at, 1));
    const { length } = words.replaceAll(ANCHOR, '');
    if (length > 0) this.alone(() => text.format(start, length, { deletion: null }));
  }

  /** What is written and deleted in one transaction leaves a tombstone, which no update may hold. */
  private alone(act: () => void): void {
    this.doc.transact(act, 'page');
  }

  /** Answers whether the edit was made. */
  suggest(edit: (state: EditorState) => Transaction): boolean {
    const next = suggested(this.doc, edit);
    if (!next) return false;
    const fragment = contentOf(this.doc);
    const { doc, meta } = initProseMirrorDoc(fragment, schema);
    if (next.eq(doc)) return false;
    const scratch = new Y.Doc();
    Y.applyUpdate(scratch, Y.encodeStateAsUpdate(this.doc));
    const before = base(scratch);
    const copied = initProseMirrorDoc(contentOf(scratch), schema);
    scratch.transact(() => updateYFragment(scratch, contentOf(scratch), next, copied.meta));
    if (base(scratch) !== before) {
      this.dropped += 1;
      return false;
    }
    this.doc.transact(() => updateYFragment(this.doc, fragment, next, meta), 'page');
    return true;
  }
}

function holdsBoundary({ insert, attributes = {} }: ReturnType<typeof deltaOf>[number], id: SuggestionId): boolean {
  return suggestionIn(attributes, 'insertion') === id && String(insert).includes(ANCHOR);
}

function suggested(shared: Y.Doc, edit: (state: EditorState) => Transaction): Node | null {
  const { doc } = initProseMirrorDoc(contentOf(shared), schema);
  const state = EditorState.create({ doc, plugins: [suggestChanges()] });
  try {
    const tr = transformToSuggestionTransaction(edit(state), state, () => `s${ids++}`);
    tr.doc.check();
    return tr.doc;
  } catch (error) {
    // A random place where the edit does not fit.
    if (!(error instanceof Error)) throw error;
    return null;
  }
}

function change(state: EditorState, random: Dice): Transaction {
  const { doc, tr } = state;
  const at = () => random.int(doc.content.size + 1);
  const from = at();
  const to = Math.min(doc.content.size, from + 1 + random.int(20));
  switch (random.int(8)) {
    case 0:
    case 1:
    case 2:
      return tr.insertText(random.pick(WHOLE_WORDS), from);
    case 3:
    case 4:
      return tr.delete(from, to);
    case 5:
      return tr.insertText(random.pick(WHOLE_WORDS), from, to);
    case 6:
      return tr.addMark(from, to, schema.mark(random.pick(['strong', 'em', 'highlight'])));
    default:
      return tr.join(from);
  }
}
