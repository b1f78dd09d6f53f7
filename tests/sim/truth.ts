// What really happened, kept beside the engine: who typed which character under which id, who deleted what, and what is committed.
import * as Y from 'yjs';
import type { StoredUpdate } from './memory';
import type { Person } from './office';

/** A clock of a client id as one number: ids have 32 bits, clocks of a simulation fewer than 20. */
export type Place = number;
const CLOCKS = 2 ** 20;
export const placeOf = (client: number, clock: number): Place => client * CLOCKS + clock;

export interface Range {
  client: number;
  clock: number;
  len: number;
}

/** One edit of one page, as its ledger counts them. */
export interface Edit {
  created: Range[];
  deleted: Range[];
}

interface Character {
  text: string;
  by: Person;
  /** The nodes that it stands in: gone with any of them. */
  within: Place[];
}

export class Truth {
  readonly characters = new Map<Place, Character>();
  /** Deleted by somebody who may. */
  readonly deleted = new Set<Place>();
  /** Whose page wrote under this client id. */
  readonly typists = new Map<number, Person>();
  /** Edits that went with a browser or were moved aside: each may have been stored, or not. */
  readonly unsure = { created: new Set<Place>(), deleted: new Set<Place>() };
  /** Code points that undo or redo has written a second time, with as many copies as were made. */
  readonly copies = new Map<string, number>();

  /** Characters that stand in the text without anybody's typing. */
  given(words: string): void {
    for (const text of words) this.copies.set(text, (this.copies.get(text) ?? 0) + 1);
  }

  /** Takes a change that a page made by itself. */
  typed(by: Person, transaction: Y.Transaction): Edit {
    const edit: Edit = { created: [], deleted: [] };
    const { clientID } = transaction.doc;
    const from = transaction.beforeState.get(clientID) ?? 0;
    const to = transaction.afterState.get(clientID) ?? 0;
    if (to > from) {
      const created = { client: clientID, clock: from, len: to - from };
      edit.created.push(created);
      this.typists.set(clientID, by);
      for (const struct of structsIn(transaction.doc, created)) this.keep(by, struct, from);
    }
    for (const [client, ranges] of transaction.deleteSet.clients) {
      for (const { clock, len } of ranges) {
        edit.deleted.push({ client, clock, len });
        for (let n = 0; n < len; n++) this.deleted.add(placeOf(client, clock + n));
      }
    }
    return edit;
  }

  private keep(by: Person, struct: Y.Item | Y.GC, from: number): void {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return;
    const { str } = struct.content;
    const within = around(struct);
    for (let n = 0; n < str.length; n++) {
      const clock = struct.id.clock + n;
      if (clock < from) continue;
      const text = str.charAt(n);
      this.characters.set(placeOf(struct.id.client, clock), { text, by, within });
      this.copies.set(text, (this.copies.get(text) ?? 0) + 1);
    }
  }

  /** These edits are in nobody's page any more, and nobody was told that they are saved. */
  giveUp(edits: readonly Edit[]): void {
    for (const { created, deleted } of edits) {
      for (const range of created) for (const place of placesOf(range)) this.unsure.created.add(place);
      for (const range of deleted) for (const place of placesOf(range)) this.unsure.deleted.add(place);
    }
  }

  /** What a person deleted whose page the simulation does not keep the books of: the hostile one. */
  deletedByOther(ranges: readonly Range[]): void {
    for (const range of ranges) for (const place of placesOf(range)) this.deleted.add(place);
  }

  /** 'there', 'gone', or 'either' where an edit's fate is unknown. */
  due(place: Place, { within }: Character): 'there' | 'gone' | 'either' {
    const all = [place, ...within];
    if (all.some((one) => this.deleted.has(one) && !this.unsure.deleted.has(one))) return 'gone';
    const unsure = this.unsure.created.has(place) || all.some((one) => this.unsure.deleted.has(one));
    return unsure ? 'either' : 'there';
  }
}

export function* placesOf({ client, clock, len }: Range): Iterable<Place> {
  for (let n = 0; n < len; n++) yield placeOf(client, clock + n);
}

function around(struct: Y.Item): Place[] {
  const within: Place[] = [];
  for (let item = holderOf(struct); item !== null; item = holderOf(item))
    within.push(placeOf(item.id.client, item.id.clock));
  return within;
}

function holderOf({ parent }: Y.Item): Y.Item | null {
  return parent instanceof Y.AbstractType ? parent._item : null;
}

export function* structsIn(doc: Y.Doc, { client, clock, len }: Range): Iterable<Y.Item | Y.GC> {
  const structs = doc.store.clients.get(client) ?? [];
  const last = structs.at(-1);
  if (!last || clock >= last.id.clock + last.length) return;
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
    const struct = structs[at];
    if (!struct || struct.id.clock >= clock + len) break;
    yield struct;
  }
}

/** What an update adds and deletes. */
export function contentsOf(update: Uint8Array): { added: Range[]; deleted: Range[] } {
  const { structs, ds } = Y.decodeUpdate(update);
  const added = structs
    .filter((struct) => !(struct instanceof Y.Skip))
    .map(({ id, length }) => ({ client: id.client, clock: id.clock, len: length }));
  const deleted = [...ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, len })),
  );
  return { added, deleted };
}

/** The log of the one document as it is committed: what may be seen, and who wrote which range. */
export class Committed {
  readonly doc = new Y.Doc();
  /** Whose row brought a range first; null: the server's own. */
  readonly wrote: { range: Range; personId: string | null }[] = [];
  /** Deletions that rows of this person name. */
  private readonly deletions = new Map<string | null, Range[]>();
  private writer: string | null = null;
  private readonly rows = new Map<string | null, number>();

  constructor() {
    this.doc.on('afterTransaction', ({ beforeState, afterState }: Y.Transaction) => {
      for (const [client, clock] of afterState) {
        const from = beforeState.get(client) ?? 0;
        if (clock > from) this.wrote.push({ range: { client, clock: from, len: clock - from }, personId: this.writer });
      }
    });
  }

  take(rows: readonly StoredUpdate[]): void {
    for (const { bytes, personId } of rows) {
      this.writer = personId;
      this.rows.set(personId, this.rowsOf(personId) + 1);
      Y.applyUpdate(this.doc, bytes);
      const named = this.deletions.get(personId) ?? [];
      named.push(...contentsOf(bytes).deleted);
      this.deletions.set(personId, named);
    }
  }

  deletionsOf(personId: string): readonly Range[] {
    return this.deletions.get(personId) ?? [];
  }

  rowsOf(personId: string | null): number {
    return this.rows.get(personId) ?? 0;
  }

  has({ client, clock, len }: Range): boolean {
    return clock + len <= Y.getState(this.doc.store, client);
  }

  hasDeleted(range: Range): boolean {
    if (!this.has(range)) return false;
    for (const struct of structsIn(this.doc, range)) if (!struct.deleted) return false;
    return true;
  }

  /** What of an update is not committed, in words; null when all of it is. */
  lacks(update: Uint8Array): string | null {
    const { added, deleted } = contentsOf(update);
    return this.lacksEdit({ created: added, deleted });
  }

  /** What of an edit is not committed; null when all of it is. */
  lacksEdit({ created, deleted }: Edit): string | null {
    const missing = created.find((range) => !this.has(range));
    if (missing) return `${missing.client}:${missing.clock}+${missing.len}`;
    const alive = deleted.find((range) => !this.hasDeleted(range));
    return alive ? `the deletion of ${alive.client}:${alive.clock}+${alive.len}` : null;
  }
}
