// A message between nodes as bytes, and back: what does not read to the last byte, in the form that we write, is no message.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { isId } from '../../domain/ids';
import type { Notice } from '../../domain/protocol';
import type { FanoutMessage, ShownElsewhere } from './fanout';

const KIND = { updates: 0, frozen: 1, notice: 2, askAgain: 3, presence: 4 } as const;
/** Redis ends a subscriber that is 32 MB behind, and the log holds it all: what is larger only says where the log stands. */
const MOST_UPDATE_BYTES = 256 * 1024;
const NOTICES: readonly Notice['type'][] = ['refused', 'stage', 'rights', 'threads', 'signoff', 'restored', 'version'];

export function encodeMessage(message: FanoutMessage): Uint8Array {
  return encoding.encode((to) => {
    encoding.writeUint8(to, KIND[message.kind]);
    switch (message.kind) {
      case 'updates':
        encoding.writeVarString(to, message.docId);
        encoding.writeVarUint(to, message.epoch);
        writeUpdates(to, message);
        break;
      case 'frozen':
        encoding.writeVarString(to, message.docId);
        break;
      case 'notice':
        encoding.writeVarString(to, message.docId);
        encoding.writeVarString(to, JSON.stringify(message.notice));
        break;
      case 'askAgain':
        encoding.writeVarString(to, JSON.stringify(message.who));
        break;
      case 'presence':
        encoding.writeVarString(to, message.docId);
        encoding.writeVarUint(to, message.at);
        encoding.writeUint8(to, message.asks ? 1 : 0);
        encoding.writeVarUint(to, message.entries.length);
        for (const one of message.entries) writeShown(to, one);
        break;
    }
  });
}

function writeShown(to: encoding.Encoder, { clientId, clock, personId, json }: ShownElsewhere) {
  encoding.writeVarUint(to, clientId);
  encoding.writeVarUint(to, clock);
  encoding.writeVarString(to, personId);
  encoding.writeVarString(to, json ?? '');
}

function writeUpdates(to: encoding.Encoder, { seqFrom, updates }: { seqFrom: number; updates: readonly Uint8Array[] }) {
  const fits = updates.reduce((sum, one) => sum + one.length, 0) <= MOST_UPDATE_BYTES;
  encoding.writeVarUint(to, fits ? seqFrom : seqFrom + updates.length);
  encoding.writeVarUint(to, fits ? updates.length : 0);
  if (fits) for (const one of updates) encoding.writeVarUint8Array(to, one);
}

/** @throws when it is none. */
export function decodeMessage(bytes: Uint8Array): FanoutMessage {
  const from = decoding.createDecoder(bytes);
  const message = read(from);
  if (decoding.hasContent(from)) throw new Error('a message with something behind it');
  return message;
}

function read(from: decoding.Decoder): FanoutMessage {
  const kind = decoding.readUint8(from);
  switch (kind) {
    case KIND.updates:
      return {
        kind: 'updates',
        docId: readId(from),
        epoch: decoding.readVarUint(from),
        seqFrom: decoding.readVarUint(from),
        // Copied: the bytes belong to the buffer of a connection.
        updates: Array.from({ length: readCount(from) }, () => decoding.readVarUint8Array(from).slice()),
      };
    case KIND.frozen:
      return { kind: 'frozen', docId: readId(from) };
    case KIND.notice:
      return { kind: 'notice', docId: readId(from), notice: noticeOf(decoding.readVarString(from)) };
    case KIND.askAgain:
      return { kind: 'askAgain', who: whoOf(decoding.readVarString(from)) };
    case KIND.presence:
      return {
        kind: 'presence',
        docId: readId(from),
        at: decoding.readVarUint(from),
        asks: readFlag(from),
        entries: Array.from({ length: readCount(from) }, () => readShown(from)),
      };
    default:
      throw new Error(`an unknown kind ${kind}`);
  }
}

/** Every one takes a byte at least. */
function readCount(from: decoding.Decoder): number {
  const count = decoding.readVarUint(from);
  if (count > from.arr.length - from.pos) throw new Error('more than there are bytes for');
  return count;
}

function readFlag(from: decoding.Decoder): boolean {
  const flag = decoding.readUint8(from);
  if (flag > 1) throw new Error('neither yes nor no');
  return flag === 1;
}

/** Peers get it as it stands here, so it is of a node's making: the person it shows is the one whose it is. */
function readShown(from: decoding.Decoder): ShownElsewhere {
  const clientId = decoding.readVarUint(from);
  const clock = decoding.readVarUint(from);
  const personId = readId(from);
  const json = decoding.readVarString(from) || null;
  if (clientId > 0xffffffff) throw new Error('no client id');
  if (json !== null) {
    const { user } = JSON.parse(json) as { user?: { id?: unknown } };
    if (user?.id !== personId) throw new Error('presence of somebody else');
  }
  return { clientId, clock, personId, json };
}

function readId(from: decoding.Decoder): string {
  return id(decoding.readVarString(from));
}

function id(value: unknown): string {
  if (!isId(value)) throw new Error('no id');
  return value;
}

function noticeOf(json: string): Notice {
  const notice: unknown = JSON.parse(json);
  const type = notice !== null && typeof notice === 'object' && 'type' in notice ? notice.type : null;
  if (!NOTICES.some((one) => one === type)) throw new Error('an unknown notice');
  return notice as Notice;
}

type Who = Extract<FanoutMessage, { kind: 'askAgain' }>['who'];

function whoOf(json: string): Who {
  const { reviewId, personId, sessionId, ...more } = JSON.parse(json) as Record<string, unknown>;
  if (Object.keys(more).length > 0) throw new Error('asked again of an unknown kind');
  return {
    ...(reviewId === undefined ? {} : { reviewId: id(reviewId) }),
    ...(personId === undefined ? {} : { personId: id(personId) }),
    ...(sessionId === undefined ? {} : { sessionId: id(sessionId) }),
  };
}
