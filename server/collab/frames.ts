// The frames of the wire, read to the last byte and written: kinds 0, 1 and 3 come in, 0, 1, 4 and 5 go out.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { CLOSE, KIND, LIMIT, type Notice, SYNC } from '../../domain/protocol';

export type ClientFrame =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'content'; sync: 'update' | 'step2'; update: Uint8Array }
  | { kind: 'presence'; entries: PresenceEntry[] }
  | { kind: 'queryPresence' };

export interface PresenceEntry {
  clientId: number;
  clock: number;
  /** Null: gone. */
  state: Record<string, unknown> | null;
}

type RefusalCode = typeof CLOSE.badFrame | typeof CLOSE.tooLarge | typeof CLOSE.overloaded;

/** A frame that ends its connection. `message` is for the log. */
export class BadFrame extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode, why: string) {
    super(why);
    this.code = code;
  }
}

/** Stock clients send on what they hear of others, so that a frame of presence holds a whole room. */
const MAX_PRESENCE_FRAME = 256 * 1024;
const MAX_PRESENCE_ENTRIES = 1000;
/** Every id that ever wrote is in the vector of each page, whoever wrote under it: a quarter of a million of them fit. */
const MAX_STATE_VECTOR = 2 * LIMIT.update;

/** A BadFrame of 4400 for what the protocol does not allow, of 4413 for presence or a state vector over its limit. */
export function readFrame(bytes: Uint8Array): ClientFrame | BadFrame {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readKind(decoder);
    if (decoder.pos !== bytes.length) throw off('bytes after the frame');
    return frame;
  } catch (error) {
    if (error instanceof BadFrame) return error;
    return off(`not a frame: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readKind(decoder: decoding.Decoder): ClientFrame {
  const kind = decoding.readVarUint(decoder);
  if (kind === KIND.queryAwareness) return { kind: 'queryPresence' };
  if (kind === KIND.awareness) return { kind: 'presence', entries: readPresence(decoding.readVarUint8Array(decoder)) };
  if (kind !== KIND.sync) throw off(`kind ${kind}`);
  const sync = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (sync === SYNC.step1) return { kind: 'step1', stateVector: checkedVector(payload) };
  if (sync === SYNC.step2) return { kind: 'content', sync: 'step2', update: payload };
  if (sync === SYNC.update) return { kind: 'content', sync: 'update', update: payload };
  throw off(`sync step ${sync}`);
}

/** Yjs decodes it later without looking at its end. */
function checkedVector(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_STATE_VECTOR) throw over(`a state vector of ${bytes.length} bytes`);
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  for (let i = 0; i < count * 2; i++) decoding.readVarUint(decoder);
  if (decoder.pos !== bytes.length) throw off('bytes after the state vector');
  return bytes;
}

function readPresence(bytes: Uint8Array): PresenceEntry[] {
  if (bytes.length > MAX_PRESENCE_FRAME) throw over(`presence of ${bytes.length} bytes`);
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > MAX_PRESENCE_ENTRIES) throw over(`${count} entries of presence`);
  const entries: PresenceEntry[] = [];
  for (let i = 0; i < count; i++) {
    const clientId = decoding.readVarUint(decoder);
    if (clientId > 0xffffffff) throw off(`client ${clientId}`);
    entries.push({ clientId, clock: decoding.readVarUint(decoder), state: readState(decoder) });
  }
  if (decoder.pos !== bytes.length) throw off('bytes after the presence');
  return entries;
}

function readState(decoder: decoding.Decoder): Record<string, unknown> | null {
  const start = decoder.pos;
  const text = decoding.readVarString(decoder);
  if (decoder.pos - start > LIMIT.awareness) throw over(`an entry of presence of ${decoder.pos - start} bytes`);
  const state: unknown = JSON.parse(text);
  if (typeof state !== 'object' || Array.isArray(state)) throw off('presence that is no object');
  return state as Record<string, unknown> | null;
}

function off(why: string): BadFrame {
  return new BadFrame(CLOSE.badFrame, why);
}

function over(why: string): BadFrame {
  return new BadFrame(CLOSE.tooLarge, why);
}

// ---------------------------------------------------------------------------------------------------------------- writing

/** An empty update of presence: stock clients reconnect after 30 s of silence (danger 9). */
export const KEEP_ALIVE: Uint8Array = Uint8Array.of(KIND.awareness, 1, 0);

export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step1, stateVector);
}

export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step2, update);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.update, update);
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, KIND.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

export function ackFrame(n: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, KIND.ack);
    encoding.writeVarUint(encoder, n);
  });
}

export function noticeFrame(notice: Notice): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, KIND.notice);
    encoding.writeVarString(encoder, JSON.stringify(notice));
  });
}

/** One entry of presence, to be joined by `presenceFrame`: encoded once, sent to many. */
export function presenceEntry(clientId: number, clock: number, json: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  });
}

export function presenceFrame(entries: readonly Uint8Array[]): Uint8Array {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) encoding.writeUint8Array(encoder, entry);
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, KIND.awareness);
    encoding.writeVarUint8Array(encoder, payload);
  });
}
