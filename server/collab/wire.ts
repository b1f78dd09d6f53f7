// A socket as the engine sees it: the real one over `ws` here, another in a simulation.
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';

/** A message for many sockets, made ready once: its bytes, and the same as a WebSocket frame (ENGINE, choice 3). */
export interface Prepared {
  payload: Uint8Array;
  framed: Uint8Array;
}

export interface WireEvents {
  /** Null: something that is no binary message. The bytes are the listener's own. */
  message(bytes: Uint8Array | null): void;
  ping(): void;
  pong(): void;
  /** For the log; `gone` follows. */
  failed(error: unknown): void;
  /** It is over, whoever ended it; called once. */
  gone(): void;
}

export interface Wire {
  listen(events: WireEvents): void;
  /** Bytes handed over that the other side has not taken yet. */
  readonly unsent: number;
  /** Bytes of a message that is not whole yet. */
  readonly unfinished: number;
  /** Messages in order; as one write. */
  send(messages: readonly Prepared[]): void;
  /** As large as a document: not copied; `sent` when the other side has taken it, or never will. */
  sendLarge(message: Prepared, sent: () => void): void;
  ping(): void;
  /** Whether its messages are read. */
  read(on: boolean): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

export function prepare(payload: Uint8Array): Prepared {
  return { payload, framed: framed(payload) };
}

/** Final, binary, unmasked: what a server sends (RFC 6455, 5.2). */
function framed(payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x82;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, head);
  return frame;
}

/** Bytes of a client's ping or pong beside its data; they may stand between the pieces of a message. */
const CONTROL = 6;

/**
 * `socket` is the one that was upgraded: without compression `ws` writes each of its frames to it at once and whole, so that
 * frames of ours may stand between them.
 */
export function wsWire(ws: WebSocket, socket: Duplex): Wire {
  const read = () => (socket instanceof Socket ? socket.bytesRead : 0);
  let heard = read();
  return {
    listen: (events) => {
      // A copy: the socket's buffer is shared with other frames (danger 10).
      ws.on('message', (data, isBinary) => {
        heard = read();
        events.message(isBinary && Buffer.isBuffer(data) ? new Uint8Array(data) : null);
      });
      ws.on('ping', (data) => {
        heard += CONTROL + data.length;
        events.ping();
      });
      ws.on('pong', (data) => {
        heard += CONTROL + data.length;
        events.pong();
      });
      ws.on('error', events.failed);
      ws.on('close', events.gone);
    },
    get unsent() {
      return ws.bufferedAmount;
    },
    get unfinished() {
      return read() - heard;
    },
    send: (messages) => {
      if (ws.readyState !== WebSocket.OPEN) return;
      const [only, ...more] = messages;
      if (only) socket.write(more.length === 0 ? only.framed : Buffer.concat(messages.map(({ framed }) => framed)));
    },
    sendLarge: ({ framed }, sent) => {
      if (ws.readyState === WebSocket.OPEN) socket.write(framed, () => sent());
      else sent();
    },
    ping: () => ws.ping(),
    read: (on) => {
      if (on === ws.isPaused) on ? ws.resume() : ws.pause();
    },
    close: (code, reason) => ws.close(code, reason),
    terminate: () => ws.terminate(),
  };
}
