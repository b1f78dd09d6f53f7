// The fan-out between simulated nodes: messages are late, overtake each other, come twice or not at all.
import type { Fanout, FanoutMessage } from '../../server/fanout/fanout';
import type { Host } from './store';
import type { World } from './world';

export class Hub {
  calm = false;
  private readonly world: World;
  private readonly nodes = new Map<Host, Set<(message: FanoutMessage) => void>>();

  constructor(world: World) {
    this.world = world;
  }

  join(host: Host): Fanout {
    const listeners = new Set<(message: FanoutMessage) => void>();
    this.nodes.set(host, listeners);
    host.onDeath(() => this.nodes.delete(host));
    return {
      shared: true,
      publish: (message) => {
        if (!host.acts()) return;
        for (const [other, heard] of this.nodes) if (other !== host) this.carry(other, heard, message);
      },
      subscribe: (listen) => {
        listeners.add(listen);
      },
      close: async () => {
        this.nodes.delete(host);
      },
    };
  }

  private carry(to: Host, listeners: ReadonlySet<(message: FanoutMessage) => void>, message: FanoutMessage): void {
    const { world } = this;
    const times = this.calm ? 1 : world.chance(0.06) ? 0 : world.chance(0.06) ? 2 : 1;
    for (let n = 0; n < times; n++) {
      const ms = world.chance(this.calm ? 0 : 0.1) ? world.between(5, 1500) : world.between(0.1, 3);
      world.after(ms, () =>
        to.awake(() => {
          if (to.alive) for (const listen of listeners) listen(message);
        }),
      );
    }
  }
}
