// Whether binding an editor to this text would already change it: the binding deletes what its schema does not know, and an older
// editor must never erase a newer text by being opened (danger 1, P5).
import { initProseMirrorDoc } from 'y-prosemirror';
import * as Y from 'yjs';
import { contentOf } from '../../../domain/document/layout';
import { schema } from '../../../domain/document/schema';

/** Tried on a copy. */
export function bindingWouldWrite(doc: Y.Doc): boolean {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  let writes = false;
  copy.on('update', () => {
    writes = true;
  });
  initProseMirrorDoc(contentOf(copy), schema);
  copy.destroy();
  return writes;
}
