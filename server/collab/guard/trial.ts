// Frames of people who may change only so much, tried on a copy of the room's text before anything is applied (way of a frame 7).
import * as Y from 'yjs';
import { contentOf } from '../../../domain/document/layout';
import { saysTheSame } from '../../../domain/document/suggestions';

/** Reads what must stay as it is, in strings; what it keeps of a block it forgets when told. */
export interface Reader {
  of(blocks: readonly object[]): string[];
  forget(block: object): void;
}

export interface Kept {
  /** Names it: people held to the same share a copy. */
  key: string;
  reader(): Reader;
}

/**
 * The copy follows the room by its own updates. What each block says is kept until the block changes, so that a keystroke in a long
 * text costs one block's reading.
 */
export class Trial {
  private readonly copy = new Y.Doc();
  private readonly text: Reader;
  private readonly room: Y.Doc;
  private readonly kept: Kept;
  private readonly stop: () => void;
  /** A refused frame is in the copy: it is good for nothing any more. */
  private spoilt = false;
  /** The copy shows another order than a load of it does: every frame is tried on both. */
  private disordered = false;

  /** `needed` is asked with each update of the room; once it says no, the copy is given up. */
  constructor(room: Y.Doc, kept: Kept, needed: () => boolean) {
    this.room = room;
    this.kept = kept;
    this.text = kept.reader();
    this.take(Y.encodeStateAsUpdate(room));
    this.disordered = contentOf(this.copy).toString() !== contentOf(room).toString();
    // Of each change all that it lies in. Deep observers are told the way to it, which costs a look at every block before it.
    this.copy.on('afterTransaction', ({ changedParentTypes }: Y.Transaction) => {
      for (const type of changedParentTypes.keys()) this.text.forget(type);
    });
    const follow = (update: Uint8Array) => {
      if (needed()) this.take(update);
      else this.close();
    };
    const close = () => this.close();
    room.on('update', follow);
    room.on('destroy', close);
    this.stop = () => {
      room.off('update', follow);
      room.off('destroy', close);
    };
  }

  get usable(): boolean {
    return !this.spoilt;
  }

  /** Whether trying this frame takes a load: a loose struct may stand elsewhere once the document is loaded (decision 008). */
  mustLoad(loose: boolean): boolean {
    return loose || this.disordered;
  }

  /**
   * Whether what is kept is the same before and after this judged update. Comment marks are carried as they are. After a no the
   * copy is spent.
   */
  keeps(update: Uint8Array, { loose }: { loose: boolean }): boolean {
    const before = this.said();
    this.take(update);
    const after = this.said();
    const keeps = saysTheSame(before, after) && (!this.mustLoad(loose) || this.keepsWhenLoaded(after));
    if (!keeps) this.close();
    return keeps;
  }

  private keepsWhenLoaded(after: readonly string[]): boolean {
    const loaded = loadedAnew(this.copy);
    const said = this.saidIn(loaded);
    this.disordered = contentOf(loaded).toString() !== contentOf(this.copy).toString();
    loaded.destroy();
    // The room may have differed before, by somebody else's frame; it does not have this one yet.
    return saysTheSame(said, after) || saysTheSame(said, this.saidIn(loadedAnew(this.room)));
  }

  close(): void {
    this.spoilt = true;
    this.stop();
    this.copy.destroy();
    trials.get(this.room)?.delete(this.kept.key);
  }

  /**
   * As if it were written here: what Yjs cleans up after a remote change is left to the room, whose clean-up comes as an update.
   * With one of its own the copy would hold other marks than the room.
   */
  private take(update: Uint8Array): void {
    this.copy.transact(() => Y.applyUpdate(this.copy, update));
  }

  private said(): string[] {
    return this.text.of(contentOf(this.copy).toArray());
  }

  private saidIn(doc: Y.Doc): string[] {
    return this.kept.reader().of(contentOf(doc).toArray());
  }
}

function loadedAnew(doc: Y.Doc): Y.Doc {
  const loaded = new Y.Doc();
  Y.applyUpdate(loaded, Y.encodeStateAsUpdate(doc));
  return loaded;
}

/** By the room's document and what is kept, as long as somebody in the room needs one. */
const trials = new WeakMap<Y.Doc, Map<string, Trial>>();

/** The room's copy for this, made when there is none. */
export function trialOf(room: Y.Doc, kept: Kept, needed: () => boolean): Trial {
  const known = trials.get(room) ?? new Map<string, Trial>();
  trials.set(room, known);
  const trial = known.get(kept.key) ?? new Trial(room, kept, needed);
  known.set(kept.key, trial);
  return trial;
}

/** Whether there is one: else making it takes a load. */
export function hasTrial(room: Y.Doc, kept: Kept): boolean {
  return trials.get(room)?.has(kept.key) ?? false;
}
