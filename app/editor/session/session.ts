// The editor's document of one open page: its present copy, and what happens when the server refuses that copy.
import { fromBase64, toBase64 } from 'lib0/buffer';
import { encodeStateVector } from 'yjs';
import type { Lost } from '../../../domain/document/lost';
import { CLOSE, endsAccess, type Notice } from '../../../domain/protocol';
import type { PersonView, ReviewPage } from '../../../domain/view';
import { asideOf, type Kept, keepAside } from '../copy/asideStore';
import { joined, linesMissing, linesOf } from '../copy/difference';
import { type CopyKey, wipeLocalCopy } from '../copy/localCopy';
import { knowsMore, readOlderCopies } from '../copy/olderCopies';
import { isInAnotherOrder } from '../copy/order';
import { wipeUnsent } from '../copy/unsentStore';
import { unsavedOf } from '../save/ledger';
import { afterPause } from './afterPause';
import { refusesContent } from './backoff';
import { type Copy, openCopy } from './copy';
import { nextFrame } from './nextFrame';
import { type AsideLines, onlyBegan, type Shown, shownOf } from './shown';

/** Outline, counts, gates and checks follow the text when its typist pauses, or after so long (ms). */
const QUIET_MS = 250;
const LONGEST_MS = 2_000;
/** An edit that is acknowledged within this is never called unsaved (P2 allows 3 s). */
const HOLD_MS = 80;

export type SessionPage = Pick<ReviewPage, 'id' | 'epoch' | 'collab' | 'state'> & { me: Pick<PersonView, 'id'> };

export interface Session {
  subscribe(listen: () => void): () => void;
  shown(): Shown;
  /** Edits without an acknowledgement at this moment; what is shown of them lags a little. */
  unsaved(): number;
  onNotice(listen: (notice: Notice) => void): () => void;
  start(): void;
  stop(): void;
  /** A refreshed page: new parameters for the next socket, newer text for a fresh copy. */
  renew(page: SessionPage): void;
}

/** `origin` is the page's own, such as `https://host`. One session belongs to one person, review and epoch. */
export function openSession(first: SessionPage, origin: string): Session {
  const key: CopyKey = { person: first.me.id, review: first.id, epoch: first.epoch };
  const listeners = new Set<() => void>();
  const noticed = new Set<(notice: Notice) => void>();
  const acts = { retry: () => copy.connection?.retry(), dropAside: drop };
  const frame = nextFrame(() => publish());
  const pause = afterPause(readText, QUIET_MS, LONGEST_MS);
  let holding: ReturnType<typeof setTimeout> | undefined;
  let page = first;
  // Those of an earlier visit may have been put back into the text since.
  let aside: AsideLines = { ...stillAside(), rough: true };
  let stale = false;
  let state: 'new' | 'running' | 'stopped' = 'new';
  // A copy opened in place of a refused one: refused again before it was settled, it stays refused.
  let second = false;
  // Older copies hold words that this history never had.
  let restored = false;
  let copy = newCopy(true);
  let shown = shownOf({ copy, aside, acts, restored, before: null, textChanged: true });

  function newCopy(keep: boolean): Copy {
    const made: Copy = openCopy({
      key,
      url: origin.replace(/^http/, 'ws') + page.collab.path,
      params: () => ({ ...page.collab.params, as: key.person }),
      state: page.state,
      keep,
      onChange: () => frame.ask(),
      onText: (blocksMoved) => {
        frame.ask();
        if (!blocksMoved) return pause.ask();
        stale = true;
      },
      onNotice: (notice) => made === copy && onNotice(notice),
      onLost: (lost) => made === copy && onLost(lost),
      onEnd: (code) => made === copy && void onEnd(code),
    });
    return made;
  }

  function readText(): void {
    stale = true;
    publish();
  }

  /** `anyway`: also that an edit has begun to be unsaved, which mostly is over before anybody could read it. */
  function publish(anyway = false): void {
    if (state === 'stopped') return;
    const judging = aside.rough && copy.synced;
    const next = shownOf({ copy, aside, acts, restored, before: shown, textChanged: stale || judging });
    stale = false;
    // What the server has after all is not aside; known once its text is here.
    if (judging) setAside({ ...aside, lines: linesMissing(allAside(), linesOf(next.blocks)) }, false);
    const same = (Object.keys(next) as (keyof Shown)[]).every((field) => next[field] === shown[field]);
    if (same) return;
    if (!anyway && onlyBegan(shown, next)) {
      holding ??= setTimeout(() => {
        holding = undefined;
        publish(true);
      }, HOLD_MS);
      return;
    }
    shown = next;
    for (const listen of listeners) listen();
  }

  /** Answers whether the browser keeps them over a reload. */
  function setAside(kept: Kept, rough: boolean): boolean {
    aside = { ...kept, rough };
    return keepAside(key, kept);
  }

  /** What the history before had saved, and this one has too, is forgotten, whatever others made of it since. */
  function stillAside(): Kept {
    const kept = asideOf(key);
    const { saved } = kept;
    if (!saved || saved.epoch >= key.epoch || knowsMore(fromBase64(saved.vector), fromBase64(first.state))) return kept;
    keepAside(key, { lines: [] });
    return { lines: [] };
  }

  /** Another tab of this person may have set words aside as well. */
  function allAside(): string[] {
    return joined(asideOf(key).lines, aside.lines);
  }

  function drop(): void {
    setAside({ lines: [] }, false);
    publish();
  }

  /** What was set aside for another reason keeps that reason: its words are told apart by nobody. */
  function onLost({ lines, place }: Lost): void {
    const before = allAside();
    const deleted = before.length === 0 || aside.deleted === true;
    setAside({ lines: [...before, ...lines], ...(deleted && { deleted, place }) }, aside.rough);
    frame.ask();
  }

  function onNotice(notice: Notice): void {
    // A right lost between two keystrokes: those words are in nobody's text but this page's.
    if (notice.type === 'refused' && unsavedOf(copy.ledger) > 0) void replace();
    for (const listen of noticed) listen(notice);
  }

  async function onEnd(code: number): Promise<void> {
    if (refusesContent(code)) await replace(code);
    if (!endsAccess(code)) return;
    drop();
    await copy.closeStore();
    await wipeLocalCopy(key);
    await wipeUnsent(key);
  }

  /**
   * The words move aside, the local copy is emptied of them, and a fresh copy takes its place. Of another history all words do,
   * sent or not: after a restore the server has lost those that it had since the backup.
   */
  async function replace(code?: number): Promise<void> {
    const old = copy;
    if (state !== 'running') return;
    const again = second && !old.ledger.settled;
    if (again && code !== CLOSE.otherHistory) return;
    const all = unsavedOf(old.ledger) > 0 || (code === CLOSE.otherHistory && !again);
    const lines = all ? linesOf(old.blocks()) : [];
    const before = allAside();
    const saved = before.length === 0 &&
      unsavedOf(old.ledger) === 0 && { saved: { epoch: key.epoch, vector: vectorOf(old) } };
    const kept = lines.length === 0 || setAside({ lines: joined(before, lines), ...saved }, true);
    if (again) {
      // The screen asks for the present history; nothing of this one is to be found by it once more.
      if (kept) await old.closeStore().then(() => wipeLocalCopy(key));
      return;
    }
    second = true;
    copy = newCopy(kept);
    stale = true;
    const fresh = copy;
    publish();
    await old.stop();
    if (kept) await wipeLocalCopy(key);
    if (state === 'running' && copy === fresh) fresh.start();
  }

  /** Words of an earlier history that lie in this browser since before a restore. */
  async function takeOver(): Promise<void> {
    const older = await readOlderCopies(key, fromBase64(first.state));
    if (state !== 'running') return;
    if (older.lines.length > 0) {
      restored = true;
      stale = true;
      const kept = setAside({ lines: joined(allAside(), older.lines) }, true);
      frame.ask();
      if (!kept) return;
    }
    await older.forget();
  }

  return {
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    shown: () => shown,
    unsaved: () => unsavedOf(copy.ledger),
    onNotice(listen) {
      noticed.add(listen);
      return () => noticed.delete(listen);
    },
    start() {
      if (state === 'stopped') copy = newCopy(true);
      stale ||= state === 'stopped';
      state = 'running';
      copy.start();
      void takeOver();
      frame.ask();
    },
    stop() {
      // Written into a copy that was refused: it is in no store.
      const { connection, ledger, blocks } = copy;
      if (connection?.closed === CLOSE.otherHistory && unsavedOf(ledger) > 0)
        setAside({ lines: joined(allAside(), linesOf(blocks())) }, true);
      state = 'stopped';
      frame.cancel();
      pause.cancel();
      clearTimeout(holding);
      holding = undefined;
      void copy.stop();
    },
    renew(next) {
      const isNews = next.state !== page.state;
      page = next;
      // Nothing of one's own is in it that the server does not have: a fresh copy takes its place unnoticed.
      const isIdle = state === 'running' && copy.synced && unsavedOf(copy.ledger) === 0;
      if (isNews && isIdle && isInAnotherOrder(copy.doc, fromBase64(next.state))) void replace();
    },
  };
}

const vectorOf = ({ doc }: Copy) => toBase64(encodeStateVector(doc));
