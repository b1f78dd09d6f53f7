// Frames of people who may only suggest, tried on a copy of the room's text before anything is applied (way of a frame 7).
import * as Y from 'yjs';
import { contentOf, sourceOf } from '../../../domain/document/layout';
import { RejectedText, rejectedBlocks, saysTheSame } from '../../../domain/document/suggestions';

/**
 * The copy follows the room by its own updates. What each block says with its suggestions rejected is kept until the block
 * changes, so that a keystroke in a long text costs one block's reading.
 */
export class Trial {
  private readonly copy = new Y.Doc();
  private readonly text = new RejectedText<object>((el) => (el instanceof Y.XmlElement ? sourceOf(el) : null));
  private readonly room: Y.Doc;
  private readonly stop: () => void;
  /** A refused frame is in the copy: it is good for nothing any more. */
  private spoilt = false;
  /** The copy shows another order than a load of it does: every frame is tried on both. */
  private disordered = false;

  /** `needed` is asked with each update of the room; once it says no, the copy is given up. */
  constructor(room: Y.Doc, needed: () => boolean) {
    this.room = room;
    this.take(Y.encodeStateAsUpdate(room));
    this.disordered = contentOf(this.copy).toString() !== contentOf(room).toString();
    contentOf(this.copy).observeDeep((events) => {
      for (const { target } of events) this.text.forget(blockOver(target));
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
   * Whether the text with every suggestion rejected is the same before and after this judged update: words, marks, blocks with
   * their attributes. Comment marks are carried as they are. After a no the copy is spent.
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
    const said = wordsOf(loaded);
    this.disordered = contentOf(loaded).toString() !== contentOf(this.copy).toString();
    loaded.destroy();
    // The room may have differed before, by somebody else's frame; it does not have this one yet.
    return saysTheSame(said, after) || saysTheSame(said, wordsOf(loadedAnew(this.room)));
  }

  close(): void {
    this.spoilt = true;
    this.stop();
    this.copy.destroy();
    trials.delete(this.room);
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
}

function loadedAnew(doc: Y.Doc): Y.Doc {
  const loaded = new Y.Doc();
  Y.applyUpdate(loaded, Y.encodeStateAsUpdate(doc));
  return loaded;
}

function wordsOf(doc: Y.Doc): string[] {
  return rejectedBlocks(doc).map((block) => JSON.stringify(block));
}

/** By the room's document, as long as somebody in the room needs one. */
const trials = new WeakMap<Y.Doc, Trial>();

/** The room's copy, made when there is none. */
export function trialOf(room: Y.Doc, needed: () => boolean): Trial {
  const known = trials.get(room);
  if (known) return known;
  const trial = new Trial(room, needed);
  trials.set(room, trial);
  return trial;
}

/** The block that a changed type lies in; the fragment itself for a change of the list of blocks. */
function blockOver(type: Y.AbstractType<unknown>): object {
  let over: Y.AbstractType<unknown> = type;
  for (let parent = over.parent; parent?.parent; parent = over.parent) over = parent;
  return over;
}
