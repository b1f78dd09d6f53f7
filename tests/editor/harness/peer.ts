// The other end of the wire, scripted: it keeps texts like the server, and withholds, refuses or closes when a test says so.

import { createDecoder, readTailAsUint8Array, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { type WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { KIND, type Notice, SYNC } from '../../../domain/protocol';

export interface Peer {
  /** Whether acknowledgements go out; those withheld go out when it is set again. */
  acks: boolean;
  /** Answers content with the notice `refused` instead of taking it. */
  refuses: boolean;
  /** Neither takes content nor answers it. */
  swallows: boolean;
  /** Closes each new connection with this code. */
  closesWith: number | null;
  /** Connections made, update frames and presence entries received since the last `reset`. */
  connections: number;
  updates: number;
  presence: Uint8Array[];
  /** The URL of the last connection. */
  url: string;
  /** The text of the review of the last connection. */
  doc(): Y.Doc;
  close(code: number): void;
  send(bytes: Uint8Array): void;
  reset(state: string): void;
}

export function createPeer(): Peer & { wss: WebSocketServer } {
  const sockets = new Set<WebSocket>();
  const wss = new WebSocketServer({ noServer: true });
  const docs = new Map<string, Y.Doc>();
  const owed = new Map<WebSocket, number>();
  let acks = true;
  let state = '';
  let room = '';
  const docOf = (name: string) => {
    const known = docs.get(name);
    if (known) return known;
    const doc = new Y.Doc();
    if (state) Y.applyUpdate(doc, Buffer.from(state, 'base64'));
    docs.set(name, doc);
    return doc;
  };
  const settle = (socket: WebSocket) => socket.send(message(KIND.ack, (e) => writeVarUint(e, owed.get(socket) ?? 0)));
  const peer: Peer & { wss: WebSocketServer } = {
    wss,
    get acks() {
      return acks;
    },
    set acks(on) {
      acks = on;
      if (on) for (const socket of sockets) settle(socket);
    },
    refuses: false,
    swallows: false,
    closesWith: null,
    connections: 0,
    updates: 0,
    presence: [],
    url: '',
    doc: () => docOf(room),
    close: (code) => {
      for (const socket of sockets) socket.close(code);
    },
    send: (bytes) => {
      for (const socket of sockets) socket.send(bytes);
    },
    reset(next) {
      Object.assign(peer, { refuses: false, swallows: false, closesWith: null });
      Object.assign(peer, { connections: 0, updates: 0, presence: [], acks: true });
      state = next;
    },
  };
  wss.on('connection', (socket, request) => {
    peer.connections += 1;
    peer.url = request.url ?? '';
    if (peer.closesWith !== null) return socket.close(peer.closesWith);
    room = (request.url ?? '').split('?')[0] ?? '';
    const doc = docOf(room);
    let frames = 0;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const onUpdate = (update: Uint8Array, origin: unknown) => {
      if (origin !== socket)
        socket.send(
          message(KIND.sync, (e) => {
            writeVarUint(e, SYNC.update);
            writeVarUint8Array(e, update);
          }),
        );
    };
    doc.on('update', onUpdate);
    socket.on('close', () => doc.off('update', onUpdate));
    socket.on('message', (data: Buffer) => {
      const decoder = createDecoder(new Uint8Array(data));
      const kind = readVarUint(decoder);
      if (kind === KIND.awareness) peer.presence.push(readTailAsUint8Array(decoder).slice());
      if (kind !== KIND.sync) return;
      const step = readVarUint(decoder);
      const bytes = readVarUint8Array(decoder);
      if (step === SYNC.step1) {
        socket.send(
          message(KIND.sync, (e) => {
            writeVarUint(e, SYNC.step2);
            writeVarUint8Array(e, Y.encodeStateAsUpdate(doc, bytes));
          }),
        );
        return;
      }
      frames += 1;
      if (step === SYNC.update) peer.updates += 1;
      const brings = Y.decodeUpdate(bytes).structs.some(
        (struct) => struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client),
      );
      if (peer.swallows && brings) return;
      if (peer.refuses && brings) return socket.send(notice({ type: 'refused', frame: frames, reason: 'read-only' }));
      Y.applyUpdate(doc, bytes, socket);
      owed.set(socket, frames);
      if (acks) settle(socket);
    });
    socket.send(
      message(KIND.sync, (e) => {
        writeVarUint(e, SYNC.step1);
        writeVarUint8Array(e, Y.encodeStateVector(doc));
      }),
    );
  });
  return peer;
}

export function notice(news: Notice): Uint8Array {
  return message(KIND.notice, (encoder) => writeVarString(encoder, JSON.stringify(news)));
}

/** A presence entry as the server sends it. */
export function presence(client: number, state: unknown): Uint8Array {
  return message(KIND.awareness, (encoder) => {
    const entry = createEncoder();
    writeVarUint(entry, 1);
    writeVarUint(entry, client);
    writeVarUint(entry, 1);
    writeVarString(entry, JSON.stringify(state));
    writeVarUint8Array(encoder, toUint8Array(entry));
  });
}

/** The client ids of a presence message's entries. */
export function presentClients(message: Uint8Array): number[] {
  const decoder = createDecoder(readVarUint8Array(createDecoder(message)));
  return Array.from({ length: readVarUint(decoder) }, () => {
    const client = readVarUint(decoder);
    readVarUint(decoder);
    readVarString(decoder);
    return client;
  });
}

function message(kind: number, write: (encoder: ReturnType<typeof createEncoder>) => void): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, kind);
  write(encoder);
  return toUint8Array(encoder);
}
