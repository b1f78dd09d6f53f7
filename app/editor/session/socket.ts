// A real WebSocket that tells which sync frames go out through it, in order: acknowledgements count exactly these.
import { KIND, LIMIT, SYNC } from '../../../domain/protocol';
import type { SyncKind } from '../save/ledger';

interface Listener {
  onOpening: () => void;
  /** Before the bytes are handed over. */
  onSync: (kind: SyncKind) => void;
  /** The whole copy as a step 2, the present edit included. */
  whole: () => Uint8Array<ArrayBuffer>;
}

export function countingSocket({ onOpening, onSync, whole }: Listener): typeof WebSocket {
  return class CountingSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      onOpening();
    }

    override send(data: string | BufferSource | Blob): void {
      const frame = data instanceof Uint8Array && isTooLarge(data) ? whole() : data;
      const kind = frame instanceof Uint8Array ? syncKindOf(frame) : null;
      if (kind) onSync(kind);
      super.send(frame);
    }
  };
}

/** Step 2 and update are what the server counts; a question (step 1) and presence are not. */
export function syncKindOf(frame: Uint8Array): SyncKind | null {
  if (frame[0] !== KIND.sync) return null;
  if (frame[1] === SYNC.step2) return 'step2';
  return frame[1] === SYNC.update ? 'update' : null;
}

/**
 * Pasting, or undoing the deletion of, a long text is one update of more than an update may be, and the socket would be closed
 * for good (4413). A step 2 may be as large as a document.
 */
export function isTooLarge(frame: Uint8Array): boolean {
  return frame.length > LIMIT.update && syncKindOf(frame) === 'update';
}
