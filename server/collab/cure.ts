// A damaged update of the log made readable again: what Yjs cannot load is dropped struct by struct, never the document (danger 2).
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = Y.Item | Y.GC | Y.Skip;

/**
 * The update without structs of length 0, which Yjs applies once and can never load again. Null when it cannot even be
 * decoded. One block a client: the clocks of what is left follow each other, because what is dropped has no length.
 */
export function cured(update: Uint8Array): Uint8Array | null {
  const decoded = decode(update);
  if (!decoded) return null;
  const blocks = new Map<number, Struct[]>();
  for (const struct of decoded.structs as Struct[]) {
    if (struct.length === 0 || struct instanceof Y.Skip) continue;
    const block = blocks.get(struct.id.client) ?? [];
    block.push(struct);
    blocks.set(struct.id.client, block);
  }
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, blocks.size);
  for (const [client, structs] of blocks) {
    encoding.writeVarUint(encoder.restEncoder, structs.length);
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, structs[0]?.id.clock ?? 0);
    for (const struct of structs) struct.write(encoder, 0);
  }
  encoding.writeVarUint(encoder.restEncoder, decoded.ds.clients.size);
  for (const [client, ranges] of decoded.ds.clients) {
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder.restEncoder, clock);
      encoding.writeVarUint(encoder.restEncoder, len);
    }
  }
  return encoder.toUint8Array();
}

function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(update);
  } catch {
    // Whatever the bytes are, they are no update; the caller says so in the log.
    return null;
  }
}
