// The fan-out inside one process: of a single node by itself, or of several that share a hub (tests).
import type { Fanout, FanoutMessage } from './fanout';

type Listener = (message: FanoutMessage) => void;

/** A node on its own: nobody to tell. */
export function localFanout(): Fanout {
  return { shared: false, publish: () => undefined, subscribe: () => undefined, close: async () => undefined };
}

/** Nodes that hear each other; messages arrive later, as over a network, and in order. */
export function localHub(): { join(): Fanout } {
  const nodes = new Set<Set<Listener>>();
  return {
    join: () => {
      const own = new Set<Listener>();
      nodes.add(own);
      return {
        shared: true,
        publish: (message) => {
          for (const node of nodes) {
            if (node !== own) queueMicrotask(() => tell(node, message));
          }
        },
        subscribe: (listen) => {
          own.add(listen);
        },
        close: async () => {
          nodes.delete(own);
          own.clear();
        },
      };
    },
  };
}

function tell(listeners: ReadonlySet<Listener>, message: FanoutMessage): void {
  for (const listen of listeners) listen(message);
}
