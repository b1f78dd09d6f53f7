// What nodes of one service tell each other: of the text always after the commit, so that a lost message costs time and never data.
import type { Notice } from '../../domain/protocol';

/** One entry of presence as another node shows it. */
export interface ShownElsewhere {
  clientId: number;
  /** Grows with each entry under this id. */
  clock: number;
  personId: string;
  /** What peers get; null: gone. */
  json: string | null;
}

export type FanoutMessage =
  /** Updates `seqFrom`… of a document are committed, and all before them. Who has not those reads the log; `updates` may be empty. */
  | { kind: 'updates'; docId: string; epoch: number; seqFrom: number; updates: readonly Uint8Array[] }
  /** A freeze or thaw is committed: what was checked before it is refused by the log. */
  | { kind: 'frozen'; docId: string }
  | { kind: 'notice'; docId: string; notice: Notice }
  /** Rights are to be asked again. */
  | { kind: 'askAgain'; who: { reviewId?: string; personId?: string; sessionId?: string } }
  /** Who shows up on that node, as far as it has changed; who `asks` is told of all. `at`: that node's time (collab/nodesTime.ts). */
  | { kind: 'presence'; docId: string; at: number; asks: boolean; entries: readonly ShownElsewhere[] };

export interface Fanout {
  /** Whether there can be other nodes: then memory alone does not hold everything that is acknowledged. */
  readonly shared: boolean;
  /** To every other node, never to this one. Does not wait, does not throw. */
  publish(message: FanoutMessage): void;
  /**
   * Calls `listen` with what other nodes publish, in each node's order. `missed` is called when messages may have been lost, as
   * soon as others are heard again: what they said is to be asked for.
   */
  subscribe(listen: (message: FanoutMessage) => void, missed?: () => void): void;
  close(): Promise<void>;
}

/** One that can be away, with its numbers for /metrics. */
export interface WatchedFanout extends Fanout {
  /** Whether the others hear this node and it hears them. */
  readonly connected: boolean;
  stats(): Record<string, number>;
}
