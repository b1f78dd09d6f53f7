// What a frame has Yjs do of itself when it is applied, and every reader of the text after it: counted before (GU37, GU38).
import * as Y from 'yjs';
import { isCommentKey } from '../../../domain/document/layout';
import type { Cost } from './cost';
import type { Range, Struct } from './decode';
import { MAX_COVERED, over } from './limits';
import { COLLECTED, type Place, type Placed } from './place';

/** Words beside each other that are deleted at once: so few are no matter, however much was deleted around them before. */
const FEW = 16;
/** Yjs copies the marks that hold at a piece: one copied costs as much as so many pieces looked at. */
const COPY = 2;

interface Marking {
  /** How many the frame writes in this text. */
  marks: number;
  keys: Set<string>;
}

/** Of a text: pieces of the store, and of the frame itself, that are deleted with the frame. */
interface Going {
  known: number;
  own: number;
}

/**
 * After each change of others Yjs looks for marks that have become needless: around every deleted piece as far as words are gone, so
 * that 100,000 pieces deleted by a frame of 15 bytes would hold the process for many minutes (20,000: 43 s, measured); and, where marks came
 * or went, along the whole text with a copy of all that hold at each piece. And whoever reads the text is told of each run all the marks over
 * it: ten thousand of comments over ten thousand runs are more than a process can hold.
 */
export class Afterwards {
  private marking: Map<object, Marking> | null = null;
  private going: Set<Struct> | null = null;
  private readonly cost: Cost;

  constructor(cost: Cost) {
    this.cost = cost;
  }

  /** A mark that the frame writes in this text. */
  marks(text: object, { key }: Y.ContentFormat): void {
    this.marking ??= new Map();
    const marking = this.marking.get(text) ?? { marks: 0, keys: new Set() };
    this.marking.set(text, marking);
    marking.marks += 1;
    marking.keys.add(key);
  }

  /** A struct of the store of which the frame deletes something. */
  deletes(struct: Y.Item): void {
    this.going ??= new Set();
    this.going.add(struct);
  }

  /** `added`: how many structs the frame puts into a text. @throws Refusal when it is too much. */
  charge(placed: readonly Placed[], ranges: Ranges, added: (text: object) => number): void {
    // Keys, and a word here and there.
    if (!this.going && !this.marking && placed.every(({ places }) => places.length <= FEW)) return;
    const texts = new Map<Y.XmlText, Going>();
    const unmarked = new Set<Y.XmlText>();
    const types: object[] = [];
    for (const struct of this.going ?? []) {
      if (!(struct instanceof Y.Item)) continue;
      const { content, parent } = struct;
      if (content instanceof Y.ContentType) types.push(content.type);
      else if (parent instanceof Y.XmlText) goingIn(texts, parent).known += 1;
      if (content instanceof Y.ContentFormat && parent instanceof Y.XmlText) unmarked.add(parent);
    }
    const within = new Within(types, placed, ranges);
    for (const [struct, { owner }] of within.placed)
      if (owner instanceof Y.XmlText && (isGone(struct, ranges) || within.has(owner))) goingIn(texts, owner).own += 1;
    for (const text of within.texts) goingIn(texts, text);
    for (const [text, going] of texts) if (this.hasMarks(text)) this.chargeGone(text, going, within.has(text));
    for (const [text, marking] of this.marking ?? []) this.chargeMarks(text, marking, added(text));
    for (const text of unmarked) if (!this.marking?.has(text)) this.chargeMarks(text, NO_MARKING, 0);
  }

  private hasMarks(text: Y.XmlText): boolean {
    return text._hasFormatting || this.marking?.has(text) === true;
  }

  /** For each piece that goes, all that is gone around it then, on the way there and back. */
  private chargeGone(text: Y.XmlText, { known, own }: Going, whole: boolean): void {
    if (known + own <= FEW && !whole) return;
    let looks = 0;
    let longest = 0;
    let [length, going] = [0, 0];
    const end = () => {
      looks += going * (length + own);
      longest = Math.max(longest, length);
      [length, going] = [0, 0];
    };
    for (let item = text._start; item !== null; item = item.right) {
      const goes = whole ? !item.deleted && item.countable : this.going?.has(item) === true;
      if (goes) going += 1;
      if (goes || whole || item.deleted || !item.countable) length += 1;
      else end();
    }
    end();
    looks += own * (longest + own);
    if (looks > FEW * longest) this.cost.look(2 * looks);
  }

  private chargeMarks(text: object, { marks, keys }: Marking, added: number): void {
    const { pieces, held, runs, covered } = text instanceof Y.XmlText ? marksOn(text) : NONE;
    const comments = [...keys].filter(isCommentKey).length;
    if (comments > 0 && covered + comments * (runs + marks) > MAX_COVERED)
      throw over('too many comments over each other');
    this.cost.look(pieces + COPY * (held + keys.size * (pieces + added)));
  }
}

type Ranges = ReadonlyMap<number, readonly Range[]>;

const NO_MARKING: Marking = { marks: 0, keys: new Set() };

function goingIn(texts: Map<Y.XmlText, Going>, text: Y.XmlText): Going {
  const going = texts.get(text) ?? { known: 0, own: 0 };
  texts.set(text, going);
  return going;
}

/** What goes with a node that is deleted, also what the frame itself puts there. */
class Within {
  /** Of the store. */
  readonly texts: Y.XmlText[] = [];
  readonly placed: [Struct, Place][] = [];
  private readonly gone: Set<object>;
  /** Of types that the frame brings. */
  private readonly parents = new Map<object, object>();

  constructor(types: readonly object[], placed: readonly Placed[], ranges: Ranges) {
    this.gone = new Set(types);
    // A set tells of what is added to it on the way.
    for (const type of this.gone) {
      if (type instanceof Y.XmlText) this.texts.push(type);
      else if (type instanceof Y.AbstractType)
        for (let item = type._start; item !== null; item = item.right)
          if (!item.deleted && item.content instanceof Y.ContentType) this.gone.add(item.content.type);
    }
    for (const { block, places } of placed)
      for (const [index, struct] of block.structs.entries()) {
        const place = places[index];
        if (!place || place === COLLECTED) continue;
        this.placed.push([struct, place]);
        if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
        this.parents.set(struct.content.type, place.owner);
        if (isGone(struct, ranges)) this.gone.add(struct.content.type);
      }
  }

  has(owner: object): boolean {
    for (let at: object | undefined = owner; at; at = this.parents.get(at)) if (this.gone.has(at)) return true;
    return false;
  }
}

/** Whether a struct of the frame is deleted when it comes, or by the frame itself. */
function isGone(struct: Struct, ranges: Ranges): boolean {
  if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return true;
  const own = ranges.get(struct.id.client) ?? [];
  let [low, high] = [0, own.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((own[middle]?.end ?? 0) <= struct.id.clock) low = middle + 1;
    else high = middle;
  }
  return (own[low]?.clock ?? Number.POSITIVE_INFINITY) < struct.id.clock + struct.length;
}

const NONE = { pieces: 0, held: 0, runs: 0, covered: 0 };

/** Of a text: its pieces, how many marks hold at all of them together, its runs, and how many marks of comments hold at those. */
function marksOn(text: Y.XmlText): typeof NONE {
  const on = { ...NONE };
  const open = new Set<string>();
  let comments = 0;
  for (let item = text._start; item !== null; item = item.right) {
    on.pieces += 1;
    if (item.deleted) continue;
    if (!(item.content instanceof Y.ContentFormat)) {
      on.held += open.size;
      continue;
    }
    const { key, value } = item.content as Y.ContentFormat & { value: unknown };
    on.runs += 1;
    on.covered += comments;
    if (open.has(key) === (value !== null)) continue;
    if (value === null) open.delete(key);
    else open.add(key);
    if (isCommentKey(key)) comments += value === null ? -1 : 1;
  }
  return on;
}

/**
 * Structs of a frame that go together when they are applied: Yjs puts each such group in the place of its first one, and moves all that
 * stand behind it. An honest page has put them together before it sends.
 */
export function chargeJoining(placed: Iterable<Placed>, cost: Cost): void {
  for (const { block, places } of placed) {
    const { structs } = block;
    let isIn = false;
    for (let at = 1; at < structs.length; at++) {
      const [left, right] = [places[at - 1] === COLLECTED, places[at] === COLLECTED];
      const joins = left || right ? left && right : goTogether(structs[at - 1], structs[at]);
      if (joins && !isIn) cost.cut(structs.length - at, true);
      isIn = joins;
    }
  }
}

function goTogether(left: Struct | undefined, right: Struct | undefined): boolean {
  if (!(left instanceof Y.Item && right instanceof Y.Item)) return false;
  const { content } = left;
  return (
    right.origin !== null &&
    right.origin.client === left.id.client &&
    right.origin.clock === left.id.clock + left.length - 1 &&
    Y.compareIDs(left.rightOrigin, right.rightOrigin) &&
    content.constructor === right.content.constructor &&
    !(content instanceof Y.ContentFormat || content instanceof Y.ContentType)
  );
}
