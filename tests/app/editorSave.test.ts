// P2: the account of this page's edits, as pure values (app/editor/save, session).
import { describe, expect, it } from 'vitest';
import { linesMissing, linesOf } from '../../app/editor/copy/difference';
import {
  edited,
  frameSent,
  framesSettled,
  isLate,
  LATE_MS,
  type Ledger,
  newLedger,
  socketOpened,
  unsavedOf,
  unsavedSince,
} from '../../app/editor/save/ledger';
import { endsForEver, waitBefore } from '../../app/editor/session/backoff';
import { createGate } from '../../app/editor/session/gate';
import { linkOf, OFFLINE_AFTER_MS } from '../../app/editor/session/link';
import { personOf } from '../../app/editor/session/presence';
import { syncKindOf } from '../../app/editor/session/socket';
import { CLOSE } from '../../domain/protocol';

const chain = (...steps: ((ledger: Ledger) => Ledger)[]) => steps.reduce((ledger, step) => step(ledger), newLedger());
const edit = (ledger: Ledger) => edited(ledger, 500);
const editAt = (at: number) => (ledger: Ledger) => edited(ledger, at);
const step2 = (ledger: Ledger) => frameSent(ledger, 'step2');
const update = (ledger: Ledger) => frameSent(ledger, 'update');
const ack = (n: number) => (ledger: Ledger) => framesSettled(ledger, n, 1000);

describe('P2/T04 the account of edits', () => {
  it('an edit is unsaved from the moment it is made until its frame is settled', () => {
    expect(unsavedOf(chain(socketOpened, step2, ack(1), edit, update))).toBe(1);
    expect(chain(socketOpened, step2, ack(1), edit, update, ack(2))).toMatchObject({
      saved: 1,
      savedAt: 1000,
      settled: true,
    });
  });

  it('nothing is settled before a step 2 of a socket is', () => {
    expect(chain(socketOpened, edit, update, ack(1))).toMatchObject({ settled: false, saved: 0 });
    expect(chain(socketOpened, edit, update, step2, ack(2))).toMatchObject({ settled: true, saved: 1 });
  });

  it('an acknowledgement of an update says nothing of edits that an earlier socket may have lost', () => {
    const lost = chain(socketOpened, step2, ack(1), edit, update, socketOpened, edit, update, ack(1));
    expect(unsavedOf(lost)).toBe(2);
    expect(unsavedOf(framesSettled(frameSent(lost, 'step2'), 2, 1))).toBe(0);
  });

  it('an edit made offline is carried by the step 2 of the next socket', () => {
    expect(unsavedOf(chain(edit, edit, socketOpened, step2, ack(1)))).toBe(0);
  });

  it('edits made after the settled frame stay unsaved; older, repeated and impossible counts change nothing', () => {
    const three = chain(socketOpened, step2, ack(1), edit, update, edit, update, edit, update);
    expect(unsavedOf(framesSettled(three, 2, 1))).toBe(2);
    expect(framesSettled(three, 1, 1)).toEqual(three);
    expect(framesSettled(three, 0, 1)).toEqual(three);
    expect(unsavedOf(framesSettled(three, 99, 1))).toBe(0);
  });

  it('words that came with the local copy count until the server has them', () => {
    const before = chain(edit);
    expect(unsavedOf(before)).toBe(1);
    expect(unsavedOf(framesSettled(frameSent(socketOpened(before), 'step2'), 1, 1))).toBe(0);
  });

  it('knows since when the oldest unsaved edit waits, and calls it late in time', () => {
    expect(unsavedSince(newLedger())).toBeNull();
    const typing = chain(socketOpened, step2, ack(1), editAt(1000), update, editAt(1100), update, editAt(2000), update);
    expect(unsavedSince(typing)).toBe(1000);
    // The second was made in the same quarter of a second as the first.
    expect(unsavedSince(framesSettled(typing, 2, 1))).toBe(1000);
    expect(unsavedSince(framesSettled(typing, 3, 1))).toBe(2000);
    expect(unsavedSince(framesSettled(typing, 4, 1))).toBeNull();
    expect(isLate(typing, 1000 + LATE_MS - 1)).toBe(false);
    expect(isLate(typing, 1000 + LATE_MS)).toBe(true);
  });

  it('says late again after each settled part, and keeps few times however long nobody answers', () => {
    let ledger = chain(socketOpened, step2, ack(1));
    for (let n = 0; n < 5000; n++) ledger = update(edited(ledger, n * 100));
    expect(ledger.times.length).toBeLessThan(100);
    expect(unsavedSince(ledger)).toBe(0);
    const half = framesSettled(ledger, 2501, 1);
    expect(unsavedSince(half)).toBeLessThanOrEqual(250_000);
    expect(unsavedOf(half)).toBe(2500);
    expect(unsavedSince(framesSettled(half, 5001, 1))).toBeNull();
  });

  it('counts step 2 and update, no question and no presence', () => {
    expect(syncKindOf(Uint8Array.of(0, 0, 1, 0))).toBeNull();
    expect(syncKindOf(Uint8Array.of(0, 1, 1, 0))).toBe('step2');
    expect(syncKindOf(Uint8Array.of(0, 2, 1, 0))).toBe('update');
    expect(syncKindOf(Uint8Array.of(1, 2))).toBeNull();
  });
});

describe('coming back', () => {
  it('never after 44xx, always after 45xx and 1xxx', () => {
    for (const code of Object.values(CLOSE)) expect(endsForEver(code)).toBe(code >= 4400 && code < 4500);
  });

  it('P15 within 5 s, never all at the same moment', () => {
    for (let attempt = 0; attempt < 50; attempt++) {
      const [soonest, latest] = [0, 1].map((chance) => waitBefore({ code: 1012, attempt, chance }));
      expect(latest).toBeLessThanOrEqual(5000);
      expect((latest ?? 0) - (soonest ?? 0)).toBeGreaterThanOrEqual(500);
    }
  });

  it('at once when asked to ask again, later when the server is overloaded', () => {
    expect(waitBefore({ code: CLOSE.askAgain, attempt: 0, chance: 1 })).toBeLessThanOrEqual(250);
    expect(waitBefore({ code: CLOSE.overloaded, attempt: 0, chance: 0 })).toBeGreaterThan(1000);
  });

  it('the link is live, being opened, given up for now, or stopped', () => {
    const down = { open: false, stopped: false, downSince: 0, network: true, now: 10 };
    expect(linkOf({ ...down, open: true })).toBe('live');
    expect(linkOf(down)).toBe('connecting');
    expect(linkOf({ ...down, network: false })).toBe('offline');
    expect(linkOf({ ...down, now: OFFLINE_AFTER_MS })).toBe('offline');
    expect(linkOf({ ...down, stopped: true })).toBe('stopped');
  });
});

describe('the gate', () => {
  it('holds what comes while shut and lets it in afterwards, in order', () => {
    const gate = createGate();
    const seen: number[] = [];
    gate.pass(() => seen.push(1));
    gate.hold();
    gate.pass(() => seen.push(2));
    gate.pass(() => seen.push(3));
    expect(seen).toEqual([1]);
    gate.release();
    gate.pass(() => seen.push(4));
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('what waits before a document that is gone is forgotten', () => {
    const gate = createGate();
    gate.hold();
    gate.pass(() => expect.fail('it came in'));
    gate.drop();
    gate.release();
  });
});

describe('words set aside', () => {
  it('are the lines that the server lacks, in order, a repeated one as often as it lacks it', () => {
    expect(linesMissing(['甲', '乙', '甲', '丙'], ['甲', '丁'])).toEqual(['乙', '甲', '丙']);
    expect(linesMissing(['甲'], ['甲', '甲'])).toEqual([]);
  });

  it('tables give a line a row, empty blocks none', () => {
    const cell = (text: string) => ({ header: false, colspan: 1, rowspan: 1, paragraphs: [[{ text, marks: [] }]] });
    const rows = [{ cells: [cell('甲'), cell('乙')] }, { cells: [cell('丙')] }];
    expect(
      linesOf([
        { type: 'table', id: null, rows },
        { type: 'paragraph', role: null, id: null, runs: [] },
      ]),
    ).toEqual(['甲\t乙', '丙']);
  });
});

describe('presence', () => {
  it('is a person of the server’s form or nobody; a colour outside the palette becomes the first', () => {
    expect(personOf({ id: 'x', name: '陈', colour: 3 })).toEqual({ id: 'x', name: '陈', colour: 3 });
    expect(personOf({ id: 'x', name: '陈', colour: 'red' })?.colour).toBe(1);
    for (const user of [null, undefined, 'x', { id: 1, name: 'y' }, { name: 'y' }]) expect(personOf(user)).toBeNull();
  });
});
