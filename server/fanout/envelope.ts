// What goes through Redis: messages of one node under its number, sealed with the installation's key, so that nothing foreign is heard.
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { FanoutMessage } from './fanout';
import { decodeMessage } from './message';

/** Another version of this form: not understood, and its words are found in the log. */
const VERSION = 2;
const SEAL = 16;

export interface Envelope {
  /** Random, of one process. */
  node: string;
  /** 1, 2, 3 … for envelopes with messages. One without (a beat) repeats the last: whoever lacks it knows so. */
  number: number;
  /** When it was sent, ms since 1970 by that node's clock. */
  at: number;
  messages: readonly FanoutMessage[];
}

/** `messages` are encoded already. Layout: version, seal over the rest, the rest. */
export function sealed(
  key: Uint8Array,
  envelope: Omit<Envelope, 'messages'> & { messages: readonly Uint8Array[] },
): Buffer {
  const body = encoding.encode((to) => {
    encoding.writeVarString(to, envelope.node);
    encoding.writeVarUint(to, envelope.number);
    encoding.writeVarUint(to, envelope.at);
    encoding.writeVarUint(to, envelope.messages.length);
    for (const one of envelope.messages) encoding.writeVarUint8Array(to, one);
  });
  return Buffer.concat([Uint8Array.of(VERSION), sealOf(key, body), body]);
}

/** Why it was not for us, in a word for the log; or what it says. Never throws. */
export function opened(key: Uint8Array, bytes: Uint8Array): Envelope | 'version' | 'foreign' | 'damaged' {
  if (bytes[0] !== VERSION) return 'version';
  const [seal, body] = [bytes.subarray(1, 1 + SEAL), bytes.subarray(1 + SEAL)];
  if (seal.length !== SEAL || !timingSafeEqual(seal, sealOf(key, body))) return 'foreign';
  try {
    return read(body);
  } catch {
    // Sealed by us and not readable by us: a build that writes other messages. The caller says so.
    return 'damaged';
  }
}

function read(body: Uint8Array): Envelope {
  const from = decoding.createDecoder(body);
  const node = decoding.readVarString(from);
  const number = decoding.readVarUint(from);
  const at = decoding.readVarUint(from);
  const messages: FanoutMessage[] = [];
  for (let left = decoding.readVarUint(from); left > 0; left--)
    messages.push(decodeMessage(decoding.readVarUint8Array(from)));
  if (decoding.hasContent(from)) throw new Error('an envelope with something behind it');
  return { node, number, at, messages };
}

function sealOf(key: Uint8Array, body: Uint8Array): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, SEAL);
}
