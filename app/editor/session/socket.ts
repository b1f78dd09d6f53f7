// A real WebSocket that tells which sync frames go out through it, in order: acknowledgements count exactly these.
import { KIND, SYNC } from '../../../domain/protocol';
import type { SyncKind } from '../save/ledger';

interface Listener {
  onOpening: () => void;
  /** Before the bytes are handed over. */
  onSync: (kind: SyncKind) => void;
}

export function countingSocket({ onOpening, onSync }: Listener): typeof WebSocket {
  return class CountingSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      onOpening();
    }

    override send(data: string | BufferSource | Blob): void {
      const kind = data instanceof Uint8Array ? syncKindOf(data) : null;
      if (kind) onSync(kind);
      super.send(data);
    }
  };
}

/** Step 2 and update are what the server counts; a question (step 1) and presence are not. */
export function syncKindOf(frame: Uint8Array): SyncKind | null {
  if (frame[0] !== KIND.sync) return null;
  if (frame[1] === SYNC.step2) return 'step2';
  return frame[1] === SYNC.update ? 'update' : null;
}
