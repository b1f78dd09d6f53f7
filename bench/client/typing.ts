// People who type, each at ten keys a second in a paragraph of their own, and how long every key takes to everybody else.
import type * as Y from 'yjs';
import { random } from '../../tests/build/random';
import { type Spread, spreadOf } from '../measure/numbers';
import { aParagraph, until } from './agree';
import type { Member } from './member';

const KEY_MS = 100;
const WORDS = '会签 the quick brown fox 逐条核对 ';

export interface Typed {
  keys: number;
  /** One key heard by one other client. */
  deliveries: number;
  /** Sender to receiver, ms. */
  latency: Spread;
  /** Sender to acknowledgement, ms; of none where the server sends none. */
  acknowledged: Spread;
}

export interface Writer {
  member: Member;
  text: Y.XmlText;
  typed: string;
  /** When each key was sent, by its clock and by the number of its frame. */
  byClock: Map<number, number>;
  byFrame: Map<number, number>;
}

/** The first `count` of the members get paragraphs, and everybody sees them. */
export async function seated(members: readonly Member[], count: number): Promise<Writer[]> {
  const seen = members.map(() => new Set<number>());
  for (const [n, member] of members.entries()) member.onReached = (client) => seen[n]?.add(client);
  const writers = members.slice(0, count).map((member): Writer => {
    let text: Y.XmlText | null = null;
    member.write((content) => {
      text = aParagraph(content);
    });
    if (!text) throw new Error('no paragraph');
    return { member, text, typed: '', byClock: new Map(), byFrame: new Map() };
  });
  const ids = writers.map(({ member }) => member.own.clientID);
  await until('everybody sees the paragraphs of all writers', () =>
    members.every((member, n) => ids.every((id) => id === member.own.clientID || seen[n]?.has(id))),
  );
  return writers;
}

/** Ends when every key has reached everybody. */
export async function type(members: readonly Member[], writers: readonly Writer[], seconds: number): Promise<Typed> {
  const latencies: number[] = [];
  const acks: number[] = [];
  listen(members, writers, latencies, acks);
  const dice = random(7);
  const started = performance.now();
  await Promise.all(
    writers.map(async (writer) => {
      // Each with a rhythm of its own, from a place of its own within the first tenth of a second.
      for (let due = started + dice(KEY_MS); due < started + seconds * 1000; due += KEY_MS / 2 + dice(KEY_MS)) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
        press(writer);
      }
    }),
  );
  const keys = writers.reduce((sum, { byFrame }) => sum + byFrame.size, 0);
  const deliveries = keys * (members.length - 1);
  await until(`${deliveries} deliveries`, () => latencies.length >= deliveries);
  return { keys, deliveries, latency: spreadOf(latencies), acknowledged: spreadOf(acks) };
}

function press(writer: Writer): void {
  const key = WORDS[writer.typed.length % WORDS.length] ?? ' ';
  const clock = writer.member.own.store.clients.get(writer.member.own.clientID)?.at(-1);
  const at = (clock?.id.clock ?? 0) + (clock?.length ?? 0);
  const now = performance.now();
  const frame = writer.member.write(() => writer.text.insert(writer.typed.length, key));
  writer.typed += key;
  writer.byClock.set(at, now);
  writer.byFrame.set(frame, now);
}

function listen(members: readonly Member[], writers: readonly Writer[], latencies: number[], acks: number[]): void {
  const byClient = new Map(writers.map((writer) => [writer.member.own.clientID, writer]));
  for (const member of members) {
    const upTo = new Map<number, number>();
    member.onReached = (client, end) => {
      const writer = byClient.get(client);
      if (!writer || writer.member === member) return;
      const now = performance.now();
      for (let clock = upTo.get(client) ?? 0; clock < end; clock++) {
        const sent = writer.byClock.get(clock);
        if (sent !== undefined) latencies.push(now - sent);
      }
      upTo.set(client, Math.max(end, upTo.get(client) ?? 0));
    };
  }
  for (const { member, byFrame } of writers) {
    let settled = 0;
    member.onAck = (upTo) => {
      const now = performance.now();
      for (; settled <= upTo; settled++) {
        const sent = byFrame.get(settled);
        if (sent !== undefined) acks.push(now - sent);
      }
    };
  }
}
