// A client's bytes as structs and ranges, read to the last byte before anything is judged (dangers 2, 3, 4; T18).
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { REF, readByte, readContent, readLength, readText } from './content';
import { type FrameKind, MAX_CLIENT, MAX_CLOCK, MAX_NAME, MAX_NEW, MAX_STRUCTS, off, over } from './limits';

/** Yjs' own reader keeps a root's name where an integrated item keeps its type; both are told apart in place.ts. */
export type Struct = Y.Item | Y.GC;

/** What is new of one client: consecutive structs; the first `cut` clocks of the first one are known already. */
export interface Block {
  client: number;
  structs: Struct[];
  cut: number;
}

export interface Range {
  clock: number;
  end: number;
}

export interface Frame {
  /** Only clients with something new. */
  blocks: Map<number, Block>;
  /** As written: neither sorted nor merged. */
  deletes: Map<number, Range[]>;
}

const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_PARENT_SUB = 0x20;
const CONTENT_REF = 0x1f;

/**
 * Reads a whole update without Y.decodeUpdate, which believes every count, builds whatever it is told and stops before the
 * last byte. Memory is bounded by the frame's own bytes and MAX_NEW. `known(client)` is the next clock of a client.
 * @throws Refusal, or an error of lib0, for bytes that are no update of ours (4400) or too many pieces (4413).
 */
export function decodeFrame(update: Uint8Array, kind: FrameKind, known: (client: number) => number): Frame {
  const decoder = decoding.createDecoder(update);
  const blocks = readBlocks(decoder, kind, known);
  const deletes = readDeletes(decoder);
  if (decoder.pos !== update.length) throw off('bytes after the delete set');
  return { blocks, deletes };
}

function readBlocks(decoder: decoding.Decoder, kind: FrameKind, known: (client: number) => number): Map<number, Block> {
  const blocks = new Map<number, Block>();
  const seen = new Set<number>();
  let budget = MAX_STRUCTS;
  let added = 0;
  const clients = decoding.readVarUint(decoder);
  for (let i = 0; i < clients; i++) {
    const count = readCount(decoder);
    budget -= count + 1;
    if (budget < 0) throw over('too many structs');
    const client = readClient(decoder);
    // Y.applyUpdate keeps the last of two blocks, Y.decodeUpdate shows both: what is judged must be what is applied.
    if (seen.has(client)) throw off(`two blocks of client ${client}`);
    seen.add(client);
    const block = readBlock(decoder, client, count, known(client));
    if (block.structs.length === 0) continue;
    added += block.structs.length;
    if (added > MAX_NEW) throw over('too many new structs');
    if (kind === 'update') for (const struct of block.structs) refuseTombstone(struct);
    blocks.set(client, block);
  }
  return blocks;
}

function readBlock(decoder: decoding.Decoder, client: number, count: number, state: number): Block {
  const block: Block = { client, structs: [], cut: 0 };
  let clock = decoding.readVarUint(decoder);
  for (let i = 0; i < count; i++) {
    const struct = readStruct(decoder, client, clock);
    if (struct.length < 1) throw off('a struct of length 0');
    const end = clock + struct.length;
    if (end >= MAX_CLOCK) throw off(`clock ${end}`);
    if (end > state) {
      if (clock < state) block.cut = state - clock;
      block.structs.push(struct);
      if (block.structs.length > MAX_NEW) throw over('too many new structs');
    }
    clock = end;
  }
  return block;
}

function readStruct(decoder: decoding.Decoder, client: number, clock: number): Struct {
  const info = readByte(decoder);
  if (info === REF.gc) return new Y.GC(Y.createID(client, clock), readLength(decoder));
  const origin = (info & HAS_ORIGIN) !== 0 ? readId(decoder) : null;
  const rightOrigin = (info & HAS_RIGHT_ORIGIN) !== 0 ? readId(decoder) : null;
  const placed = origin === null && rightOrigin === null;
  const parent = placed ? readParent(decoder) : null;
  const parentSub = placed && (info & HAS_PARENT_SUB) !== 0 ? readText(decoder, MAX_NAME) : null;
  const content = readContent(decoder, info & CONTENT_REF);
  return new Y.Item(Y.createID(client, clock), null, origin, null, rightOrigin, parent, parentSub, content);
}

function readId(decoder: decoding.Decoder): Y.ID {
  return Y.createID(readClient(decoder), decoding.readVarUint(decoder));
}

function readParent(decoder: decoding.Decoder): Y.ID {
  const byName = decoding.readVarUint(decoder);
  if (byName > 1) throw off(`parent kind ${byName}`);
  // A root is kept by its name, as Y.decodeUpdate does; Item.write expects a string there.
  return byName === 1 ? (readText(decoder, MAX_NAME) as unknown as Y.ID) : readId(decoder);
}

/** How many structs or ranges follow; each takes two bytes at least. */
function readCount(decoder: decoding.Decoder): number {
  const count = decoding.readVarUint(decoder);
  if (count * 2 > decoder.arr.length - decoder.pos) throw off(`a count of ${count} in too few bytes`);
  return count;
}

function readClient(decoder: decoding.Decoder): number {
  const client = decoding.readVarUint(decoder);
  if (client > MAX_CLIENT) throw off(`client ${client}`);
  return client;
}

/** Content that was deleted before it was ever sent stands in a step 2 alone. */
function refuseTombstone(struct: Struct): void {
  if (struct instanceof Y.GC || struct.content instanceof Y.ContentDeleted) throw off('deleted content in an update');
}

function readDeletes(decoder: decoding.Decoder): Map<number, Range[]> {
  const deletes = new Map<number, Range[]>();
  let budget = MAX_STRUCTS;
  const clients = decoding.readVarUint(decoder);
  for (let i = 0; i < clients; i++) {
    const client = readClient(decoder);
    const count = readCount(decoder);
    budget -= count + 1;
    if (budget < 0) throw over('too many deletions');
    if (count === 0) continue;
    const ranges = deletes.get(client) ?? [];
    deletes.set(client, ranges);
    for (let n = 0; n < count; n++) {
      const clock = decoding.readVarUint(decoder);
      const end = clock + decoding.readVarUint(decoder);
      if (end <= clock || end >= MAX_CLOCK) throw off(`deletion of ${clock} to ${end}`);
      ranges.push({ clock, end });
    }
  }
  return deletes;
}
