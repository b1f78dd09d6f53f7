// What the client process does when it is told: one call an act, on the members that are open at the moment.
import type * as Y from 'yjs';
import type { Seat } from '../subjects/subject';
import { aParagraph, expectAgreement, until } from './agree';
import { joined, type Member } from './member';
import { keys, type Load, push } from './pushing';
import { storm } from './storm';
import { traceOf } from './trace';
import { seated, type Typed, type, type Writer } from './typing';

let members: Member[] = [];
let writers: Writer[] = [];
let loads: Load[] = [];
/** Runs of text that must stand in the document, by its name. */
let written = new Map<string, string[]>();

const must = (document: string, run: string) => written.set(document, [...(written.get(document) ?? []), run]);
const seats = new Map<Member, Seat>();

export const acts = {
  /** Joins; answers for each the ms until it had the document. */
  async open(input: { seats: Seat[] }): Promise<number[]> {
    const started = performance.now();
    const opened = await joined(input.seats);
    for (const [n, member] of opened.entries()) seats.set(member, input.seats[n] as Seat);
    members.push(...opened);
    return opened.map(({ syncedAt }) => syncedAt - started);
  },

  async seatWriters(input: { count: number }): Promise<void> {
    writers = await seated(members, input.count);
  },

  async type(input: { seconds: number }): Promise<Typed> {
    for (const { byClock, byFrame } of writers) {
      byClock.clear();
      byFrame.clear();
    }
    return type(members, writers, input.seconds);
  },

  /** Every member gets `count` keys to send; the others of its document have to hear them. */
  async prepareKeys(input: { count: number }): Promise<number> {
    loads = [];
    for (const [document, here] of byDocumentOf(members)) {
      for (const member of here) {
        const load = keys(
          member,
          here.filter((one) => one !== member),
          input.count,
        );
        must(document, load.typed);
        loads.push(load);
      }
    }
    return loads.reduce((sum, { updates }) => sum + updates.length, 0);
  },

  /** The first member will send the trace, the second hears it. */
  async prepareTrace(input: { folder: string; name: string }): Promise<{ updates: number; idealBytes: number }> {
    const { client, updates, clocks, endText, idealBytes } = await traceOf(input.folder, input.name);
    const [member, hearer] = members;
    if (member && hearer) {
      loads = [{ member, client, updates, clocks: clocks, hearers: [hearer] }];
      must(seats.get(member)?.document ?? '', endText);
    }
    return { updates: updates.length, idealBytes };
  },

  async push(input: { window: number }): Promise<number> {
    return push(loads, input.window);
  },

  /** What the members show is one text with all that was written. `late`: one who comes afterwards sees it too. */
  async agree(input: { late: Seat | null }): Promise<void> {
    for (const { member, typed } of writers) must(seats.get(member)?.document ?? '', typed);
    for (const [document, here] of byDocumentOf(members)) {
      const late = input.late?.document === document ? input.late : null;
      await expectAgreement(here, written.get(document) ?? [], late);
    }
  },

  /** The trace's text, exactly, in what is open now. */
  async expectTrace(input: { folder: string; name: string }): Promise<void> {
    const { endText } = await traceOf(input.folder, input.name);
    // The last updates may be deletions alone, which move no clock: nobody can have waited for them.
    for (const member of members) await until('the text of the trace', () => member.text().includes(endText));
  },

  /** Each member writes a paragraph of so many characters into its document. */
  async fill(input: { characters: number }): Promise<void> {
    const words = '逐条核对 the quick brown fox '.repeat(Math.ceil(input.characters / 26)).slice(0, input.characters);
    for (const member of members) member.write((content) => void aParagraph(content, words));
  },

  /** Everybody's clients come back at once; answers the seconds until 99 of 100 have the document. */
  async storm(input: { seats: Seat[] }): Promise<number> {
    const back = await storm(input.seats);
    members.push(...back.members);
    for (const [n, member] of back.members.entries()) seats.set(member, input.seats[n] as Seat);
    return back.seconds;
  },

  async stall(input: { seat: Seat }): Promise<void> {
    const [member] = await joined([input.seat]);
    member?.stall();
    if (member) stalled = member;
  },

  /** The first member writes and deletes so many bytes, and the second hears all of it. */
  async pour(input: { bytes: number }): Promise<void> {
    const [writer, hearer] = members;
    if (!writer || !hearer) throw new Error('nobody is there');
    for (let sent = 0; sent < input.bytes; sent += CHUNK) {
      const target = writer.own.clientID;
      let reached = 0;
      hearer.onReached = (client, clock) => {
        if (client === target) reached = clock;
      };
      writer.write((content) => replaceWith(content, 'x'.repeat(CHUNK)));
      const wanted = clockOf(writer);
      await until('the reader keeps up', () => reached >= wanted);
    }
  },

  /** The close code of the one that did not read, once it reads again; null while it is connected. */
  async unstall(): Promise<number | null> {
    const one = stalled;
    stalled = null;
    if (!one) return null;
    one.resume();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { closed } = one;
    await one.leave();
    return closed;
  },

  /** Sends `count` characters without waiting, and answers when the last is acknowledged. */
  async burst(input: { count: number }): Promise<number> {
    const [member] = members;
    if (!member) throw new Error('nobody is there');
    let settled = 0;
    member.onAck = (upTo) => {
      settled = upTo;
    };
    const before = member.sent;
    const { updates } = keys(member, [], input.count);
    for (const update of updates) member.send(update);
    await until('the burst is acknowledged', () => settled >= before + updates.length, 60_000);
    return input.count;
  },

  /** How many digits of a burst stand in the documents that are open now. */
  async digits(): Promise<number> {
    return members.reduce((sum, one) => sum + (/\d{10,}/.exec(one.text())?.[0].length ?? 0), 0);
  },

  async leave(): Promise<void> {
    const leaving = members;
    members = [];
    writers = [];
    loads = [];
    written = new Map();
    seats.clear();
    await Promise.all(leaving.map((one) => one.leave()));
  },
};

export type Acts = typeof acts;

const CHUNK = 60_000;
let stalled: Member | null = null;

function replaceWith(content: Y.XmlFragment, words: string): void {
  if (content.length > 0) content.delete(0, content.length);
  aParagraph(content, words);
}

function clockOf({ own }: Member): number {
  return own.store.clients.get(own.clientID)?.reduce((end, { id, length }) => Math.max(end, id.clock + length), 0) ?? 0;
}

function byDocumentOf(all: readonly Member[]): Map<string, Member[]> {
  const found = new Map<string, Member[]>();
  for (const one of all) {
    const document = seats.get(one)?.document ?? '';
    found.set(document, [...(found.get(document) ?? []), one]);
  }
  return found;
}
