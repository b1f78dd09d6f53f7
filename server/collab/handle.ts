// One frame of a client to where it belongs: text, presence, or a question about either.
import { must } from '../../domain/must';
import type { Connection } from './connection';
import { type ContentNeeds, takeContent, whose } from './content';
import { type PresenceEntry, readFrame, step2Frame } from './frames';
import type { Room } from './room';

/** @throws BadFrame, RoomReset, the store's error. */
export function handleFrame(needs: ContentNeeds, connection: Connection, bytes: Uint8Array): void | Promise<void> {
  const room = must(connection.room, 'frames are handled in a room');
  const frame = readFrame(bytes);
  switch (frame.kind) {
    case 'step1':
      return answerStep1(connection, room, frame.stateVector);
    case 'content': {
      const { sync, update } = frame;
      return takeContent(needs, connection, room, { frame: connection.acks.receive(), sync, update });
    }
    case 'queryPresence':
      return room.presence.greet(connection);
    case 'presence':
      return takePresence(connection, room, frame.entries);
  }
}

/** Encoded when asked, sent when all of it is committed; from then on the connection gets every broadcast (way of a frame 8). */
function answerStep1(connection: Connection, room: Room, stateVector: Uint8Array): void {
  const isWaiting = connection.unanswered !== null;
  if (isWaiting || connection.largeUnsent > 0 || !connection.step1s.take()) {
    connection.unanswered = stateVector;
    if (!isWaiting) answerLater(connection, room);
    return;
  }
  const frame = step2Frame(room.diffFor(stateVector));
  connection.expectStep2();
  room.whenCommitted({ first: true, done: () => connection.sendStep2(frame) });
}

function answerLater(connection: Connection, room: Room): void {
  connection.later(Math.max(50, connection.step1s.wait()), () => {
    const stateVector = connection.unanswered;
    connection.unanswered = null;
    if (stateVector) answerStep1(connection, room, stateVector);
  });
}

/** The single entry of the first frame announces the connection's client id (PROMISES, authorship 2). */
function takePresence(connection: Connection, room: Room, entries: readonly PresenceEntry[]): void {
  if (connection.presenceId === null) announce(connection, room, entries);
  const counts = !connection.rights.presence || room.presence.receive(connection, entries);
  if (!counts) connection.uncount();
}

function announce(connection: Connection, room: Room, entries: readonly PresenceEntry[]): void {
  const [only, ...more] = entries;
  if (!only || more.length > 0) return;
  const { clientId } = only;
  if (room.presence.isTaken(clientId, connection) || whose(room, connection.person.id, clientId) !== 'own') return;
  connection.presenceId = clientId;
  const who = { personId: connection.person.id, sessionId: connection.sessionId };
  const binding = connection.rights.write ? room.clients.bind(clientId, who, null) : null;
  if (binding) room.bind([binding]);
  else room.clients.lend(clientId, who.personId);
}
