// The judged part of a frame as an update again: only what is new, so that what was judged is exactly what is applied.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Range } from './decode';
import { COLLECTED, type Placed } from './place';

/**
 * Known structs must not reach Y.applyUpdate even as an echo: it looks up their neighbours before it sees that it knows them,
 * and a lookup inside a surrogate pair tears the character in the server's copy alone. Structs without a living parent go
 * in as the tombstones that Yjs would make of them, for the same reason.
 */
export function encodeJudged(placed: readonly Placed[], deletions: ReadonlyMap<number, readonly Range[]>): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const out = encoder.restEncoder;
  encoding.writeVarUint(out, placed.length);
  for (const { block, places } of placed) {
    encoding.writeVarUint(out, block.structs.length);
    encoding.writeVarUint(out, block.client);
    encoding.writeVarUint(out, (block.structs[0]?.id.clock ?? 0) + block.cut);
    block.structs.forEach((struct, index) => {
      const offset = index === 0 ? block.cut : 0;
      if (places[index] === COLLECTED) new Y.GC(struct.id, struct.length).write(encoder, offset);
      else struct.write(encoder, offset);
    });
  }
  encoding.writeVarUint(out, deletions.size);
  for (const [client, ranges] of deletions) {
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, ranges.length);
    for (const { clock, end } of ranges) {
      encoding.writeVarUint(out, clock);
      encoding.writeVarUint(out, end - clock);
    }
  }
  return encoder.toUint8Array();
}
