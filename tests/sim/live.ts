// The characters of a document that are not deleted, each at its place.
import * as Y from 'yjs';
import { type Place, placeOf } from './truth';

/** Characters that stand in the text, by place. */
export function liveIn(doc: Y.Doc): Map<Place, string> {
  const live = new Map<Place, string>();
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) continue;
      const { str } = struct.content;
      for (let n = 0; n < str.length; n++) live.set(placeOf(struct.id.client, struct.id.clock + n), str.charAt(n));
    }
  }
  return live;
}
