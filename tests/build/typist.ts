// A stock y-websocket client that types, and knows what of it the server has acknowledged (kind 4).
import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { KIND, SYNC } from '../../domain/protocol';
import type { Person } from './api';
import { settled } from './footprint';

export interface Typist {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** Types `word` as a paragraph of its own, at the end. */
  type(word: string): void;
  /** Suggests to put `word` at the end of the first text. */
  suggest(word: string): void;
  /** Words whose frame was acknowledged as committed. */
  acknowledged: ReadonlySet<string>;
  /** Code of the last close, null while none came. */
  closed(): number | null;
  leave(): void;
}

/** Connects with the review's own socket parameters and the person's token. */
export async function aTypist(url: string, person: Person, reviewId: string): Promise<Typist> {
  const { body } = await person.call<{ collab: { params: Record<string, string> } }>('GET', `/reviews/${reviewId}`);
  const doc = new Y.Doc();
  const params = { ...body.collab.params, token: person.token, ack: '1' };
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/collab`, reviewId, doc, {
    params,
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  const acknowledged = new Set<string>();
  // What each counted frame of the present socket carries: all words typed until it was sent.
  let frames: string[][] = [];
  let unsent: string[] = [];
  let closed: number | null = null;
  const watch = (socket: WebSocket) => {
    // What the last socket has not acknowledged goes again, with the first frame of this one.
    unsent = [...frames.flat().filter((word) => !acknowledged.has(word)), ...unsent];
    frames = [];
    const send = socket.send.bind(socket) as (data: Uint8Array) => void;
    socket.send = ((data: Uint8Array) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarUint(decoder) === KIND.sync && decoding.readVarUint(decoder) !== SYNC.step1) {
        frames.push(unsent);
        unsent = [];
      }
      send(data);
    }) as typeof socket.send;
  };
  const wrap = () => {
    if (provider.ws) watch(provider.ws as unknown as WebSocket);
  };
  wrap();
  provider.on('status', ({ status }: { status: string }) => status === 'connecting' && wrap());
  provider.on('connection-close', (event: { code: number } | null) => {
    closed = event?.code ?? closed;
  });
  provider.messageHandlers[KIND.ack] = (_encoder, decoder) => {
    const n = decoding.readVarUint(decoder);
    for (const words of frames.slice(0, n)) for (const word of words) acknowledged.add(word);
  };
  return {
    doc,
    provider,
    acknowledged,
    closed: () => closed,
    type: (word) => {
      unsent.push(word);
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(word)]);
      const content = doc.getXmlFragment('content');
      content.insert(content.length, [paragraph]);
    },
    suggest: (word) => {
      unsent.push(word);
      const first = firstText(doc.getXmlFragment('content'));
      first?.insert(first.length, word, { insertion: { id: word } });
    },
    leave: () => {
      provider.destroy();
      doc.destroy();
    },
  };
}

function firstText(within: Y.XmlFragment): Y.XmlText | undefined {
  for (const child of within.toArray()) {
    const found = child instanceof Y.XmlText ? child : child instanceof Y.XmlElement ? firstText(child) : undefined;
    if (found) return found;
  }
  return undefined;
}

export async function synced(typist: Typist): Promise<void> {
  if (typist.provider.synced) return;
  await new Promise<void>((resolve) => typist.provider.once('sync', () => resolve()));
}

/** The text of the block that holds these words. */
export function textWith({ doc }: Pick<Typist, 'doc'>, words: string): Y.XmlText {
  const texts = doc
    .getXmlFragment('content')
    .toArray()
    .flatMap((block) => (block instanceof Y.XmlElement ? block.toArray() : []))
    .filter((one) => one instanceof Y.XmlText);
  const found = texts.find((one) => one.toString().includes(words));
  if (!found) throw new Error(`no block with ${words}`);
  return found;
}

/** Somebody comes, adds words behind these, hears that they are saved, and goes. */
export async function writeBehind(
  server: { url: string; who: Person; id: string },
  words: string,
  more: string,
): Promise<void> {
  const typist = await aTypist(server.url, server.who, server.id);
  await synced(typist);
  const text = textWith(typist, words);
  text.insert(text.toString().indexOf(words) + words.length, more);
  const read = async () => (await server.who.call<string>('GET', `/reviews/${server.id}/text`)).body;
  await settled(`${more} is in the text`, read, (all) => all.includes(more));
  typist.leave();
}
