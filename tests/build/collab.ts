// The collaboration engine on a real port over a real database, and clients of it: stock y-websocket ones and bare sockets.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Database } from '../../db/open';
import { keepStanding } from '../../db/queries/lostThreads';
import { insertDocument, insertReview, openThreadsOf, putMember } from '../../db/queries/reviews';
import { people } from '../../db/schema/people';
import { plain } from '../../domain/document/blocks';
import { contentOf } from '../../domain/document/layout';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import { seedUpdate } from '../../domain/document/seed';
import { KIND, type Notice, SYNC } from '../../domain/protocol';
import type { Role } from '../../domain/review';
import { actorOf } from '../../server/auth/actor';
import { createSessionReader } from '../../server/auth/sessionReader';
import { openSession } from '../../server/auth/sessions';
import { createAccess } from '../../server/collab/access';
import { type CollabInput, createCollab } from '../../server/collab/collab';
import { createStore } from '../../server/collab/store';
import type { Collab } from '../../server/collab/types';
import { createLog } from '../../server/log';
import { aDatabase } from './database';

export interface Somebody {
  id: string;
  name: string;
  token: string;
  sessionId: string;
  cookie: string;
}

export interface TestCollab {
  url: string;
  port: number;
  database: Database;
  collab: Collab;
  /** Warnings and errors that were logged. */
  logged: string[];
  person(name: string): Promise<Somebody>;
  /** A review whose text is these paragraphs. */
  review(members: readonly [Somebody, readonly Role[]][], paragraphs?: readonly string[]): Promise<string>;
  setRoles(reviewId: string, who: Somebody, roles: readonly Role[]): Promise<void>;
  text(reviewId: string): Promise<string>;
  close(): Promise<void>;
}

/** `over`: a database of somebody else's, who closes it. */
export async function aCollab(
  options: Partial<
    Pick<CollabInput, 'clock' | 'frameRate' | 'linger' | 'fanout' | 'store' | 'identify' | 'otherHistory'>
  > & {
    over?: Database;
    /** What happens between an answer about sessions and its arrival. */
    meanwhile?: () => Promise<unknown>;
  } = {},
): Promise<TestCollab> {
  const { over, meanwhile, ...given } = options;
  const database = over ?? (await aDatabase());
  const logged: string[] = [];
  const log = createLog('warn', (line) => logged.push(line));
  let collab: Collab | null = null;
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    collab?.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clock = () => new Date();
  const sessions = createSessionReader(database, clock);
  const needs = { database, log, clock, publicUrl: url, sessions };
  const engine = createCollab({
    store: createStore(database),
    access: createAccess(database),
    log,
    publicUrl: url,
    frameRate: 0,
    identify: async ({ headers: { cookie, authorization } }, token) => {
      const actor = await actorOf(needs, { cookieHeader: cookie, authorization, queryToken: token });
      await meanwhile?.();
      return actor;
    },
    stillSignedIn: async (sessionIds) => {
      const standing = await sessions.standing(sessionIds);
      await meanwhile?.();
      return standing;
    },
    openThreads: (reviewId) => openThreadsOf(database.db, reviewId),
    onStanding: (_reviewId, standing) => keepStanding(database.db, standing),
    ...given,
  });
  collab = engine;
  return {
    url,
    port,
    database,
    collab: engine,
    logged,
    person: (name) => somebody(database, name),
    review: (members, paragraphs = ['开头。']) => aReview(database, members, paragraphs),
    setRoles: (reviewId, who, roles) => putMember(database.db, reviewId, who.id, roles, who.id),
    text: (reviewId) => engine.read(reviewId, textOf),
    close: async () => {
      await engine.drain();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      if (!over) await database.close();
    },
  };
}

async function somebody({ db }: Database, name: string): Promise<Somebody> {
  const email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@office.test`;
  const [row] = await db.insert(people).values({ email, name, colour: 3 }).returning({ id: people.id });
  if (!row) throw new Error('no person');
  const now = new Date();
  const token = await openSession(db, { personId: row.id, kind: 'token', now });
  const web = await openSession(db, { personId: row.id, kind: 'web', now });
  return { id: row.id, name, token: token.token, sessionId: token.id, cookie: web.token };
}

async function aReview(
  { db }: Database,
  members: readonly [Somebody, readonly Role[]][],
  paragraphs: readonly string[],
): Promise<string> {
  const seed = seedUpdate(paragraphs.map((text) => ({ type: 'paragraph', role: null, id: null, runs: plain(text) })));
  return db.transaction(async (tx) => {
    const id = await insertReview(tx, {
      title: 'A review',
      titleGrams: '',
      templateId: 'retrospective',
      templateVersion: 1,
      meta: {},
      createdBy: members[0]?.[0].id ?? '',
      members: members.map(([who, roles]) => ({ personId: who.id, roles })),
    });
    await insertDocument(tx, { id, schema: SCHEMA_VERSION, seed });
    return id;
  });
}

/** The words of a document, one block a line. */
export function textOf(doc: Y.Doc): string {
  const words = (type: Y.XmlElement): string =>
    type
      .toArray()
      .map((child) =>
        child instanceof Y.XmlText
          ? child
              .toDelta()
              .map(({ insert }: { insert: string }) => insert)
              .join('')
          : child instanceof Y.XmlElement
            ? words(child)
            : '',
      )
      .join('');
  return contentOf(doc)
    .toArray()
    .map((child) => (child instanceof Y.XmlElement ? words(child) : ''))
    .join('\n');
}

/** Adds a paragraph at the end. */
export function type(doc: Y.Doc, words: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  contentOf(doc).insert(contentOf(doc).length, [paragraph]);
}

// ---------------------------------------------------------------------------------------------------- stock y-websocket

export function stock(
  { url }: Pick<TestCollab, 'url'>,
  who: Somebody,
  reviewId: string,
  params: Record<string, string> = {},
  doc = new Y.Doc(),
): WebsocketProvider {
  return new WebsocketProvider(`${url.replace('http', 'ws')}/collab`, reviewId, doc, {
    params: { token: who.token, ...params },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
}

export async function synced(provider: WebsocketProvider): Promise<void> {
  if (!provider.synced) await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
}

export function leave(...providers: readonly WebsocketProvider[]): void {
  for (const provider of providers) {
    provider.destroy();
    provider.doc.destroy();
  }
}

// ---------------------------------------------------------------------------------------------------------- bare sockets

/** A socket that keeps what it hears, and a document that follows it. */
export interface Bare {
  ws: WebSocket;
  doc: Y.Doc;
  /** The close code, once there is one. */
  closed: Promise<number>;
  code(): number | null;
  /** The greatest n of kind 4. */
  ack(): number;
  notices: Notice[];
  /** Kinds and, for sync, steps of all frames heard: '0.1', '1', '4' … */
  heard: string[];
  presence: Map<number, { clock: number; state: unknown }>;
  send(bytes: Uint8Array): void;
  sendUpdate(update: Uint8Array): void;
  sendStep2(update: Uint8Array): void;
  sendStep1(): void;
  /** Types a paragraph and sends what Yjs makes of it. */
  type(words: string): void;
  /** Sent SyncStep1 and got its answer. */
  ready: Promise<void>;
}

export function bare(
  { url }: Pick<TestCollab, 'url'>,
  reviewId: string,
  options: {
    token?: string;
    headers?: Record<string, string>;
    params?: Record<string, string>;
    doc?: Y.Doc;
    /** Answers the server's SyncStep1; true by default. */
    answers?: boolean;
    path?: string;
  } = {},
): Bare {
  const query = new URLSearchParams({
    ...(options.token === undefined ? {} : { token: options.token }),
    ack: '1',
    notices: '1',
    ...options.params,
  });
  const ws = new WebSocket(`${url.replace('http', 'ws')}${options.path ?? `/collab/${reviewId}`}?${query}`, {
    headers: options.headers ?? {},
  });
  const doc = options.doc ?? new Y.Doc();
  let code: number | null = null;
  let ack = 0;
  let isReady = (): void => undefined;
  const self: Bare = {
    ws,
    doc,
    closed: new Promise((resolve) => {
      ws.on('close', (closeCode) => {
        code = closeCode;
        resolve(closeCode);
      });
    }),
    code: () => code,
    ack: () => ack,
    notices: [],
    heard: [],
    presence: new Map(),
    send: (bytes) => ws.send(bytes),
    sendUpdate: (update) => ws.send(syncFrame(SYNC.update, update)),
    sendStep2: (update) => ws.send(syncFrame(SYNC.step2, update)),
    sendStep1: () => ws.send(syncFrame(SYNC.step1, Y.encodeStateVector(doc))),
    type: (words) => {
      const before = Y.encodeStateVector(doc);
      type(doc, words);
      self.sendUpdate(Y.encodeStateAsUpdate(doc, before));
    },
    ready: new Promise((resolve) => {
      isReady = resolve;
    }),
  };
  ws.on('error', () => undefined);
  ws.on('open', () => self.sendStep1());
  ws.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const kind = decoding.readVarUint(decoder);
    if (kind === KIND.sync) {
      const step = decoding.readVarUint(decoder);
      self.heard.push(`0.${step}`);
      const payload = decoding.readVarUint8Array(decoder);
      if (step === SYNC.step1) {
        if (options.answers !== false) self.sendStep2(Y.encodeStateAsUpdate(doc, payload));
      } else {
        Y.applyUpdate(doc, payload, 'server');
        if (step === SYNC.step2) isReady();
      }
      return;
    }
    self.heard.push(String(kind));
    if (kind === KIND.ack) ack = Math.max(ack, decoding.readVarUint(decoder));
    if (kind === KIND.notice) self.notices.push(JSON.parse(decoding.readVarString(decoder)) as Notice);
    if (kind === KIND.awareness) readPresence(decoding.readVarUint8Array(decoder), self.presence);
  });
  return self;
}

function readPresence(bytes: Uint8Array, into: Bare['presence']): void {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  for (let i = 0; i < count; i++) {
    const id = decoding.readVarUint(decoder);
    into.set(id, { clock: decoding.readVarUint(decoder), state: JSON.parse(decoding.readVarString(decoder)) });
  }
}

export function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, KIND.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** A presence frame of [client, clock, state] entries. */
export function presenceFrame(...entries: readonly [number, number, unknown][]): Uint8Array {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const [client, clock, state] of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, KIND.awareness);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

/** Waits until it is so; fails in words after `ms`. */
export async function until(what: string, so: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
