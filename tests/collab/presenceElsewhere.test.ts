// Presence with other nodes, message by message: which claim holds, who comes back and who does not (PR10-PR13).
import { expect, test } from 'vitest';
import type { Clock } from '../../server/collab/clock';
import { readFrame } from '../../server/collab/frames';
import { createNodesTime } from '../../server/collab/nodesTime';
import { Presence, type Present } from '../../server/collab/presence';
import type { Fanout, FanoutMessage, ShownElsewhere } from '../../server/fanout/fanout';

type Message = FanoutMessage & { kind: 'presence' };
interface Page extends Present {
  /** By client id: whose it is, null when gone; as a stock client keeps it. */
  seen: Map<number, { clock: number; who: string | null }>;
  frames: number;
}

/** One room of one node, its clock in hand. */
function aRoom({ shared = true, now = 1_000_000 } = {}) {
  const at = { now };
  const timers: { due: number; call: () => void }[] = [];
  const clock: Clock = {
    now: () => at.now,
    after: (ms, call) => {
      const timer = { due: at.now + ms, call };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  };
  const said: Message[] = [];
  const fanout: Fanout = {
    shared,
    publish: (message) => said.push(message as Message),
    subscribe: () => undefined,
    close: async () => undefined,
  };
  const seats = new Set<Page>();
  const time = createNodesTime(clock);
  const presence = new Presence({ docId: 'd', clock, time, seats, fanout });
  const pass = (ms: number) => {
    for (const end = at.now + ms; ; ) {
      timers.sort((one, other) => one.due - other.due);
      const next = timers[0];
      if (!next || next.due > end) {
        at.now = end;
        return;
      }
      timers.shift();
      at.now = next.due;
      next.call();
    }
  };
  const page = (name: string, presenceId: number | null = null): Page => {
    const seen: Page['seen'] = new Map();
    const hear = (frame: Uint8Array) => {
      one.frames += 1;
      const read = readFrame(frame);
      if ('code' in read || read.kind !== 'presence') throw new Error('not a frame of presence');
      for (const { clientId, clock, state } of read.entries) {
        const known = seen.get(clientId)?.clock ?? -1;
        const who = (state?.user as { id: string } | undefined)?.id ?? null;
        if (clock > known) seen.set(clientId, { clock, who });
      }
    };
    const one: Page = {
      person: { id: name, name, colour: 1 },
      presenceId,
      seesPresence: true,
      send: hear,
      sendPrepared: ({ payload }) => hear(payload),
      seen,
      frames: 0,
    };
    seats.add(one);
    presence.greet(one);
    return one;
  };
  const show = (one: Page, clock: number) => {
    const id = one.presenceId ?? 0;
    return presence.receive(one, [{ clientId: id, clock, state: { cursor: null } }]);
  };
  const hear = (entries: ShownElsewhere[], more: Partial<Message> = {}) =>
    presence.hear({ kind: 'presence', docId: 'd', at: at.now, asks: false, entries, ...more });
  return { presence, said, seats, page, show, hear, pass, time, at };
}

const there = (clientId: number, clock: number, name = 'Lin'): ShownElsewhere => ({
  clientId,
  clock,
  personId: name,
  json: JSON.stringify({ user: { id: name, name, colour: 1 }, cursor: null }),
});
const gone = (clientId: number, clock: number, name = 'Lin'): ShownElsewhere => ({
  ...there(clientId, clock, name),
  json: null,
});
const who = (one: Page, clientId: number) => one.seen.get(clientId)?.who;

test('PR10 the first who comes in has all nodes asked, and each answers with its own pages alone', () => {
  const { page, show, hear, said, pass } = aRoom();
  const zhao = page('Zhao', 5);
  expect(said).toMatchObject([{ asks: true, entries: [] }]);
  show(zhao, 1);
  hear([there(7, 50)]);
  said.length = 0;
  hear([], { asks: true });
  expect(said).toMatchObject([{ asks: false, entries: [{ clientId: 5, personId: 'Zhao' }] }]);
  pass(40);
  expect(who(zhao, 7)).toBe('Lin');
  const late = page('Wang');
  expect([who(late, 5), who(late, 7)]).toEqual(['Zhao', 'Lin']);
  expect(said).toHaveLength(1);
});

test('PR10 a node on its own tells nobody anything, and keeps no trace of who has left', () => {
  const { presence, page, show, said, pass } = aRoom({ shared: false });
  const [lin, zhao] = [page('Lin', 7), page('Zhao', 5)];
  show(lin, 1);
  pass(40);
  expect(who(zhao, 7)).toBe('Lin');
  presence.leave(lin);
  pass(40);
  expect(who(zhao, 7)).toBeNull();
  expect([said, (presence as unknown as { entries: Map<number, unknown> }).entries.size]).toEqual([[], 0]);
});

test('PR11 what was overtaken on its way brings nobody back', () => {
  const { page, hear, pass } = aRoom();
  const zhao = page('Zhao', 5);
  hear([there(7, 50)]);
  hear([gone(7, 60)]);
  hear([there(7, 55)]);
  pass(40);
  expect(who(zhao, 7)).toBeFalsy();
  hear([there(7, 70)]);
  pass(40);
  expect(who(zhao, 7)).toBe('Lin');
});

test('PR11 who is not told of again goes after 30 s, who is stays; nothing is left of either afterwards', () => {
  const { presence, page, hear, pass } = aRoom();
  const zhao = page('Zhao', 5);
  hear([there(7, 50), there(8, 50, 'Sun')]);
  for (let n = 1; n <= 4; n++) {
    pass(10_000);
    hear([there(8, 50 + (n % 2), 'Sun')]);
  }
  expect([who(zhao, 7), who(zhao, 8)]).toEqual([null, 'Sun']);
  hear([there(7, 50)]);
  pass(40);
  expect(who(zhao, 7)).toBe('Lin');
  pass(100_000);
  expect(who(zhao, 8)).toBeNull();
  expect((presence as unknown as { entries: Map<number, unknown> }).entries.size).toBe(0);
});

test('PR11 who may not be seen any more is let go also while her own node stands still', () => {
  const { presence, page, hear, pass } = aRoom();
  const zhao = page('Zhao', 5);
  hear([there(7, 50), there(8, 50, 'Sun')]);
  pass(40);
  presence.keep((personId) => personId !== 'Lin');
  pass(40);
  expect([who(zhao, 7), who(zhao, 8)]).toEqual([null, 'Sun']);
});

test('PR5 PR12 a page that has moved is its new node’s: the old connection’s end says nothing, and its own new word takes it back', () => {
  const { presence, page, show, hear, said, pass, at } = aRoom();
  const [zhao, lin] = [page('Zhao', 5), page('Lin', 7)];
  show(lin, 1);
  pass(40);
  hear([there(7, at.now + 500)]);
  said.length = 0;
  presence.leave(lin);
  pass(40);
  expect([said, who(zhao, 7)]).toEqual([[], 'Lin']);
  show(lin, 2);
  expect(said).toMatchObject([{ entries: [{ clientId: 7 }] }]);
  expect(said[0]?.entries[0]?.clock).toBeGreaterThan(at.now + 400);
});

test('PR12 while a connection here shows an id, another node’s "gone" does not end it, and all hear so', () => {
  const { page, show, hear, said, pass, at } = aRoom();
  const [zhao, lin] = [page('Zhao', 5), page('Lin', 7)];
  show(lin, 1);
  said.length = 0;
  hear([gone(7, at.now + 500)]);
  pass(40);
  expect(who(zhao, 7)).toBe('Lin');
  expect(said).toMatchObject([{ entries: [{ clientId: 7, personId: 'Lin' }] }]);
  expect(said[0]?.entries[0]?.clock).toBeGreaterThan(at.now + 400);
});

test('PR2 PR9 an id that somebody shows here is nobody else’s on another node, and the other way round', () => {
  const { presence, page, show, hear, pass, at } = aRoom();
  const [zhao, lin] = [page('Zhao', 5), page('Lin', 7)];
  show(lin, 1);
  hear([there(7, at.now + 500, 'Mallory')]);
  pass(40);
  expect(who(zhao, 7)).toBe('Lin');
  hear([there(9, 50, 'Sun')]);
  expect([presence.isTaken(9, zhao), presence.isTaken(9, { ...zhao, person: { ...zhao.person, id: 'Sun' } })]).toEqual([
    true,
    false,
  ]);
});

test('PR4 PR13 clocks of nodes ten minutes apart: a page that moves from the fast one to the slow one sees everybody move', () => {
  const [fast, slow] = [aRoom({ now: 2_000_000 }), aRoom({ now: 1_400_000 })];
  const [lin, zhao] = [slow.page('Lin', 7), fast.page('Zhao', 5)];
  slow.show(lin, 1);
  for (const message of slow.said) fast.hear([...message.entries], { asks: message.asks });
  fast.pass(40);
  // Greeted once more: the fast node has issued a clock of its own for her.
  fast.presence.greet(zhao);
  expect(zhao.seen.get(7)?.clock).toBeGreaterThan(1_999_000);
  slow.time.heard(fast.time.now());
  const moved = slow.page('Zhao', 5);
  for (const [id, one] of zhao.seen) moved.seen.set(id, { ...one, who: null });
  slow.presence.greet(moved);
  expect(who(moved, 7)).toBe('Lin');
  const before = moved.seen.get(7)?.clock ?? 0;
  slow.show(lin, 2);
  slow.pass(40);
  expect(moved.seen.get(7)?.clock).toBeGreaterThan(before);
});

test('PR3 who comes back is not told of herself, before and after she says which id is hers; her other pages she is told of', () => {
  const { page, show, hear, pass } = aRoom();
  page('Zhao', 5);
  hear([there(7, 50), there(8, 50)]);
  const lin = page('Lin');
  hear([gone(7, 60)]);
  pass(40);
  expect([...lin.seen.keys()]).toEqual([]);
  lin.presenceId = 7;
  show(lin, 1);
  expect([...lin.seen.keys()]).toEqual([8]);
  pass(40);
  expect([...lin.seen.keys()]).toEqual([8]);
});

test('PR3 what was issued, unchanged, is an echo; a change under any clock is none', () => {
  const { presence, page, show, pass, said } = aRoom();
  const lin = page('Lin', 7);
  show(lin, 1);
  const issued = said.at(-1)?.entries[0]?.clock ?? 0;
  expect(show(lin, issued)).toBe(false);
  const cursor = { anchor: { tname: 'content' }, head: { tname: 'content' } };
  expect(presence.receive(lin, [{ clientId: 7, clock: issued, state: { cursor } }])).toBe(true);
  pass(40);
  expect(lin.frames).toBe(0);
});
