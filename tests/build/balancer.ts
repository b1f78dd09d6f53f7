// A plain load balancer: each TCP connection to the node with the fewest, and on to another when it is not there.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  port: number;
  url: string;
  /** When connections reached a node, ms since 1970, in order. */
  readonly connects: readonly number[];
  close(): Promise<void>;
}

/** Over these ports of this machine; nobody sticks to a node. */
export async function aBalancer(nodes: readonly number[]): Promise<Balancer> {
  const connects: number[] = [];
  const open = new Set<Socket>();
  const held = new Map(nodes.map((node) => [node, 0]));
  const count = (node: number, more: 1 | -1) => held.set(node, (held.get(node) ?? 0) + more);
  const server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => open.delete(client));
    reach(
      client,
      nodes.toSorted((a, b) => (held.get(a) ?? 0) - (held.get(b) ?? 0)),
    );
  });
  function reach(client: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined || client.destroyed) {
      client.destroy();
      return;
    }
    const node = connect({ port, host: '127.0.0.1', noDelay: true });
    let reached = false;
    count(port, 1);
    node.once('connect', () => {
      reached = true;
      connects.push(Date.now());
      client.pipe(node);
      node.pipe(client);
    });
    node.on('error', () => {
      if (reached) client.destroy();
      else reach(client, others);
    });
    node.on('close', () => {
      count(port, -1);
      if (reached) client.destroy();
    });
    client.on('close', () => node.destroy());
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}`,
    connects,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** The most of these moments that fall into one second. */
export function peakPerSecond(moments: readonly number[]): number {
  let peak = 0;
  let from = 0;
  moments.forEach((moment, at) => {
    while (moment - (moments[from] ?? moment) >= 1000) from += 1;
    peak = Math.max(peak, at - from + 1);
  });
  return peak;
}
