// Rights asked again while a connection lives: at once when somebody says so, and every few seconds by itself (P6).
import { CLOSE, type CloseCode, endsAccess } from '../../domain/protocol';
import type { Log } from '../log';
import { type Access, contributes, type Standing } from './access';
import type { Clock } from './clock';
import type { Connection } from './connection';

export interface Who {
  reviewId?: string;
  personId?: string;
  sessionId?: string;
}

export interface Recheck {
  /** Closes connections whose rights changed or ended. Never throws: what cannot be asked now is asked at the next tick. */
  askAgain(who: Who): Promise<void>;
  /**
   * The same for everybody, after a standstill; answers whether all could be asked. What those whose rights ended have written, and
   * no log has yet, is forgotten with the room's memory.
   */
  askAll(): Promise<boolean>;
  /** 4503 to all who may write or suggest in this review, and another question for those who are just coming in. Done when it returns. */
  closeWriters(reviewId: string): void;
  start(): void;
  stop(): void;
}

/** A session can end by its age, which nobody announces; P6 allows 2 s. */
const SESSIONS_MS = 1500;
/** Rights change by commands, which announce it; this is for another node's and for hands in the database (5 s). */
const REVIEWS_EVERY = 2;

export function createRecheck(needs: {
  connections: ReadonlySet<Connection>;
  access: Access;
  stillSignedIn(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  clock: Clock;
  log: Log;
}): Recheck {
  let cancel: (() => void) | null = null;
  let ticks = 0;

  const ask = async (who: Who, end: End): Promise<boolean> => {
    const meant = [...needs.connections].filter((one) => concerns(who, one));
    for (const one of meant) if (!one.room) one.askedMeanwhile = true;
    const seated = meant.filter((one) => one.room);
    // In this order: a disabled person has no session and no role, and 4403 would wipe the words that 4401 keeps.
    const sessions = await askSessions(needs, seated, end);
    return (await askReviews(needs, seated, end)) && sessions;
  };
  const tick = async () => {
    ticks += 1;
    const seated = [...needs.connections].filter((one) => one.room);
    await askSessions(needs, seated, close);
    if (ticks % REVIEWS_EVERY === 0) await askReviews(needs, seated, close);
  };
  const plan = () => {
    cancel = needs.clock.after(SESSIONS_MS, () => {
      void tick().finally(() => cancel && plan());
    });
  };
  return {
    askAgain: async (who) => void (await ask(who, close)),
    askAll: async () => {
      const ended: Connection[] = [];
      const all = await ask({}, (one, code) => {
        ended.push(one);
        one.close(code);
      });
      for (const { room, rights } of ended)
        if (room && room.pendingCount > 0 && contributes(rights)) room.reset(CLOSE.askAgain);
      return all;
    },
    closeWriters: (reviewId) => {
      for (const one of [...needs.connections]) {
        if (one.docId !== reviewId) continue;
        if (!one.room) one.askedMeanwhile = true;
        else if (contributes(one.rights)) one.close(CLOSE.askAgain);
      }
    },
    start: plan,
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}

/** One that is still being opened may be anybody. */
function concerns(who: Who, one: Connection): boolean {
  if (!one.room) return who.reviewId === undefined || who.reviewId === one.docId;
  return (
    (who.reviewId === undefined || who.reviewId === one.docId) &&
    (who.personId === undefined || who.personId === one.person.id) &&
    (who.sessionId === undefined || who.sessionId === one.sessionId)
  );
}

type Needs = Parameters<typeof createRecheck>[0];
type End = (one: Connection, code: CloseCode) => void;

const close: End = (one, code) => one.close(code);

/** One question for all; while it cannot be asked (an outage) nobody is closed (T12). Answers whether it could. */
async function askSessions(needs: Needs, seated: readonly Connection[], end: End): Promise<boolean> {
  try {
    await endSessions(needs, seated, end);
    return true;
  } catch (error) {
    needs.log.warn('sessions could not be asked again; the next round does', { error });
    return false;
  }
}

/** 4401 to those of them whose session is over. @throws during an outage */
async function endSessions(needs: Needs, seated: readonly Connection[], end: End): Promise<void> {
  if (seated.length === 0) return;
  const standing = await needs.stillSignedIn([...new Set(seated.map((one) => one.sessionId))]);
  for (const one of seated) if (!standing.has(one.sessionId)) end(one, CLOSE.sessionOver);
}

/**
 * Asked at once: the access gathers them into few statements. Whose account ended, or went with a restore, between the two questions
 * lost the session too: it is asked once more before a code after which the page lets go of its words (RM7).
 */
async function askReviews(needs: Needs, seated: readonly Connection[], end: End): Promise<boolean> {
  const ask = async (docId: string, connections: readonly Connection[]) => {
    try {
      const standingOf = await needs.access.review(docId);
      if (standingOf) hideOthers(connections, standingOf);
      const codes = new Map(
        connections.map((one) => [one, standingOf ? verdict(one, standingOf(one.person.id)) : CLOSE.noSuchReview]),
      );
      await endSessions(
        needs,
        connections.filter((one) => letsGo(codes.get(one) ?? null)),
        end,
      );
      for (const [one, code] of codes) {
        if (code === null) continue;
        // Memory of a document that a restore took away, or of its history before one: the log never takes what waits in it.
        if (!standingOf || code === CLOSE.otherHistory) one.room?.reset(code);
        end(one, code);
      }
      return true;
    } catch (error) {
      needs.log.warn('rights could not be asked again; the next round does', { docId, error });
      return false;
    }
  };
  const asked = await Promise.all([...byDocument(seated)].map(([docId, connections]) => ask(docId, connections)));
  return asked.every(Boolean);
}

/** Those on other nodes who may not be seen any more: their own node may stand still. */
function hideOthers(connections: readonly Connection[], standingOf: (personId: string) => Standing): void {
  const maySee = (personId: string) => {
    const standing = standingOf(personId);
    return standing.kind === 'reader' && standing.rights.presence;
  };
  for (const room of new Set(connections.map((one) => one.room))) room?.presence.keep(maySee);
}

const letsGo = (code: CloseCode | null) => code !== null && (endsAccess(code) || code === CLOSE.otherHistory);

function verdict(one: Connection, now: Standing): CloseCode | null {
  if (now.kind === 'stranger') return CLOSE.notAMember;
  if (now.kind === 'not-now') return CLOSE.noSuchReview;
  if (one.room && one.room.epoch < now.epoch) return CLOSE.otherHistory;
  const same =
    now.stage === one.stage &&
    now.rights.write === one.rights.write &&
    now.rights.suggest === one.rights.suggest &&
    now.rights.presence === one.rights.presence &&
    JSON.stringify(now.rights.sections) === JSON.stringify(one.rights.sections);
  return same ? null : CLOSE.askAgain;
}

function byDocument(connections: readonly Connection[]): Map<string, Connection[]> {
  const found = new Map<string, Connection[]>();
  for (const one of connections) {
    const group = found.get(one.docId);
    if (group) group.push(one);
    else found.set(one.docId, [one]);
  }
  return found;
}
