// One contract for both stores: what holds in the simulation holds in PostgreSQL (ST5, ST9-ST13), or its proofs would prove nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppendDocument, AppendResult } from '../../db/text';
import { must } from '../../domain/must';
import { random } from '../build/random';
import { overMemory, overPostgres, type Subject } from './subjects';

const NOWHERE = '00000000-0000-7000-8009-000000000009';
const bytes = (...numbers: number[]) => Uint8Array.from(numbers);

describe.each([
  ['PostgreSQL', overPostgres],
  ['the simulation', overMemory],
])('the store over %s', (_name, open) => {
  let subject: Subject;
  let one: string;
  let other: string;
  beforeAll(async () => {
    subject = await open();
    [one, other] = subject.people;
  });
  afterAll(() => subject.close());

  const batch = (docId: string, more: Partial<AppendDocument> = {}): AppendDocument => ({
    docId,
    epoch: 1,
    freezeNo: 0,
    updates: [{ bytes: bytes(7), personId: one }],
    clients: [],
    ...more,
  });
  const client = (clientId: number, personId: string, wrote: boolean) => ({
    clientId,
    personId,
    sessionId: NOWHERE,
    wrote,
  });
  const seqsOf = async (docId: string) => (await subject.rows(docId)).map(({ seq }) => seq);

  test('loads nothing where nothing is, and a new document as its seed', async () => {
    const id = await subject.document();
    expect(await subject.store.load(NOWHERE)).toBeNull();
    const stored = must(await subject.store.load(id), 'it is there');
    expect({ ...stored, tail: stored.tail.map(({ seq }) => seq) }).toEqual({
      epoch: 1,
      freezeNo: 0,
      snapshot: null,
      tail: [1],
      clients: [],
    });
  });

  test('ST5 ST12 one append takes many documents, without gaps, each update under its person', async () => {
    const [a, b] = [await subject.document(), await subject.document()];
    const updates = [
      { bytes: bytes(1), personId: one },
      { bytes: bytes(2, 2), personId: null },
      { bytes: bytes(3, 3, 3), personId: other },
    ];
    expect(await subject.store.append([batch(b), batch(a, { updates })])).toEqual([
      { kind: 'committed', lastSeq: 2 },
      { kind: 'committed', lastSeq: 4 },
    ]);
    const rows = (await subject.rows(a)).slice(1);
    expect(rows.map(({ seq, bytes, personId }) => [seq, [...bytes], personId])).toEqual([
      [2, [1], one],
      [3, [2, 2], null],
      [4, [3, 3, 3], other],
    ]);
    expect(await subject.store.places([a, b, NOWHERE])).toEqual(
      new Map([
        [a, { epoch: 1, lastSeq: 4 }],
        [b, { epoch: 1, lastSeq: 2 }],
      ]),
    );
  });

  test('binds ids with or without an update; the first writing is kept', async () => {
    const id = await subject.document();
    const announced = batch(id, { updates: [], clients: [client(5, one, false)] });
    expect(await subject.store.append([announced])).toEqual([{ kind: 'committed', lastSeq: 1 }]);
    expect(await subject.store.clients(id, 1)).toEqual([{ clientId: 5, personId: one, wroteAt: null }]);
    await subject.store.append([batch(id, { clients: [client(5, one, true), client(4_294_967_295, other, true)] })]);
    const first = (await subject.store.clients(id, 1)).find(({ clientId }) => clientId === 5)?.wroteAt;
    expect(first).toBeTypeOf('number');
    await subject.store.append([batch(id, { clients: [client(5, one, true)] })]);
    await subject.store.append([batch(id, { clients: [client(5, one, false)] })]);
    const again = await subject.store.clients(id, 1);
    expect(again.find(({ clientId }) => clientId === 5)?.wroteAt).toBe(first);
    expect(again.length).toBe(2);
    expect(await subject.store.clients(id, 2)).toEqual([]);
  });

  test('ST9 ST10 ST11 refuses a document whole and alone: the epoch first, then the freeze, then the id', async () => {
    const [id, free] = [await subject.document(), await subject.document()];
    await subject.store.append([batch(id, { clients: [client(9, one, true)] })]);
    await subject.move(id, { epoch: 1, freezeNo: 3, lastSeq: 2 });
    const theirs = [client(8, other, true), client(9, other, true)];
    const refused = async (more: Partial<AppendDocument>, why: string) => {
      const results = await subject.store.append([batch(id, more), batch(free)]);
      expect(results.map((result) => ('why' in result ? result.why : result.kind))).toEqual([why, 'committed']);
    };
    await refused({ epoch: 2, freezeNo: 0, clients: theirs }, 'epoch');
    await refused({ freezeNo: 0, clients: theirs }, 'freeze');
    await refused({ freezeNo: 3, clients: theirs }, 'client');
    expect(await seqsOf(id)).toEqual([1, 2]);
    expect((await subject.store.clients(id, 1)).map(({ clientId }) => clientId)).toEqual([9]);
    expect(await seqsOf(free)).toEqual([1, 2, 3, 4]);
    // Ids of another history say nothing in this one.
    await subject.move(id, { epoch: 2, freezeNo: 0, lastSeq: 0 });
    expect(await subject.store.append([batch(id, { epoch: 2, clients: theirs })])).toEqual([
      { kind: 'committed', lastSeq: 1 },
    ]);
    expect(await seqsOf(id)).toEqual([1]);
  });

  test('ST21 what an id writes must stand where the log of that id ends; another beginning refuses the document', async () => {
    const id = await subject.document();
    const write = async (from: number, to: number, more: Partial<AppendDocument> = {}) => {
      const updates = [{ bytes: bytes(from), personId: one, written: [{ clientId: 5, from, to }] }];
      const [result] = await subject.store.append([batch(id, { updates, ...more })]);
      return result?.kind === 'refused' ? result.why : result?.kind;
    };
    expect(await write(0, 3, { clients: [client(5, one, true)] })).toBe('committed');
    expect(await write(0, 2, { clients: [client(5, one, true)] })).toBe('client');
    expect(await write(3, 4)).toBe('committed');
    expect(await write(3, 6)).toBe('client');
    const two = [1, 2].map((n) => ({
      bytes: bytes(n),
      personId: one,
      written: [{ clientId: 5, from: 3 + n, to: 4 + n }],
    }));
    expect(await write(4, 6, { updates: two })).toBe('committed');
    expect(await write(6, 7, { clients: [client(5, one, true)] })).toBe('committed');
    expect((await subject.rows(id)).length).toBe(6);
  });

  test('ST3 a row that somebody holds is left out; one that is not there is no different', async () => {
    const [held, free] = [await subject.document(), await subject.document()];
    const release = await subject.hold(held);
    expect(await subject.store.append([batch(held), batch(free), batch(NOWHERE)])).toEqual([
      { kind: 'locked' },
      { kind: 'committed', lastSeq: 2 },
      { kind: 'locked' },
    ]);
    expect((await subject.store.load(held))?.tail.length).toBe(1);
    await release();
    expect(await subject.store.append([batch(held)])).toEqual([{ kind: 'committed', lastSeq: 2 }]);
  });

  test('RM10 the newest snapshot and the one before are kept, the log is kept whole', async () => {
    const id = await subject.document();
    await subject.store.append([batch(id, { updates: Array.from({ length: 9 }, () => batch(id).updates).flat() })]);
    const saved = (seq: number) => subject.store.saveSnapshot({ docId: id, epoch: 1, seq, state: bytes(seq) });
    const newest = async () => {
      const stored = must(await subject.store.load(id), 'it is there');
      return [stored.snapshot?.seq ?? 0, [...(stored.snapshot?.state ?? [])], stored.tail.length];
    };
    await saved(4);
    expect(await newest()).toEqual([4, [4], 6]);
    await saved(7);
    await saved(5);
    await subject.store.saveSnapshot({ docId: id, epoch: 1, seq: 7, state: bytes(99) });
    expect(await newest()).toEqual([7, [7], 3]);
    await saved(10);
    expect(await newest()).toEqual([10, [10], 0]);
    expect((await subject.store.readLog({ docId: id, epoch: 1, after: 0 })).length).toBe(10);
    expect(await subject.store.readLog({ docId: id, epoch: 2, after: 0 })).toEqual([]);
    expect((await subject.store.readLog({ docId: id, epoch: 1, after: 8 })).map(({ seq }) => seq)).toEqual([9, 10]);
  });

  test('a freeze holds the row, knows what was missed, and counts with its commit alone', async () => {
    const id = await subject.document();
    await subject.store.append([batch(id)]);
    const after = { epoch: 1, seq: 1 };
    const boom = new Error('boom');
    const thrown = subject.store.freeze(id, after, async () => {
      throw boom;
    });
    await expect(thrown).rejects.toBe(boom);
    expect(await subject.freezeNo(id)).toBe(0);
    const order: string[] = [];
    let second: Promise<number | null> = Promise.resolve(null);
    const frozen = subject.store.freeze(id, after, async (_tx, at) => {
      second = subject.store.freeze(id, after, async (_tx, { freezeNo }) => {
        order.push('second');
        return freezeNo;
      });
      expect(await subject.store.append([batch(id)])).toEqual([{ kind: 'locked' }]);
      expect(await subject.freezeNo(id)).toBe(0);
      order.push('first');
      return { ...at, missed: at.missed.map(({ seq }) => seq) };
    });
    expect(await frozen).toEqual({ epoch: 1, freezeNo: 0, lastSeq: 2, missed: [2] });
    expect(await second).toBe(1);
    expect(order).toEqual(['first', 'second']);
    expect(await subject.freezeNo(id)).toBe(2);
    expect(await subject.store.append([batch(id)])).toEqual([{ kind: 'refused', why: 'freeze' }]);
    expect(await subject.store.freeze(NOWHERE, after, async () => 1)).toBeNull();
  });

  test('ST13 two writers at once: no gap, and an id is bound once', async () => {
    const id = await subject.document();
    const write = async (personId: string, clientId: number): Promise<AppendResult['kind'] | 'failed'> => {
      for (;;) {
        // PostgreSQL answers 23502 to whom the other one was a moment ahead of.
        const answer = await subject.store
          .append([batch(id, { clients: [client(clientId, personId, true)] })])
          .catch((error: { code?: string }) => {
            if (error.code !== '23502') throw error;
            return null;
          });
        if (answer === null) return 'failed';
        const [result] = answer;
        if (result && result.kind !== 'locked') return result.kind;
      }
    };
    for (let round = 1; round <= 40; round++) {
      const both = await Promise.all([write(one, round), write(other, round)]);
      expect(both.filter((kind) => kind === 'committed').length).toBe(1);
    }
    expect(await seqsOf(id)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
    expect((await subject.store.clients(id, 1)).length).toBe(40);
  });
});

test('the same 400 calls get the same answers from both stores', async () => {
  const seed = Number(process.env.SEED ?? 7);
  const [real, simulated] = [await overPostgres(), await overMemory()];
  const answers = await Promise.all([real, simulated].map((subject) => randomCalls(subject, seed)));
  expect(answers[1]).toEqual(answers[0]);
  expect(new Set(answers[0]?.map((answer) => answer.slice(0, 30))).size, `seed ${seed}`).toBeGreaterThan(20);
  await Promise.all([real.close(), simulated.close()]);
});

async function randomCalls(subject: Subject, seed: number): Promise<string[]> {
  const dice = random(seed);
  const { store, people } = subject;
  const docs = [await subject.document(), await subject.document(), NOWHERE];
  const answers: string[] = [];
  const someone = () => people[dice(2)] ?? people[0];
  for (let n = 0; n < 400; n++) {
    const docId = n % 50 === 0 ? (docs[(n / 50) % 2] ?? NOWHERE) : (docs[dice(3)] ?? NOWHERE);
    const epoch = 1 + Number(dice(12) === 0);
    const act = dice(9);
    let answer: unknown;
    if (act < 4) {
      const stored = await store.load(docId);
      answer = await store.append([
        {
          docId,
          epoch: dice(9) === 0 ? 3 : (stored?.epoch ?? 1),
          freezeNo: dice(9) === 0 ? 77 : (stored?.freezeNo ?? 0),
          updates: Array.from({ length: dice(4) }, () => ({
            bytes: bytes(dice(256), n % 256),
            personId: dice(5) === 0 ? null : someone(),
          })),
          clients:
            dice(2) === 0 ? [] : [{ clientId: dice(6), personId: someone(), sessionId: NOWHERE, wrote: dice(2) === 0 }],
        },
      ]);
    } else if (act === 4) answer = await store.readLog({ docId, epoch, after: dice(20) });
    else if (act === 5)
      answer = [...(await store.places(docs))]
        .map(([id, { epoch, lastSeq }]) => [docs.indexOf(id), epoch, lastSeq])
        .sort();
    else if (act === 6 && docId !== NOWHERE)
      answer = await store.saveSnapshot({ docId, epoch, seq: 1 + dice(60), state: bytes(n % 256) });
    else if (act === 7)
      answer = await store.freeze(docId, { epoch, seq: dice(20) }, async (_tx, at) => ({
        ...at,
        missed: at.missed.length,
      }));
    else answer = await shape(store, docId, epoch, people);
    if (n === 150 || n === 300) await subject.move(docId, { epoch: 2, freezeNo: 0, lastSeq: 0 });
    answers.push(JSON.stringify(answer, listed) ?? 'nothing');
  }
  return answers;
}

/** Bytes as a list, whether they are a Buffer (JSON knows it as `data`) or not. */
function listed(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  return typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
}

/** Without what differs by nature: ids and times. */
async function shape(store: Subject['store'], docId: string, epoch: number, people: readonly string[]) {
  const stored = await store.load(docId);
  const clients = await store.clients(docId, epoch);
  return {
    ...stored,
    tail: stored?.tail.map(({ seq, bytes }) => [seq, [...bytes]]),
    clients: [...(stored?.clients ?? []), ...clients]
      .map(({ clientId, personId, wroteAt }) => [clientId, people.indexOf(personId), wroteAt !== null])
      .sort(),
  };
}
