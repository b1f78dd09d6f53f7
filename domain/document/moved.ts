// Whose words are that the server wrote anew in another block: deciding on a line feed or a join moves what stands behind it, and in
// Yjs that is new ids. The text itself keeps which ids these were before, so that neither a suggestion nor a word changes its author.
import * as Y from 'yjs';
import { type Attributes, DELETION, movedOf } from './layout';

/** So many consecutive ids, from this one on. */
export interface Ids {
  client: number;
  clock: number;
  length: number;
}

/** An entry of the shared map: `client:clock` of the first new id, and behind each other what these ids were. */
type Entry = readonly [at: string, was: readonly Ids[]];

/** The stretches of an entry, null when it is none of ours. */
export function movedIds([at, said]: readonly [string, unknown]): { to: Omit<Ids, 'length'>; from: Ids[] } | null {
  const to = numbersOf(at);
  const from = typeof said === 'string' ? said.split(' ').map(numbersOf) : [];
  if (to?.length !== 2 || from.length === 0 || from.some((one) => one?.length !== 3)) return null;
  const [client = 0, clock = 0] = to;
  return {
    to: { client, clock },
    from: from.flatMap((one) => (one ? [{ client: one[0] ?? 0, clock: one[1] ?? 0, length: one[2] ?? 0 }] : [])),
  };
}

/** A text, because a frame with nested values would be none of ours (guard/content.ts), and pages send back what they know. */
function saidOf(was: readonly Ids[]): string {
  return was.map(({ client, clock, length }) => `${client}:${clock}:${length}`).join(' ');
}

function numbersOf(text: string): number[] | null {
  const numbers = text.split(':').map(Number);
  return numbers.every((n) => Number.isSafeInteger(n) && n >= 0) ? numbers : null;
}

/** A moved stretch of one client's, by its new clocks. */
interface Stretch {
  clock: number;
  end: number;
  was: Ids;
}

const known = new WeakMap<Y.Doc, Origins>();

/** Reads only. The same answer until something is moved again. */
export function originsIn(doc: Y.Doc): Origins {
  const found = known.get(doc);
  if (found) return found;
  const map = movedOf(doc);
  const origins = new Origins(map);
  known.set(doc, origins);
  map.observe(() => known.delete(doc));
  return origins;
}

/** So often words may move; behind that they are nobody's. A circle, which no write of ours makes, ends here as well. */
const DEEPEST = 1000;

/** What ids were before the server moved their words, however often; of all others, themselves. */
export class Origins {
  private readonly words = new Map<number, Stretch[]>();
  private readonly marks = new Map<string, readonly Ids[]>();

  constructor(map: Y.Map<unknown>) {
    for (const entry of map.entries()) {
      const moved = movedIds(entry);
      if (!moved) continue;
      const { to, from } = moved;
      this.marks.set(entry[0], from);
      const stretches = this.words.get(to.client) ?? [];
      this.words.set(to.client, stretches);
      let { clock } = to;
      for (const was of from) {
        if (was.length > 0) stretches.push({ clock, end: clock + was.length, was });
        clock += was.length;
      }
    }
    for (const stretches of this.words.values()) stretches.sort((a, b) => a.clock - b.clock);
  }

  /** Of characters. */
  of(ids: Ids, depth = 0): Ids[] {
    const stretches = this.words.get(ids.client);
    if (!stretches || depth === DEEPEST) return [ids];
    const { client, clock, length } = ids;
    const found: Ids[] = [];
    let from = clock;
    const end = clock + length;
    for (let at = firstEndingAfter(stretches, clock); at < stretches.length; at++) {
      const one = stretches[at];
      if (!one || one.clock >= end) break;
      if (one.clock > from) found.push({ client, clock: from, length: one.clock - from });
      from = Math.max(from, one.clock);
      const to = Math.min(end, one.end);
      const was = { client: one.was.client, clock: one.was.clock + from - one.clock, length: to - from };
      found.push(...this.of(was, depth + 1));
      from = to;
    }
    if (from < end) found.push({ client, clock: from, length: end - from });
    return found;
  }

  /** Of a mark: two of one name may have become one. */
  ofMark({ client, clock }: Pick<Ids, 'client' | 'clock'>, depth = 0): Ids[] {
    const own = { client, clock, length: 1 };
    const was = depth === DEEPEST ? undefined : this.marks.get(keyOf(client, clock));
    if (!was) return [own];
    return was.flatMap((one) => (isSame(one, own) ? own : this.ofMark(one, depth + 1)));
  }

  /** One step back. */
  beforeMark({ client, clock }: Y.ID): readonly Ids[] {
    return this.marks.get(keyOf(client, clock)) ?? [{ client, clock, length: 1 }];
  }
}

function isSame(one: Pick<Ids, 'client' | 'clock'>, other: Pick<Ids, 'client' | 'clock'>): boolean {
  return one.client === other.client && one.clock === other.clock;
}

function firstEndingAfter(stretches: readonly Stretch[], clock: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}

// --------------------------------------------------------------------------------------------------------------- moving

type Delta = { insert: string; attributes: Attributes }[];

/** Words on their way: as a delta, and the ids of the characters and of the deletion over each (UTF-16 code unit). */
export interface Load {
  words: Delta;
  ids: Ids[];
  marks: readonly (Y.ID | null)[];
}

/** What stands in these texts from an offset of the first one on, to one of the last. To be read before it is deleted. */
export function loadOf(texts: readonly Y.XmlText[], from: number, to = Number.POSITIVE_INFINITY): Load {
  const words: Delta = [];
  const ids: Ids[] = [];
  const marks: (Y.ID | null)[] = [];
  for (const [n, text] of texts.entries()) {
    for (const { item, content, at, attributes, mark } of charactersOf(text)) {
      const skipped = Math.max(0, (n === 0 ? from : 0) - at);
      const end = n === texts.length - 1 ? Math.max(0, to - at) : content.str.length;
      const said = content.str.slice(skipped, end);
      if (said === '') continue;
      words.push({ insert: said, attributes });
      ids.push({ client: item.id.client, clock: item.id.clock + skipped, length: said.length });
      for (let k = 0; k < said.length; k++) marks.push(mark?.id ?? null);
    }
  }
  return { words, ids, marks };
}

/** Puts words at the end of a text that stands in the document, and notes whose they are. In a transaction of the caller's. */
export function unload(doc: Y.Doc, text: Y.XmlText, { words, ids, marks }: Load): void {
  const start = text.length;
  const before = Y.getState(doc.store, doc.clientID);
  text.applyDelta([...(start > 0 ? [{ retain: start }] : []), ...words]);
  const entries: Entry[] = [];
  const left = ids.map((one) => ({ ...one }));
  const behind = new Map<Y.Item, Ids[]>();
  for (const { item, content, at, mark } of charactersOf(text)) {
    const own = Math.max(0, start - at);
    if (own >= content.str.length) continue;
    const { client, clock } = item.id;
    entries.push([keyOf(client, clock + own), taken(left, content.str.length - own)]);
    if (!mark) continue;
    // A mark that stood there already covers words of its own writer's as well.
    const fresh = mark.id.client === doc.clientID && mark.id.clock >= before;
    const sources = behind.get(mark) ?? (fresh ? [] : [...originsIn(doc).beforeMark(mark.id)]);
    behind.set(mark, sources);
    for (let k = own; k < content.str.length; k++) {
      const was = marks[at + k - start];
      if (was && !sources.some((one) => isSame(one, was))) sources.push({ ...was, length: 1 });
    }
  }
  for (const [{ id }, sources] of behind) {
    if (sources.length === 1 && sources[0] && isSame(sources[0], id)) continue;
    // As long as the mark itself, however many it was.
    entries.push([keyOf(id.client, id.clock), sources.map((one, n) => ({ ...one, length: n === 0 ? 1 : 0 }))]);
  }
  const map = movedOf(doc);
  for (const [at, was] of entries) map.set(at, saidOf(was));
  known.delete(doc);
}

/** The next so many ids. */
function taken(left: Ids[], length: number): Ids[] {
  const some: Ids[] = [];
  for (let wanted = length; wanted > 0; ) {
    const next = left[0];
    if (!next) throw new Error('more words came than went');
    const now = Math.min(wanted, next.length);
    some.push({ ...next, length: now });
    next.clock += now;
    next.length -= now;
    wanted -= now;
    if (next.length === 0) left.shift();
  }
  return some;
}

interface Characters {
  item: Y.Item;
  content: Y.ContentString;
  /** Offset in the text. */
  at: number;
  attributes: Attributes;
  /** Where the deletion over it begins. */
  mark: Y.Item | null;
}

/** The living characters of a text, a struct at a time. */
function* charactersOf(text: Y.XmlText): Iterable<Characters> {
  let attributes: Attributes = {};
  let mark: Y.Item | null = null;
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      attributes = { ...attributes, [content.key]: content.value as unknown };
      if (content.value === null) delete attributes[content.key];
      if (content.key === DELETION) mark = content.value === null ? null : item;
    } else if (content instanceof Y.ContentString) yield { item, content, at, attributes, mark };
    if (item.countable) at += item.length;
  }
}

function keyOf(client: number, clock: number): string {
  return `${client}:${clock}`;
}
