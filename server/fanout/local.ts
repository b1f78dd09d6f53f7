// The fan-out without a network: of a single node by itself, of nodes that only share the log, or of several in one process (tests).
import type { Fanout, FanoutMessage } from './fanout';

type Listener = (message: FanoutMessage) => void;

/** A node on its own: nobody to tell. */
export function localFanout(): Fanout {
  return { shared: false, publish: () => undefined, subscribe: () => undefined, close: async () => undefined };
}

/** Others may write into the same database and there is no way to talk to them: they meet in the log, a look every 2 s. */
export function logOnlyFanout(): Fanout {
  return { ...localFanout(), shared: true };
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
