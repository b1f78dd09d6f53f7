// The frames of a client to where they belong: text, presence, or a question about either.
import { must } from '../../domain/must';
import type { Connection } from './connection';
import { type ContentNeeds, takeContent, whose } from './content';
import type { PresenceEntry } from './frames';
import { RoomReset } from './pending';
import type { Room } from './room';

/** Everything that waits in the connection's inbox, until something has to wait. @throws BadFrame, RoomReset, the store's error. */
export function handleFrames(needs: ContentNeeds, connection: Connection): void | Promise<void> {
  const room = must(connection.room, 'frames are handled in a room');
  const { inbox } = connection;
  for (let frame = inbox.peek(); frame; frame = inbox.peek()) {
    if (frame.kind === 'content') {
      const later = takeContent(needs, connection, room);
      if (later) return later;
      continue;
    }
    inbox.drop();
    if (frame.kind === 'step1') answerStep1(connection, room, frame.stateVector);
    else if (frame.kind === 'presence') {
      if (connection.presenceId === null) return takeFirstPresence(needs, connection, room, frame.entries);
      takePresence(connection, room, frame.entries);
    } else room.presence.greet(connection);
  }
}

/** Encoded when asked, sent when all of it is committed; from then on the connection gets every broadcast (way of a frame 8). */
function answerStep1(connection: Connection, room: Room, stateVector: Uint8Array): void {
  const isWaiting = connection.unanswered !== null;
  if (isWaiting || !connection.mayAnswer || !connection.step1s.take()) {
    connection.unanswered = stateVector;
    if (!isWaiting) answerLater(connection, room);
    return;
  }
  connection.answer(room, room.text.step2For(stateVector));
}

function answerLater(connection: Connection, room: Room): void {
  connection.later(Math.max(50, connection.step1s.wait()), () => {
    const stateVector = connection.unanswered;
    connection.unanswered = null;
    if (stateVector) answerStep1(connection, room, stateVector);
  });
}

/** The single entry of the first frame announces the connection's client id (PROMISES, authorship 2). */
async function takeFirstPresence(
  needs: ContentNeeds,
  connection: Connection,
  room: Room,
  entries: readonly PresenceEntry[],
): Promise<void> {
  const [only, ...more] = entries;
  if (only && more.length === 0) await announce(needs, connection, room, only.clientId);
  if (!connection.closed) takePresence(connection, room, entries);
}

function takePresence(connection: Connection, room: Room, entries: readonly PresenceEntry[]): void {
  const counts = !connection.rights.presence || room.presence.receive(connection, entries);
  if (!counts) connection.uncount();
}

/**
 * Bound to the person for good, readers' ids too, and shown to nobody before the log has it: who sees an id could bind it on
 * another node first, and its owner's words would be taken for another history.
 */
async function announce({ log }: ContentNeeds, connection: Connection, room: Room, clientId: number): Promise<void> {
  const { person, sessionId } = connection;
  try {
    if (room.isShared && room.clients.ownerOf(clientId) === null && !connection.hasLookedUp) {
      await room.others.catchUp({ ids: true });
      connection.hasLookedUp = true;
    }
    if (connection.closed || room.presence.isTaken(clientId, connection)) return;
    if (whose(room, person.id, clientId) !== 'own') return;
    if (room.clients.ownerOf(clientId) === null && !room.clients.mayAnnounce(person.id)) return;
    const binding = room.clients.bind(clientId, { personId: person.id, sessionId }, null);
    if (binding) room.bind([binding]);
    await room.bound(clientId);
    connection.presenceId = clientId;
  } catch (error) {
    if (error instanceof RoomReset) throw error;
    log.warn('an announced id could not be looked up; the next presence does', { docId: room.docId, error });
  }
}
