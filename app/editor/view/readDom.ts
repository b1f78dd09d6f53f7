// How the view reads its own DOM after the browser has typed into it: a line feed in the words is a line feed, never a space.
import { DOMParser, type ParseOptions } from 'prosemirror-model';
import { schema } from '../../../domain/document/schema';

/** What stands there was drawn by the view: no white space of it is layout. */
export const ownDomParser = new (class extends DOMParser {
  override parse(dom: globalThis.Node, options?: ParseOptions) {
    return super.parse(dom, { ...options, preserveWhitespace: 'full' });
  }
})(schema, DOMParser.fromSchema(schema).rules);
