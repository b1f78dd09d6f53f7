// A full garbage collection in a server that runs with --inspect: memory that is garbage would drown what is held.
import WebSocket from 'ws';

/** The inspector's address as Node prints it at the start, or null. */
export function inspectorIn(output: string): string | null {
  return /Debugger listening on (ws:\S+)/.exec(output)?.[1] ?? null;
}

/** Collects twice: what finalizers let go is collected by the second. @throws when the inspector does not answer. */
export async function collectGarbage(inspector: string): Promise<void> {
  const socket = new WebSocket(inspector);
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  try {
    for (const id of [1, 2]) {
      const answered = new Promise<void>((resolve, reject) => {
        socket.once('message', () => resolve()).once('error', reject);
      });
      socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
      await answered;
    }
  } finally {
    socket.close();
  }
}
