// Which processes live in a cluster: PostgreSQL and its children have their working directory there, whatever a pid file says.
import { connect } from 'node:net';
import { join } from 'node:path';
import { textOf } from './files';
import { run } from './run';
import { socketPath } from './socket';
import type { ServerUser } from './user';

/**
 * Process ids with their working directory in exactly this folder (a path without symbolic links). Asked as `user`:
 * in a container even root may not look at the processes of others.
 */
export async function processesIn(folder: string, user: ServerUser | null): Promise<number[]> {
  const [program, ...args] =
    process.platform === 'linux'
      ? ['/bin/sh', '-c', LOOK, 'sh', folder]
      : ['lsof', '-t', '-a', '-d', 'cwd', '--', folder];
  const { output } = await run(program ?? '', args, user);
  return output.match(/\d+/g)?.map(Number) ?? [];
}

/** One shell for all: `-ef` is false where it may not look, and for zombies. */
const LOOK = 'cd /proc && for p in [0-9]*; do [ "$p/cwd" -ef "$1" ] && echo "$p"; done; :';

/** Whether a server accepts connections on this folder's socket; it may live in another container, unseen. */
export function listensIn(socketDir: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(socketDir));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

export interface PidFile {
  pid: number;
  socketDir: string;
  status: string;
}

export const pidFileOf = (cluster: string) => join(cluster, 'postmaster.pid');

/** What the server wrote about itself; null when there is no such file. */
export async function readPidFile(cluster: string): Promise<PidFile | null> {
  const lines = (await textOf(pidFileOf(cluster)))?.split('\n');
  return lines ? { pid: Number(lines[0]), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() } : null;
}
