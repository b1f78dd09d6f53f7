// What the screen sees of a session: the same objects as long as they are equal, so that nothing is drawn in vain.
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Block } from '../../../domain/document/blocks';
import type { PersonView } from '../../../domain/view';
import type { Kept } from '../copy/asideStore';
import { linesMissing, linesOf } from '../copy/difference';
import { isLate, unsavedOf } from '../save/ledger';
import type { Copy } from './copy';
import type { Gate } from './gate';
import type { Link } from './link';
import { presentIn } from './presence';

interface SaveFacts {
  link: Link;
  /** Edits of this page without the server's acknowledgement. */
  unsaved: number;
  /** One of them has waited for too long. */
  late: boolean;
  /** A full exchange of this copy has been acknowledged. */
  settled: boolean;
  /** The minute in which an own edit was last acknowledged, in ms since 1970. */
  savedAt: number | null;
  /** Since when no socket is open, in ms since 1970. */
  since: number | null;
  /** The present socket was let in and brought the server's text. */
  admitted: boolean;
  /** The 44xx that closed the socket for good. */
  closed: number | null;
  /** Tries to connect now. */
  retry: () => void;
}

export interface Shown {
  doc: Y.Doc;
  awareness: Awareness;
  gate: Gate;
  blocks: readonly Block[];
  presence: readonly PersonView[];
  save: SaveFacts;
  /** Words that the server did not take, or that were taken out of the text with what they stood in. */
  aside: (Omit<Kept, 'lines'> & { text: string; drop: () => void }) | null;
  /** Some of them are of a history that ended with a restore. */
  restored: boolean;
}

interface Acts {
  retry: () => void;
  dropAside: () => void;
}

export interface AsideLines extends Kept {
  /** They hold lines that the server has as well: only the others are shown. */
  rough: boolean;
}

interface Input {
  copy: Copy;
  aside: AsideLines;
  acts: Acts;
  restored: boolean;
  /** What was shown last. */
  before: Shown | null;
  /** Blocks must be read again. */
  textChanged: boolean;
}

export function shownOf({ copy, aside, acts, restored, before, textChanged }: Input): Shown {
  const { connection, ledger } = copy;
  const same = before?.doc === copy.doc;
  const blocks = same && !textChanged ? before.blocks : copy.blocks();
  const text = (aside.rough ? linesMissing(aside.lines, linesOf(blocks)) : aside.lines).join('\n');
  const presence = presentIn(copy.awareness);
  const save: SaveFacts = {
    link: connection?.link ?? 'connecting',
    unsaved: unsavedOf(ledger),
    late: isLate(ledger, Date.now()),
    settled: ledger.settled,
    savedAt: ledger.savedAt === null ? null : ledger.savedAt - (ledger.savedAt % MINUTE),
    since: connection?.since ?? null,
    admitted: connection?.admitted ?? false,
    closed: connection?.closed ?? null,
    retry: acts.retry,
  };
  return {
    doc: copy.doc,
    awareness: copy.awareness,
    gate: copy.gate,
    blocks,
    presence: before && equal(before.presence, presence) ? before.presence : presence,
    save: before && equal(before.save, save) ? before.save : save,
    aside: before?.aside?.text === text ? before.aside : offered(aside, text, acts.dropAside),
    restored,
  };
}

function offered({ deleted, place }: AsideLines, text: string, drop: () => void): Shown['aside'] {
  return text === '' ? null : { text, drop, ...(deleted && { deleted, place }) };
}

const MINUTE = 60_000;

/** Whether nothing is new but that edits of this page, all acknowledged before, wait for the server. */
export function onlyBegan(before: Shown, next: Shown): boolean {
  const others = (Object.keys(next) as (keyof Shown)[]).every(
    (field) => field === 'save' || next[field] === before[field],
  );
  const calm = { ...next.save, unsaved: 0, savedAt: before.save.savedAt };
  return others && before.save.unsaved === 0 && next.save.unsaved > 0 && equal(before.save, calm);
}

/** Functions are the session's own and stay. */
function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
