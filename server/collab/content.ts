// What a client wrote, on its way into the document: right, judgement, gaps, whose ids, size (PROMISES, way of a frame 2-8).
import type { AppendClient } from '../../db/text';
import { SEED_CLIENT } from '../../domain/document/layout';
import { must } from '../../domain/must';
import { CLOSE, LIMIT } from '../../domain/protocol';
import type { Log } from '../log';
import { contributes } from './access';
import type { Clock } from './clock';
import type { Connection, Counters } from './connection';
import { BadFrame, step1Frame } from './frames';
import { BASE, othersThan } from './guard/held';
import { judge, type Verdict } from './guard/judge';
import { trialOf } from './guard/trial';
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
  /** Tells the record that this connection was turned away; returns at once and never throws. */
  otherHistory(connection: Connection, clientId: number): void;
}

/** A question that nobody answered may be asked again. */
const ASK_AGAIN_MS = 10_000;

/**
 * Takes the content frames at the head of the inbox, those of one turn as one change of the document: one update to store and
 * one to send. A promise while the first that is left has to wait: for a freeze, or for a look into the log.
 * @throws BadFrame, RoomReset, the store's error.
 */
export function takeContent(needs: ContentNeeds, connection: Connection, room: Room): void | Promise<void> {
  if (room.gate.closed) return room.gate.whenOpen();
  const first = connection.inbox.peekContent();
  if (first && isEmpty(first.update)) return settle(connection, room, [must(nextContent(connection), 'it is there')]);
  const held = takeAll(needs, connection, room, () => nextContent(connection));
  if (!held) return;
  const { content, verdict } = held;
  if (verdict.kind === 'refuse') throw new BadFrame(verdict.code, verdict.why);
  if (verdict.kind === 'gap' && content.sync === 'update' && isAsking(needs, connection)) {
    return connection.acks.refuse(content.frame);
  }
  return lookAndTake(needs, connection, room, content);
}

/** No structs and no deletions: the answer of everybody who comes in with nothing of their own. The text need not be asked. */
function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}

/** Null when the next frame is no content, or none that can be read: that is told when it is its turn. */
function nextContent({ inbox, acks }: Connection): Content | null {
  const frame = inbox.peekContent();
  if (!frame) return null;
  inbox.drop();
  const { sync, update } = frame;
  return { frame: acks.receive(), sync, update };
}

interface Held {
  content: Content;
  verdict: Exclude<Verdict, { kind: 'apply' | 'nothing' | 'refuse' }> | Refused;
}

/** Takes what can be taken at once; answers the first that cannot. @throws BadFrame 4413 when the document is full, RoomReset. */
function takeAll(needs: ContentNeeds, connection: Connection, room: Room, next: () => Content | null): Held | null {
  const settled: Content[] = [];
  let held: Held | null = null;
  let isFull = false;
  room.applyFrom(connection.person.id, (apply) => {
    let bytes = 0;
    for (let content = next(); content; content = next()) {
      const verdict = judged(connection, room, content);
      if (verdict.kind !== 'apply' && verdict.kind !== 'nothing' && contributes(connection.rights)) {
        held = { content, verdict };
        break;
      }
      if (verdict.kind !== 'nothing' && !contributes(connection.rights)) {
        if (content.sync === 'step2') connection.askedAt = null;
        drop(needs, connection, content, verdict);
        continue;
      }
      if (verdict.kind === 'apply') {
        bytes += verdict.update.length;
        isFull = !verdict.deletesOnly && !room.holds(bytes);
        if (isFull) break;
        const beyond = connection.held === null ? null : beyondRight(connection, room, verdict);
        if (beyond) {
          held = { content, verdict: beyond };
          break;
        }
        needs.count.crossed += verdict.crossed;
        if (verdict.loose > 0) room.loose = true;
        apply(verdict.update, bind(needs, connection, room, verdict.writers));
      }
      settled.push(content);
    }
  });
  if (settled.length > 0) settle(connection, room, settled);
  if (isFull) throw new BadFrame(CLOSE.tooLarge, `a document over ${LIMIT.document} bytes`);
  return held;
}

/** What had no effect waits too: the edit that it repeats may not be on disk yet. */
function settle(connection: Connection, room: Room, contents: readonly Content[]): void {
  for (const { sync } of contents) if (sync === 'step2') connection.askedAt = null;
  room.whenCommitted({
    done: () => {
      for (const { frame, sync } of contents) connection.settle(frame, sync === 'step2');
    },
  });
}

interface Refused {
  kind: 'refuse';
  code: BadFrame['code'];
  why: string;
}

/** Null when what the person may not change stays as it is, else the refusal (way of a frame 7). */
function beyondRight(
  { reloads, rights }: Connection,
  room: Room,
  { update, loose }: Verdict & { kind: 'apply' },
): Refused | null {
  const kept = rights.suggest ? BASE : othersThan(rights.sections);
  const trial = trialOf(room.doc, kept, () => [...room.seats].some(({ held }) => held === kept.key));
  if (trial.mustLoad(loose > 0) && !reloads.take())
    return { kind: 'refuse', code: CLOSE.overloaded, why: 'too many tangled frames' };
  if (trial.keeps(update, { loose: loose > 0 })) return null;
  const why = rights.suggest ? 'more than a suggestion' : 'a section that is not returned';
  return { kind: 'refuse', code: CLOSE.badFrame, why };
}

function bind({ clock }: ContentNeeds, connection: Connection, room: Room, writers: readonly number[]): AppendClient[] {
  const who = { personId: connection.person.id, sessionId: connection.sessionId };
  const at = clock.now();
  return writers.flatMap((clientId) => room.clients.bind(clientId, who, { at }) ?? []);
}

/** Another node may have what is missing, or know whose an id is: the log says so (way of a frame 5, 6). */
async function lookAndTake(needs: ContentNeeds, connection: Connection, room: Room, content: Content): Promise<void> {
  await room.committedSeq();
  await room.others.catchUp({ ids: true });
  while (room.gate.closed) await room.gate.closed;
  if (connection.closed) return;
  let left: Content | null = content;
  const held = takeAll(needs, connection, room, () => {
    const one = left;
    left = null;
    return one;
  });
  switch (held?.verdict.kind) {
    case undefined:
      return;
    case 'refuse':
      throw new BadFrame(held.verdict.code, held.verdict.why);
    case 'foreign':
      // Once a connection: from its close on, nothing of it is judged.
      needs.otherHistory(connection, held.verdict.clientId);
      return connection.close(CLOSE.otherHistory);
    case 'gap':
      needs.count.gaps += 1;
      // A step 2 carries everything its client has: what it lacks now will not come.
      if (content.sync === 'step2' && connection.askedAt !== null) return connection.close(CLOSE.otherHistory);
      connection.acks.refuse(content.frame);
      return ask(needs, connection, room);
  }
}

/** Sends SyncStep1, when what it tells of is committed: the client answers with everything that is missing here. */
export function ask(needs: { clock: Clock }, connection: Connection, room: Room): void {
  connection.askedAt = needs.clock.now();
  const frame = step1Frame(room.text.stateVector());
  room.whenCommitted({ done: () => connection.send(frame) });
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
  const reserved = clientId === SEED_CLIENT || room.text.knows(clientId);
  return reserved ? 'reserved' : 'own';
}

/** A reader's content is dropped and never a reason to close; the clean-up of marks that editors send by themselves, silently. */
function drop({ count }: ContentNeeds, connection: Connection, { frame }: Content, verdict: Verdict): void {
  connection.acks.refuse(frame);
  if (verdict.kind === 'apply' && verdict.deletesOnly && verdict.formatsOnly) return;
  count.refusedFrames += 1;
  connection.notice({ type: 'refused', frame, reason: 'read-only' });
}
