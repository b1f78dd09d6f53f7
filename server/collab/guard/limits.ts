// How large one frame of a client may be, in bytes and in pieces, and how a frame over a limit or off the format is turned down.
import { LIMIT } from '../../../domain/protocol';

export type FrameKind = 'update' | 'step2';

/** Bytes of one payload (PROMISES "Limits"): an update 1 MiB, a step 2 as large as a document may be. */
export const MAX_BYTES: Record<FrameKind, number> = { update: LIMIT.update, step2: LIMIT.document };

/** One struct covers at most this many clocks (PROMISES, way of a frame 4). */
export const MAX_LENGTH = 5_000_000;
/** Clocks end below this: Yjs counts with 32-bit operations in places. */
export const MAX_CLOCK = 2 ** 31;
export const MAX_CLIENT = 2 ** 32 - 1;

/** Structs that a frame may name, known ones included: more than a document has; reading them takes a quarter of a second (P9). */
export const MAX_STRUCTS = 500_000;
/** Structs of a document, about 80 MB of memory; a quarter of a year of 5,000 edits a day makes a tenth of them (decision 037). */
export const MAX_PIECES = 300_000;
/** Structs, and ranges of deletions, that a frame may add. Each costs Yjs a splice of a long array. */
export const MAX_NEW = 100_000;
/** Steps along the text that integrating a frame may take: 100,000 take Yjs 50 ms or more. Who was away brings many gaps at once. */
export const MAX_WALK: Record<FrameKind, number> = { update: 100_000, step2: 500_000 };
/** Places in Yjs' arrays that the cuts of a frame may move: 1.5 ns each. */
export const MAX_MOVED = 150_000_000;
/** Pieces of a text that Yjs looks at of itself when a frame is applied: 25 to 50 ns each (P9). */
export const MAX_LOOKS = 8_000_000;
/** Marks of comments over the runs of one text, each counted for each: all of them are told at every reading. */
export const MAX_COVERED = 50_000;
/** Values in one attribute write: Yjs merges consecutive writes of one attribute. */
export const MAX_VALUES = 10_000;
/** Names of nodes, attributes, marks and roots, and the JSON of one mark's value, in UTF-16 code units. */
export const MAX_NAME = 100;
export const MAX_MARK_JSON = 16_384;

/** A frame that nothing of is taken: 4400 off the format or the schema, 4413 over a limit. `message` is for the log. */
export class Refusal extends Error {
  readonly code: 4400 | 4413;
  constructor(code: 4400 | 4413, why: string) {
    super(why);
    this.code = code;
  }
}

export function off(why: string): Refusal {
  return new Refusal(4400, why);
}

export function over(why: string): Refusal {
  return new Refusal(4413, why);
}
