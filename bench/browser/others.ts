// Twenty others in the same text, each with a caret that moves as fast as people move it; some of them write.
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { PASSWORD, type Person, signedIn } from '../../tests/build/api';
import type { Product } from '../../tests/build/product';

/** A person may have ten connections to a document. */
const A_PERSON = 10;
/** Between two moves of one caret, and between two letters of one writer. */
const MOVE_MS = 500;
const LETTER_MS = 300;

export interface Others {
  /** So many of them write a letter every 300 ms from now on. */
  write(people: number): void;
  leave(): void;
}

/** Their carets are spread over the text, two moves a second each, from now on. */
export async function joinOthers(product: Product, admin: Person, id: string, people: number): Promise<Others> {
  const providers: WebsocketProvider[] = [];
  const timers: ReturnType<typeof setInterval>[] = [];
  for (let n = 0; n < people; n++) {
    const email = `caret${Math.floor(n / A_PERSON)}-${id}@office.test`;
    if (n % A_PERSON === 0) {
      const made = await admin.call<{ id: string }>('POST', '/people', { email, name: `同事${n}`, password: PASSWORD });
      await admin.call('PUT', `/reviews/${id}/members/${made.body.id}`, { roles: ['editor'] });
    }
    const provider = await join(product, await signedIn(product.url, email), id);
    providers.push(provider);
    const words = paragraphOf(provider, (n + 1) * 10);
    let at = 0;
    const move = () => {
      at = (at + 7) % Math.max(1, words.length);
      showCaret(provider, words, at);
    };
    move();
    // Nobody's beat is another one's.
    timers.push(setInterval(move, MOVE_MS + n));
  }
  return {
    write(writers) {
      for (const [n, provider] of providers.slice(0, writers).entries()) {
        const words = paragraphOf(provider, (n + 1) * 10);
        const letter = () => {
          words.insert(words.length, '字');
          showCaret(provider, words, words.length);
        };
        timers.push(setInterval(letter, LETTER_MS + n));
      }
    },
    leave() {
      for (const timer of timers) clearInterval(timer);
      for (const one of providers) {
        one.destroy();
        // With its awareness, whose clock would keep this process alive.
        one.doc.destroy();
      }
    },
  };
}

async function join(product: Product, person: Person, id: string): Promise<WebsocketProvider> {
  const review = await person.call<{ collab: { params: Record<string, string> } }>('GET', `/reviews/${id}`);
  const provider = new WebsocketProvider(`${product.url.replace('http', 'ws')}/collab`, id, new Y.Doc(), {
    params: { ...review.body.collab.params, token: person.token },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  return provider;
}

function paragraphOf({ doc }: WebsocketProvider, block: number): Y.XmlText {
  const element = doc.getXmlFragment('content').get(block);
  const words = element instanceof Y.XmlElement ? element.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error('the long text has no words there');
  return words;
}

function showCaret({ awareness }: WebsocketProvider, words: Y.XmlText, at: number): void {
  const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(words, at));
  awareness.setLocalStateField('cursor', { anchor: place, head: place });
}
