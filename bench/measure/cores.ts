// Which core the servers run on and which the clients: separate ones where the machine has two and taskset.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

export interface Cores {
  /** Pins a process and what it starts from now on. */
  server(pid: number): void;
  client(pid: number): void;
  /** One sentence for the head of the table. */
  said: string;
}

export function findCores(): Cores {
  const has = availableParallelism() > 1 && spawnSync('taskset', ['-p', String(process.pid)]).status === 0;
  if (!has) {
    const nothing = () => undefined;
    return { server: nothing, client: nothing, said: 'not pinned: taskset or a second core is missing' };
  }
  return { server: pin(0), client: pin(1), said: 'servers (and PostgreSQL) on core 0, clients on core 1' };
}

const pin = (core: number) => (pid: number) => {
  const done = spawnSync('taskset', ['-a', '-cp', String(core), String(pid)]);
  if (done.status !== 0) throw new Error(`taskset: ${String(done.stderr)}`);
};
