// A WebSocket client below the protocol: it upgrades as it should, and then writes whatever bytes it is told to.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface Raw {
  socket: Socket;
  /** The status line and headers of the answer to the upgrade. */
  answer: string;
  /** What came after them. */
  received(): Buffer;
  /** Code of the server's close frame; null when the socket ended without one, or has not ended for `ms`. */
  closeCode(ms?: number): Promise<number | null>;
  /** Whether the connection is over. */
  gone(): boolean;
  end(): void;
}

interface FrameInput {
  opcode: number;
  payload?: Uint8Array;
  fin?: boolean;
  /** The three reserved bits, as a number from 0 to 7. */
  rsv?: number;
  masked?: boolean;
  /** In place of the payload's own length; from 65,536 on in eight bytes. */
  length?: number | bigint;
}

/** A frame as a client writes it (RFC 6455, 5.2), right or wrong. */
export function frame({ opcode, payload = new Uint8Array(), fin = true, rsv = 0, masked = true, length }: FrameInput) {
  const said = BigInt(length ?? payload.length);
  const mark = masked ? 0x80 : 0;
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  if (said < 126n) head.push(mark | Number(said));
  else if (said < 65_536n) head.push(mark | 126, Number(said >> 8n), Number(said & 255n));
  else {
    const eight = Buffer.alloc(8);
    eight.writeBigUInt64BE(said);
    head.push(mark | 127, ...eight);
  }
  if (!masked) return Buffer.concat([Buffer.from(head), payload]);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from(head), mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

/** The head of an upgrade request. */
export function upgradeHead(path: string, headers: readonly string[] = []): string {
  return [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...headers,
    '\r\n',
  ].join('\r\n');
}

/** Connects and upgrades; `headers` go with it. */
export async function rawSocket(port: number, path: string, headers: readonly string[] = []): Promise<Raw> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let bytes = Buffer.alloc(0);
  let over = false;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  void closed.then(() => {
    over = true;
  });
  // A server that ends a connection while we still write: the answer is what counts.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
  });
  socket.write(upgradeHead(path, headers));
  while (bytes.indexOf('\r\n\r\n') < 0 && !over) await new Promise((resolve) => setTimeout(resolve, 2));
  const end = bytes.indexOf('\r\n\r\n') + 4;
  return {
    socket,
    answer: bytes.subarray(0, end).toString('latin1'),
    received: () => bytes.subarray(end),
    closeCode: async (ms = 10_000) => {
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, ms))]);
      return closeCodeIn(bytes.subarray(end));
    },
    gone: () => over,
    end: () => socket.destroy(),
  };
}

/** Server frames are not masked: walks over them to the close frame. */
function closeCodeIn(bytes: Buffer): number | null {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const opcode = (bytes[at] ?? 0) & 15;
    const short = (bytes[at + 1] ?? 0) & 127;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (at + head > bytes.length) return null;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (opcode === 8) return length >= 2 && at + head + 2 <= bytes.length ? bytes.readUInt16BE(at + head) : null;
    at += head + length;
  }
  return null;
}
