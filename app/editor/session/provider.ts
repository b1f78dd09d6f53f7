// The stock y-websocket provider with what our page needs beyond it: acks, notices, the IME gate, own presence only.
import { createDecoder, readTailAsUint8Array, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array } from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { KIND, type Notice } from '../../../domain/protocol';
import type { SyncKind } from '../save/ledger';
import type { Gate } from './gate';
import { sendOwnPresenceOnly } from './ownPresence';
import { countingSocket } from './socket';
import { wholeFrame } from './whole';

interface Input {
  /** `ws://HOST/collab` */
  url: string;
  reviewId: string;
  params: Readonly<Record<string, string>>;
  doc: Y.Doc;
  awareness: Awareness;
  gate: Gate;
  onOpening: () => void;
  onSync: (kind: SyncKind) => void;
  /** The first `n` sync frames of this socket are settled. */
  onAck: (n: number) => void;
  onNotice: (notice: Notice) => void;
}

type Handler = WebsocketProvider['messageHandlers'][number];

/** Not connected yet: the local copy is loaded first. It never comes back by itself; the session decides when. */
export function createProvider({ url, reviewId, doc, awareness, gate, ...input }: Input): WebsocketProvider {
  const provider = new WebsocketProvider(url, reviewId, doc, {
    connect: false,
    awareness,
    params: withNews(input.params),
    // Another tab's edits would arrive under this tab's name (PROMISES, authorship 4).
    disableBc: true,
    WebSocketPolyfill: countingSocket({
      onOpening: input.onOpening,
      onSync: input.onSync,
      whole: () => wholeFrame(doc),
    }),
    shouldReconnect: () => false,
  });
  const handlers = provider.messageHandlers;
  for (const kind of [KIND.sync, KIND.awareness]) {
    const stock = handlers[kind];
    if (stock) handlers[kind] = gated(stock, gate);
  }
  handlers[KIND.ack] = (_encoder, decoder) => input.onAck(readVarUint(decoder));
  handlers[KIND.notice] = (_encoder, decoder) => {
    const notice = JSON.parse(readVarString(decoder)) as Notice;
    input.onNotice(notice);
  };
  sendOwnPresenceOnly(provider);
  return provider;
}

/** The server says more only when asked for it (CONTRACT "Socket"). */
function withNews(params: Readonly<Record<string, string>>): Record<string, string> {
  return { ...params, ack: '1', notices: '1' };
}

/** Handles a message at once, or after the composition: then its answer goes out by the socket that it came from, or not at all. */
function gated(stock: Handler, gate: Gate): Handler {
  return (encoder, decoder, provider, emitSynced, kind) => {
    if (!gate.shut) return gate.pass(() => stock(encoder, decoder, provider, emitSynced, kind));
    const bytes = readTailAsUint8Array(decoder).slice();
    const socket = provider.ws;
    gate.pass(() => {
      const answer = createEncoder();
      const same = socket !== null && provider.ws === socket;
      stock(answer, createDecoder(bytes), provider, emitSynced && same, kind);
      if (same && length(answer) > 1) socket.send(toUint8Array(answer));
    });
  };
}
