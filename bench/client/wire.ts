// How each subject frames the same three things: a question for what is missing, an answer, an update.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Seat } from '../subjects/subject';

/** What came from a server, as far as a client of the bench cares. */
export type Heard =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'step2' | 'update'; update: Uint8Array }
  /** `upTo` frames are settled; null: one more. */
  | { kind: 'ack'; upTo: number | null }
  | { kind: 'other' };

export interface Wire {
  /** What opens the conversation. */
  hello(seat: Seat, stateVector: Uint8Array): Uint8Array[];
  /** Whether the server answers the hello with what it has. */
  answers: boolean;
  frame(seat: Seat, step: 1 | 2, update: Uint8Array): Uint8Array;
  read(bytes: Uint8Array): Heard;
}

const SYNC = ['step1', 'step2', 'update'] as const;
const NO_PREFIX = () => undefined;

function syncFrame(prefix: (encoder: encoding.Encoder) => void, step: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    prefix(encoder);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

function readSync(decoder: decoding.Decoder): Heard {
  const step = SYNC[decoding.readVarUint(decoder)];
  if (step === undefined) throw new Error('a sync step that nobody knows');
  const payload = decoding.readVarUint8Array(decoder);
  return step === 'step1' ? { kind: step, stateVector: payload } : { kind: step, update: payload };
}

const yWebsocket: Wire = {
  answers: true,
  hello: (_seat, stateVector) => [syncFrame(NO_PREFIX, 0, stateVector)],
  frame: (_seat, step, update) => syncFrame(NO_PREFIX, step, update),
  read: (bytes) => {
    const decoder = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(decoder);
    if (kind === 0) return readSync(decoder);
    return kind === 4 ? { kind: 'ack', upTo: decoding.readVarUint(decoder) } : { kind: 'other' };
  },
};

/** @hocuspocus/provider: every message begins with the document's name; 2 is the token, 4 a sync reply, 8 an acknowledgement. */
const hocuspocus: Wire = {
  answers: true,
  hello: (seat, stateVector) => [
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, seat.document);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, seat.token);
    }),
    syncFrame((encoder) => encoding.writeVarString(encoder, seat.document), 0, stateVector),
  ],
  frame: (seat, step, update) => syncFrame((encoder) => encoding.writeVarString(encoder, seat.document), step, update),
  read: (bytes) => {
    const decoder = decoding.createDecoder(bytes);
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    if (kind === 0 || kind === 4) return readSync(decoder);
    return kind === 8 ? { kind: 'ack', upTo: null } : { kind: 'other' };
  },
};

const relay: Wire = { ...yWebsocket, answers: false, hello: () => [] };

export const WIRES = { 'y-websocket': yWebsocket, hocuspocus, relay };
