// Puts the heading of a missing section into the text at its place, with an empty paragraph to write in: an edit like any other.
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { schema } from '../../../domain/document/schema';
import type { Template } from '../../../domain/template/template';
import { asOneStep } from '../../editor/commands/oneStep';
import { asBlocks } from '../../editor/view/asBlocks';
import { type MissingSection, missingSections } from './outlineRows';

/** As one step of undo, with the caret in it. The key is local to its part, as the template's own headings carry it. */
export function addSection(view: EditorView, wanted: MissingSection, template: Template, locale: string): void {
  const { doc, tr } = view.state;
  // The outline may be a moment behind the text.
  const section = missingSections(asBlocks(doc), template).find(({ key }) => key === wanted.key);
  if (!section) return;
  const { title, suffix, level } = section;
  const words = locale === 'en' ? title.en + suffix.en : title.zh + suffix.zh;
  const key = section.key.split('/').at(-1) ?? section.key;
  const heading = schema.nodes.heading.create({ level, key }, schema.text(words));
  const at = doc.children.slice(0, section.at).reduce((size, block) => size + block.nodeSize, 0);
  tr.insert(at, [heading, schema.nodes.paragraph.create()]);
  tr.setSelection(TextSelection.create(tr.doc, at + heading.nodeSize + 1));
  asOneStep(view.state, () => view.dispatch(tr));
  view.focus();
}
