// What nodes of one service tell each other: always after the commit, so that a lost message costs time and never data.
import type { Notice } from '../../domain/protocol';

export type FanoutMessage =
  /** Updates `seqFrom`… of a document are committed. Who has not the one before reads the log. */
  | { kind: 'updates'; docId: string; epoch: number; seqFrom: number; updates: readonly Uint8Array[] }
  /** A freeze or thaw is committed: what was checked before it is refused by the log. */
  | { kind: 'frozen'; docId: string }
  | { kind: 'notice'; docId: string; notice: Notice }
  /** Rights are to be asked again. */
  | { kind: 'askAgain'; who: { reviewId?: string; personId?: string; sessionId?: string } };

export interface Fanout {
  /** Whether there can be other nodes: then memory alone does not hold everything that is acknowledged. */
  readonly shared: boolean;
  /** To every other node, never to this one. Does not wait, does not throw. */
  publish(message: FanoutMessage): void;
  /** Calls `listen` with what other nodes publish, in each node's order. */
  subscribe(listen: (message: FanoutMessage) => void): void;
  close(): Promise<void>;
}
