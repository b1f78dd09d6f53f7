// What a client wrote, on its way into the document: right, judgement, gaps, whose ids, size (PROMISES, way of a frame 2-8).
import * as Y from 'yjs';
import { SEED_CLIENT } from '../../domain/document/layout';
import { CLOSE, LIMIT } from '../../domain/protocol';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { Connection, Counters } from './connection';
import { BadFrame, step1Frame } from './frames';
import { judge, type Verdict } from './guard/judge';
import type { Room } from './room';

export interface Content {
  /** Its number among the connection's sync frames. */
  frame: number;
  sync: 'update' | 'step2';
  update: Uint8Array;
}

export interface ContentNeeds {
  clock: Clock;
  log: Log;
  count: Counters;
}

/** A question that nobody answered may be asked again. */
const ASK_AGAIN_MS = 10_000;

/** A promise while it has to wait: for a freeze, or for a look into the log. @throws BadFrame, RoomReset, the store's error. */
export function takeContent(
  needs: ContentNeeds,
  connection: Connection,
  room: Room,
  content: Content,
): void | Promise<void> {
  if (room.gate.closed) return waitAndTake(needs, connection, room, content);
  const verdict = judged(connection, room, content);
  if (verdict.kind === 'apply' || verdict.kind === 'nothing' || !connection.rights.write) {
    return settleOrDrop(needs, connection, room, content, verdict);
  }
  if (verdict.kind === 'refuse') throw new BadFrame(verdict.code, verdict.why);
  if (verdict.kind === 'gap' && content.sync === 'update' && isAsking(needs, connection)) {
    return connection.acks.refuse(content.frame);
  }
  return lookAndTake(needs, connection, room, content);
}

async function waitAndTake(needs: ContentNeeds, connection: Connection, room: Room, content: Content): Promise<void> {
  await room.gate.whenOpen();
  if (!connection.closed) await takeContent(needs, connection, room, content);
}

/** Another node may have what is missing, or know whose an id is: the log says so (way of a frame 5, 6). */
async function lookAndTake(needs: ContentNeeds, connection: Connection, room: Room, content: Content): Promise<void> {
  await room.committedSeq();
  await room.catchUp();
  await room.gate.whenOpen();
  if (connection.closed) return;
  const verdict = judged(connection, room, content);
  switch (verdict.kind) {
    case 'apply':
    case 'nothing':
      return settleOrDrop(needs, connection, room, content, verdict);
    case 'refuse':
      throw new BadFrame(verdict.code, verdict.why);
    case 'foreign':
      needs.log.info('other history', {
        docId: room.docId,
        personId: connection.person.id,
        clientId: verdict.clientId,
      });
      return connection.close(CLOSE.otherHistory);
    case 'gap':
      needs.count.gaps += 1;
      // A step 2 carries everything its client has: what it lacks now will not come.
      if (content.sync === 'step2' && connection.askedAt !== null) return connection.close(CLOSE.otherHistory);
      connection.acks.refuse(content.frame);
      return ask(needs, connection, room);
  }
}

/** Sends SyncStep1: the client answers with everything that is missing here. */
export function ask(needs: { clock: Clock }, connection: Connection, room: Room): void {
  connection.askedAt = needs.clock.now();
  connection.send(step1Frame(Y.encodeStateVector(room.doc)));
}

function isAsking({ clock }: ContentNeeds, { askedAt }: Connection): boolean {
  return askedAt !== null && clock.now() - askedAt < ASK_AGAIN_MS;
}

function judged(connection: Connection, room: Room, { sync, update }: Content): Verdict {
  const ownerOf = (clientId: number) => whose(room, connection.person.id, clientId);
  return judge({ update, kind: sync, doc: room.doc, ownerOf });
}

/** An id with text and without an owner is the seed's or one of the server's own. */
export function whose(room: Room, personId: string, clientId: number): 'own' | 'other' | 'reserved' {
  const owner = room.clients.ownerOf(clientId);
  if (owner !== null) return owner === personId ? 'own' : 'other';
  const reserved = clientId === SEED_CLIENT || clientId === room.doc.clientID || room.doc.store.clients.has(clientId);
  return reserved ? 'reserved' : 'own';
}

function settleOrDrop(
  needs: ContentNeeds,
  connection: Connection,
  room: Room,
  content: Content,
  verdict: Verdict,
): void {
  const isStep2 = content.sync === 'step2';
  if (isStep2) connection.askedAt = null;
  if (verdict.kind !== 'nothing' && !connection.rights.write) drop(needs, connection, content, verdict);
  else {
    if (verdict.kind === 'apply') apply(needs, connection, room, verdict);
    // What had no effect waits too: the edit that it repeats may not be on disk yet.
    room.whenCommitted({ done: () => connection.settle(content.frame, isStep2) });
  }
}

function apply(
  { clock, count }: ContentNeeds,
  connection: Connection,
  room: Room,
  verdict: Verdict & { kind: 'apply' },
): void {
  const { update, writers, deletesOnly, crossed } = verdict;
  count.crossed += crossed;
  if (!deletesOnly && !room.holds(update.length))
    throw new BadFrame(CLOSE.tooLarge, `a document over ${LIMIT.document} bytes`);
  const who = { personId: connection.person.id, sessionId: connection.sessionId };
  const at = clock.now();
  const clients = writers.flatMap((clientId) => room.clients.bind(clientId, who, { at }) ?? []);
  room.applyFrom({ personId: who.personId, clients }, update);
}

/** A reader's content is dropped and never a reason to close; the clean-up of marks that editors send by themselves, silently. */
function drop({ count }: ContentNeeds, connection: Connection, { frame }: Content, verdict: Verdict): void {
  connection.acks.refuse(frame);
  if (verdict.kind === 'apply' && verdict.deletesOnly && verdict.formatsOnly) return;
  count.refusedFrames += 1;
  connection.notice({ type: 'refused', frame, reason: 'read-only' });
}
