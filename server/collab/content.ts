// What a client wrote, on its way into the document: right, judgement, gaps, whose ids, size (PROMISES, way of a frame 2-8).
import type { AppendClient } from '../../db/text';
import { SEED_CLIENT } from '../../domain/document/layout';
import { must } from '../../domain/must';
import { CLOSE } from '../../domain/protocol';
import type { Log } from '../log';
import { contributes } from './access';
import type { Clock } from './clock';
import type { Connection, Counters } from './connection';
import { BadFrame, step1Frame } from './frames';
import { BASE, othersThan } from './guard/held';
import { judge, type Verdict } from './guard/judge';
import { hasTrial, trialOf } from './guard/trial';
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
/** Work after which others have their turn, in steps of the guard: some 25 ms. */
const STEPS_A_TURN = 500_000;
/** Loading a text takes about so many steps for each byte of its state, and as many as a small one at least. */
const LOADING = { stepsPerByte: 2, leastBytes: 16 * 1024 };
/** Steps along one text in all that one person's frames may take before they have to be simple: they come again with every load. */
const MOST_WALKED = 2_000_000;
const SIMPLE_WALK = 100;
/** A debt is looked at so often. */
const LOOK_MS = 1000;

/**
 * Takes the content frames at the head of the inbox, those of one turn as one change of the document: one update to store and
 * one to send. A promise while the first that is left has to wait: for a freeze, for the log, for what its person owes, for others.
 * @throws BadFrame, RoomReset, the store's error.
 */
export function takeContent(needs: ContentNeeds, connection: Connection, room: Room): void | Promise<void> {
  if (room.gate.closed) return room.gate.whenOpen();
  const first = connection.inbox.peekContent();
  if (first && isEmpty(first.update)) return settle(connection, room, [must(nextContent(connection), 'it is there')]);
  const slower = room.behind ?? owing(needs, connection);
  if (slower) return slower;
  const { held, tired } = takeAll(needs, connection, room, () => nextContent(connection));
  if (!held) return tired ? pause(needs.clock, 0) : undefined;
  const { content, verdict } = held;
  if (verdict.kind === 'refuse') throw new BadFrame(verdict.code, verdict.why);
  if (verdict.kind === 'gap' && content.sync === 'update' && isAsking(needs, connection)) {
    return connection.acks.refuse(content.frame);
  }
  return goOnWith(needs, connection, room, held);
}

/** Null when nothing is owed; else a while, after which it is looked at again (GU28, GU29). */
function owing({ clock }: ContentNeeds, { allowance }: Connection): Promise<void> | null {
  const ms = Math.max(allowance.work.wait(), allowance.stored.wait());
  return ms > 0 ? pause(clock, Math.min(ms, LOOK_MS)) : null;
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
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

type Applicable = Verdict & { kind: 'apply' };

/** Why a frame that could be applied is not: at all, or for so many ms. */
type Against = { kind: 'refuse'; code: BadFrame['code']; why: string } | { kind: 'later'; ms: number };

interface Held {
  content: Content;
  verdict: Exclude<Verdict, { kind: 'apply' | 'nothing' }> | Against;
}

/** What the frames of a turn came to: steps of work, bytes to store. */
interface Turn {
  steps: number;
  bytes: number;
}

/** Takes what can be taken at once; answers the first that cannot, or that others come first. @throws RoomReset. */
function takeAll(
  needs: ContentNeeds,
  connection: Connection,
  room: Room,
  next: () => Content | null,
): { held: Held | null; tired: boolean } {
  const settled: Content[] = [];
  const turn: Turn = { steps: 0, bytes: 0 };
  let held: Held | null = null;
  room.applyFrom(connection.person.id, (apply) => {
    for (let content = next(); content; content = turn.steps < STEPS_A_TURN ? next() : null) {
      const verdict = judged(connection, room, content);
      turn.steps += verdict.steps;
      if (verdict.kind !== 'nothing' && !contributes(connection.rights)) {
        if (content.sync === 'step2') connection.askedAt = null;
        drop(needs, connection, content, verdict);
        continue;
      }
      if (verdict.kind === 'apply') {
        const against = objection(needs, connection, room, verdict, turn);
        if (against) {
          held = { content, verdict: against };
          break;
        }
        needs.count.crossed += verdict.crossed;
        if (verdict.loose > 0) room.loose = true;
        turn.bytes += verdict.update.length;
        apply(verdict.update, bind(needs, connection, room, verdict.writers));
      } else if (verdict.kind !== 'nothing') {
        held = { content, verdict };
        break;
      }
      settled.push(content);
    }
  });
  connection.allowance.work.owe(turn.steps);
  connection.allowance.stored.owe(turn.bytes);
  if (settled.length > 0) settle(connection, room, settled);
  return { held, tired: turn.steps >= STEPS_A_TURN };
}

/** What stands against a judged frame: whose ids it begins, what it costs for good, how large the text is, whether it is held to less. */
function objection(
  { clock }: ContentNeeds,
  connection: Connection,
  room: Room,
  verdict: Applicable,
  turn: Turn,
): Against | null {
  const { allowance, person } = connection;
  const begun = verdict.writers.filter((id) => room.clients.isUnwritten(id)).length;
  // Who came in before the limit has one to write under in any case.
  if (begun > (connection.hasBegun ? 0 : 1) && !room.clients.holds(person.id, begun, clock.now()))
    return { kind: 'refuse', code: CLOSE.overloaded, why: 'too many new ids' };
  if (verdict.walked > SIMPLE_WALK && allowance.walked + verdict.walked > MOST_WALKED)
    return { kind: 'refuse', code: CLOSE.tooLarge, why: 'the text is tangled enough' };
  const holds = verdict.deletesOnly || room.holds({ bytes: turn.bytes + verdict.update.length, pieces: verdict.added });
  if (holds === false) return { kind: 'refuse', code: CLOSE.tooLarge, why: 'a document over its size or its pieces' };
  if (holds !== true) return { kind: 'later', ms: holds };
  const beyond = connection.held === null ? null : beyondRight(connection, room, verdict, turn);
  if (beyond) return beyond;
  allowance.walked += verdict.walked;
  connection.hasBegun ||= begun > 0;
  return null;
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

/** Null when what the person may not change stays as it is (way of a frame 7). What takes a load waits for its turn. */
function beyondRight({ rights }: Connection, room: Room, { update, loose }: Applicable, turn: Turn): Against | null {
  const kept = rights.suggest ? BASE : othersThan(rights.sections);
  const theTrial = () => trialOf(room.doc, kept, () => [...room.seats].some(({ held }) => held === kept.key));
  const isNew = !hasTrial(room.doc, kept);
  const mustLoad = loose > 0 || (!isNew && theTrial().mustLoad(false));
  const wait = isNew || mustLoad ? room.reloads.wait() : 0;
  if (wait > 0) return { kind: 'later', ms: wait };
  const bytes = (Number(isNew) + Number(mustLoad)) * Math.max(room.size, LOADING.leastBytes);
  room.reloads.owe(bytes);
  turn.steps += bytes * LOADING.stepsPerByte;
  const trial = theTrial();
  if (trial.keeps(update, { loose: loose > 0 })) return null;
  const why = rights.suggest ? 'more than a suggestion' : 'a section that is not returned';
  return { kind: 'refuse', code: CLOSE.badFrame, why };
}

function bind({ clock }: ContentNeeds, connection: Connection, room: Room, writers: readonly number[]): AppendClient[] {
  const who = { personId: connection.person.id, sessionId: connection.sessionId };
  const at = clock.now();
  return writers.flatMap((clientId) => room.clients.bind(clientId, who, { at }) ?? []);
}

/**
 * Waits for what holds a frame up, and judges it again. Another node may have what is missing, or know whose an id is: the log says
 * so (way of a frame 5, 6), once a frame and not for every frame of a flood (GU31).
 */
async function goOnWith(needs: ContentNeeds, connection: Connection, room: Room, first: Held): Promise<void> {
  const { content } = first;
  let looked = false;
  for (let held: Held | null = first; held; ) {
    const { verdict } = held;
    if (verdict.kind === 'refuse') throw new BadFrame(verdict.code, verdict.why);
    if (verdict.kind === 'later') await pause(needs.clock, verdict.ms);
    else if (looked) return turnAway(needs, connection, room, content, verdict);
    else {
      looked = true;
      while (!connection.looks.take() && !connection.closed) await pause(needs.clock, connection.looks.wait());
      await room.committedSeq();
      await room.others.catchUp({ ids: true });
    }
    while (room.gate.closed) await room.gate.closed;
    if (connection.closed) return;
    let left: Content | null = content;
    held = takeAll(needs, connection, room, () => {
      const one = left;
      left = null;
      return one;
    }).held;
  }
}

/** What the log does not explain either. */
function turnAway(
  needs: ContentNeeds,
  connection: Connection,
  room: Room,
  content: Content,
  verdict: Verdict & { kind: 'gap' | 'foreign' },
): void {
  if (verdict.kind === 'foreign') {
    // Once a connection: from its close on, nothing of it is judged.
    needs.otherHistory(connection, verdict.clientId);
    connection.close(CLOSE.otherHistory);
    return;
  }
  needs.count.gaps += 1;
  // A step 2 carries everything its client has: what it lacks now will not come.
  if (content.sync === 'step2' && connection.askedAt !== null) {
    connection.close(CLOSE.otherHistory);
    return;
  }
  connection.acks.refuse(content.frame);
  ask(needs, connection, room);
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
