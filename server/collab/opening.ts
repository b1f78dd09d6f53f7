// From an accepted socket to a seat in a room: who, which review, which schema and history, and the first frames.
import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../domain/actor';
import { SCHEMA_VERSION } from '../../domain/document/schema';
import { isId } from '../../domain/ids';
import { CLOSE, type CloseCode, endsAccess, LIMIT } from '../../domain/protocol';
import type { Log } from '../log';
import { type Access, contributes, type Standing } from './access';
import type { Clock } from './clock';
import type { Connection } from './connection';
import { ask } from './content';
import type { Room } from './room';
import { NoDocument, type Rooms } from './rooms';
import type { CollabNeeds } from './types';
import type { Target } from './upgrade';

export interface OpeningNeeds extends Pick<CollabNeeds, 'identify' | 'stillSignedIn'> {
  access: Access;
  rooms: Rooms;
  connections: ReadonlySet<Connection>;
  clock: Clock;
  log: Log;
  /** Of the product: a page of another one is told. */
  version: string | null;
}

/** Ends with the connection in its room or closed; an outage of the store is 1013, never a 44xx (T12). */
export async function openConnection(
  needs: OpeningNeeds,
  connection: Connection,
  request: IncomingMessage,
  target: Target,
): Promise<void> {
  try {
    const refusal = await enter(needs, connection, request, target);
    if (refusal !== null) connection.close(refusal);
  } catch (error) {
    needs.log.warn('a socket could not be opened', { error });
    connection.close(CLOSE.overloaded);
  }
}

async function enter(
  needs: OpeningNeeds,
  connection: Connection,
  request: IncomingMessage,
  target: Target,
): Promise<CloseCode | null> {
  const actor = await needs.identify(request, target.token);
  if (!actor) return CLOSE.sessionOver;
  // The words of a page are its own person's: under another one's session they are not taken.
  if (target.as !== null && target.as !== actor.personId) return CLOSE.sessionOver;
  if (!isId(target.reviewId)) return CLOSE.noSuchReview;
  const known = needs.rooms.find(target.reviewId);
  const refused = await admit(needs, connection, actor, target);
  if (refused !== null) return lastWord(needs, actor, refused);
  if (crowd(needs.connections, connection) > LIMIT.connectionsPerPerson) return CLOSE.overloaded;
  const held = await acquired(needs.rooms, target.reviewId);
  if (!held) return CLOSE.noSuchReview;
  try {
    // Loaded after the question, it may know of a freeze that these rights do not.
    if (held.room !== known) connection.askedMeanwhile = true;
    while (connection.askedMeanwhile) {
      const refusal = await admitAgain(needs, connection, actor, target);
      if (refusal !== null) return lastWord(needs, actor, refusal);
    }
    return seat(needs, connection, actor, held);
  } finally {
    if (!connection.room) held.release();
  }
}

/** RM7: whose account ended just now has neither role nor session, and keeps the words that "no such review" would wipe. */
async function lastWord(needs: OpeningNeeds, actor: Actor, refusal: CloseCode): Promise<CloseCode> {
  const over = endsAccess(refusal) && !(await needs.stillSignedIn([actor.sessionId])).has(actor.sessionId);
  return over ? CLOSE.sessionOver : refusal;
}

/** In one go with the last look at what was asked meanwhile: nothing may come between. */
function seat(
  needs: OpeningNeeds,
  connection: Connection,
  actor: Actor,
  { room, release }: { room: Room; release: () => void },
): CloseCode | null {
  if (contributes(connection.rights) && isSpent(needs, room, actor)) return CLOSE.overloaded;
  if (connection.closed || room.dead) return CLOSE.askAgain;
  connection.join(room, release);
  if (needs.version !== null) connection.notice({ type: 'version', version: needs.version });
  // Readers are never asked: what they answered would only be dropped (way of a frame 2).
  if (contributes(connection.rights)) ask(needs, connection, room);
  room.presence.greet(connection);
  return null;
}

/** The close code that refuses, or null with the connection's rights set. Strangers learn nothing but 4404. */
async function admit(
  needs: OpeningNeeds,
  connection: Connection,
  actor: Actor,
  target: Target,
): Promise<CloseCode | null> {
  connection.askedMeanwhile = false;
  const standingOf = await needs.access.review(target.reviewId);
  const standing: Standing = standingOf?.(actor.personId) ?? { kind: 'stranger' };
  if (standing.kind !== 'reader') return CLOSE.noSuchReview;
  connection.person = { id: actor.personId, name: actor.name, colour: actor.colour };
  connection.sessionId = actor.sessionId;
  connection.rights = standing.rights;
  connection.stage = standing.stage;
  // A restore went by behind this memory (RM29).
  needs.rooms.tell(target.reviewId, (room) => room.epoch < standing.epoch && room.reset(CLOSE.otherHistory));
  return misfit(target, standing.epoch);
}

/** A missing number is taken for the present one, so that a plain y-websocket client works; anything else must be it. */
function misfit({ schema, epoch }: Target, currentEpoch: number): CloseCode | null {
  if (schema !== null && schema !== String(SCHEMA_VERSION)) {
    return Number(schema) > SCHEMA_VERSION ? CLOSE.clientTooNew : CLOSE.clientTooOld;
  }
  return epoch !== null && epoch !== String(currentEpoch) ? CLOSE.otherHistory : null;
}

/** Rights that may have changed between the question and the seat. */
async function admitAgain(
  needs: OpeningNeeds,
  connection: Connection,
  actor: Actor,
  target: Target,
): Promise<CloseCode | null> {
  const refused = await admit(needs, connection, actor, target);
  if (refused !== null) return refused;
  return (await needs.stillSignedIn([actor.sessionId])).has(actor.sessionId) ? null : CLOSE.sessionOver;
}

function crowd(connections: ReadonlySet<Connection>, one: Connection): number {
  let count = 0;
  for (const { docId, person } of connections) if (docId === one.docId && person.id === one.person.id) count += 1;
  return count;
}

async function acquired(rooms: Rooms, reviewId: string) {
  try {
    return await rooms.acquire(reviewId);
  } catch (error) {
    if (error instanceof NoDocument) return null;
    throw error;
  }
}

/** More new writing ids in a day than any person opens pages: new connections wait, running ones go on (authorship 2). */
function isSpent({ clock }: OpeningNeeds, room: Room, actor: Actor): boolean {
  return !room.clients.holds(actor.personId, 1, clock.now());
}
