// The collaboration engine put together: sockets, rooms, the log, and the doors through which the rest of the server comes in.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, LIMIT, type Notice } from '../../domain/protocol';
import { Refused } from '../../domain/refusal';
import type { Fanout, FanoutMessage } from '../fanout/fanout';
import { localFanout } from '../fanout/local';
import type { Log } from '../log';
import type { Access } from './access';
import { type Clock, realClock } from './clock';
import { Connection, type ConnectionNeeds, type Counters } from './connection';
import { drain } from './drain';
import { followLog } from './follow';
import { freezeRoom } from './freeze';
import { atMost } from './gate';
import { handleFrames } from './handle';
import { startPinging } from './keepAlive';
import { AppendQueue } from './log';
import { createMissed } from './missed';
import { createNodesTime } from './nodesTime';
import { openConnection } from './opening';
import { createRecheck } from './recheck';
import type { Room } from './room';
import { NoDocument, Rooms } from './rooms';
import { createStandstill } from './standstill';
import { statsOf } from './stats';
import type { Store } from './store';
import { createTidy } from './tidy';
import { createTurn } from './turn';
import type { Collab, CollabNeeds } from './types';
import { watchUnfinished } from './unfinished';
import { refuseUpgrade, type Target, targetOf } from './upgrade';
import { type Wire, wsWire } from './wire';
import { readRoom, refuseFrozen, writeRoom } from './write';

export interface CollabInput extends CollabNeeds {
  store: Store;
  access: Access;
  log: Log;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Frames a second per connection; 0 = unlimited. */
  frameRate: number;
  fanout?: Fanout;
  clock?: Clock;
  /** How long a room without users stays in memory, ms. */
  linger?: number;
  /** Of the product, for the pages; without one they are not told. */
  version?: string;
  /** Under which Yjs client id a room writes; random when absent. */
  clientId?: () => number;
}

/** A little above the largest frame, which is answered with 4413: stock clients come back after 1009 for ever. */
const MAX_PAYLOAD = LIMIT.document + 64 * 1024;
/** One message in so many reads of the socket: a whole document in the packets of a narrow line (1,208 bytes). Each piece that waits costs 600 bytes. */
const MAX_PIECES = 18 * 1024;
/** A freeze holds a connection of the pool while it asks for others: the log must not wait for the last of them. */
const FREEZES_AT_ONCE = 4;
/** A node whose time is so far behind is told of it. */
const LATE_MS = 1000;

/** The engine, and the door through which a simulation brings sockets of its own. */
export interface Engine extends Collab {
  /** A socket that wants to the document; everything about its rights is answered by a close code. */
  accept(wire: Wire, request: IncomingMessage, target: Target): void;
}

export function createCollab(input: CollabInput): Engine {
  const { store, access, log, publicUrl, frameRate, clock = realClock, fanout = localFanout() } = input;
  const connections = new Set<Connection>();
  const count: Counters = { framesIn: 0, refusedFrames: 0, gaps: 0, crossed: 0, slowReaders: 0, closes: 0 };
  const time = createNodesTime(clock);
  const standstill = createStandstill({ clock, recheck: () => recheck.askAll(), log });
  const queue = new AppendQueue({
    // What was to be appended before it is looked at again: whose rights ended meanwhile, of those nothing is left in it.
    append: (batch) => standstill.closed?.then(() => batch.map(() => ({ kind: 'locked' }))) ?? store.append(batch),
    places: (docIds) => store.places(docIds),
    clock,
    log,
  });
  const tidy = createTidy({
    rooms: () => rooms,
    openThreads: (id) => input.openThreads(id),
    onStanding: async (docId, standing) => {
      if (await input.onStanding?.(docId, standing)) notify(docId, { type: 'threads' });
    },
    clock,
    log,
  });
  const rooms = new Rooms({
    store,
    queue,
    fanout,
    clock,
    time,
    standstill,
    log,
    onMarks: (room) => tidy.plan(room.docId),
    ...(input.linger === undefined ? {} : { linger: input.linger }),
    ...(input.clientId === undefined ? {} : { clientId: input.clientId }),
  });
  const recheck = createRecheck({ connections, access, stillSignedIn: (ids) => input.stillSignedIn(ids), clock, log });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD,
    maxBufferedChunks: MAX_PIECES,
    perMessageDeflate: false,
  });
  const wires = new Set<Wire>();
  const forConnections: Omit<ConnectionNeeds, 'onGone'> = {
    atTurnEnd: createTurn(),
    clock,
    log,
    frameRate,
    count,
    handle: (connection) => standstill.closed ?? handleFrames({ clock, log, count, otherHistory }, connection),
    onClosed: (connection) => connections.delete(connection),
  };
  const freezing = atMost(FREEZES_AT_ONCE);
  let draining: Promise<void> | null = null;
  let stopWatching: (() => void) | null = null;
  const stopPinging = startPinging(clock, connections);
  const stopResting = rooms.startResting();
  const following = followLog({ store, rooms, clock, log, shared: fanout.shared });
  const missed = createMissed({ connections, recheck, look: () => following.look(), clock });
  recheck.start();
  fanout.subscribe(
    (message) => hear(message),
    () => missed.call(),
  );

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const target = draining ? 503 : targetOf(request, publicUrl);
    if (typeof target === 'number') {
      refuseUpgrade(socket, target);
      return;
    }
    stopWatching ??= watchUnfinished(clock, connections);
    sockets.handleUpgrade(request, socket, head, (ws: WebSocket) => accept(wsWire(ws, socket), request, target));
  }

  function accept(wire: Wire, request: IncomingMessage, target: Target): void {
    const { reviewId: docId, ack, notices } = target;
    wires.add(wire);
    const connection = new Connection(
      standstill.wire(wire),
      { ...forConnections, onGone: () => wires.delete(wire) },
      { docId, wants: { ack, notices } },
    );
    connections.add(connection);
    void openConnection(
      {
        access,
        rooms,
        connections,
        clock,
        log,
        version: input.version ?? null,
        identify: (from, token) => input.identify(from, token),
        stillSignedIn: (ids) => input.stillSignedIn(ids),
      },
      connection,
      request,
      target,
    ).then(() => {
      if (!connection.room || connection.room.visited) return;
      connection.room.visited = true;
      tidy.plan(docId);
    });
  }

  /** With other nodes, memory alone does not hold everything that was acknowledged. */
  const fresh = async (room: Room): Promise<void> => {
    if (fanout.shared) await room.others.catchUp();
  };

  const tellNotice = (docId: string, notice: Notice) => {
    for (const one of connections) if (one.docId === docId && one.room) one.notice(notice);
  };

  const notify = (reviewId: string, notice: Notice) => {
    tellNotice(reviewId, notice);
    fanout.publish({ kind: 'notice', docId: reviewId, notice });
  };

  function otherHistory({ docId, person }: Connection, clientId: number): void {
    log.info('other history', { docId, personId: person.id, clientId });
    input.otherHistory?.({ reviewId: docId, personId: person.id, clientId }).catch((error: unknown) => {
      log.error('the record does not say that another history was refused', { docId, personId: person.id, error });
    });
  }

  function hear(message: FanoutMessage): void {
    switch (message.kind) {
      case 'updates':
        rooms.tell(message.docId, (room) => room.others.heard(message));
        break;
      case 'frozen':
        rooms.tell(message.docId, (room) => room.reset(CLOSE.askAgain));
        break;
      case 'notice':
        tellNotice(message.docId, message.notice);
        break;
      case 'askAgain':
        void recheck.askAgain(message.who);
        break;
      case 'presence':
        hearPresence(message);
        break;
    }
  }

  function hearPresence(message: FanoutMessage & { kind: 'presence' }): void {
    const { docId, at, asks } = message;
    time.heard(at);
    const now = time.now();
    // Nobody may be here, and yet pages may come to that node that were here before.
    if (asks && now - at > LATE_MS) fanout.publish({ kind: 'presence', docId, at: now, asks: false, entries: [] });
    rooms.tell(docId, (room) => room.presence.hear(message));
  }

  async function stop(): Promise<void> {
    tidy.stop();
    // Who waits for its turn is still served, with the rights of now.
    await drain({ clock, log, connections, rooms, wires, shared: fanout.shared });
    standstill.stop();
    recheck.stop();
    stopPinging();
    stopWatching?.();
    stopResting();
    following.stop();
    missed.stop();
    await fanout.close();
  }

  return {
    upgrade,
    accept,
    read: (reviewId, fn) =>
      found(() =>
        rooms.use(reviewId, async (room) => {
          await fresh(room);
          return readRoom(room, (text, at) => fn(text.doc, at));
        }),
      ),
    state: (reviewId) =>
      found(() =>
        rooms.use(reviewId, async (room) => {
          await fresh(room);
          return readRoom(room, (text, at) => ({ state: text.state(), ...at }));
        }),
      ),
    write: async (reviewId, options, fn) => {
      const ask = options.marksOnly ? null : () => refuseFrozen(access, reviewId, options);
      return found(() =>
        rooms.use(reviewId, async (room) => {
          await fresh(room);
          return writeRoom(room, options, ask, fn);
        }),
      );
    },
    freeze: async (reviewId, fn) => {
      const value = await found(() =>
        freezing(() =>
          rooms.use(reviewId, (room) => freezeRoom(store, room, fn, () => recheck.closeWriters(reviewId))),
        ),
      );
      fanout.publish({ kind: 'frozen', docId: reviewId });
      await recheck.askAgain({ reviewId });
      return value;
    },
    askAgain: (who) => {
      void recheck.askAgain(who);
      fanout.publish({ kind: 'askAgain', who });
    },
    lookAtMarks: (reviewId) => tidy.plan(reviewId),
    notify,
    drain: () => {
      draining ??= stop();
      return draining;
    },
    stats: () => statsOf({ rooms, connections, queue, count, standstill }),
  };
}

/** A review without a document is one that is not there. */
async function found<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoDocument) throw new Refused('not-found');
    throw error;
  }
}
