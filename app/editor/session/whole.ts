// A copy as one step 2: what a page sends when a single update would not do.
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { writeSyncStep2 } from 'y-protocols/sync';
import type * as Y from 'yjs';
import { KIND } from '../../../domain/protocol';

/** Everything that this copy holds, as the server's question for it would be answered by one who knows nothing. */
export function wholeFrame(doc: Y.Doc): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder();
  writeVarUint(encoder, KIND.sync);
  writeSyncStep2(encoder, doc);
  return toUint8Array(encoder);
}
