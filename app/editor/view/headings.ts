// Headings as they rank in the page: its title is h1, the text's own title h2, so parts are h3. The clipboard keeps the schema's.
import type { Node } from 'prosemirror-model';
import { headingLevel } from '../../../domain/document/schema';

export function headingView(node: Node) {
  const level = headingLevel(node.attrs.level);
  const dom = document.createElement(`h${level + 2}`);
  dom.className = `d-${level}`;
  return { dom, contentDOM: dom };
}
