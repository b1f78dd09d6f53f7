// What a server that runs with --inspect can be asked: to collect its garbage, what it holds, where its time goes.
import WebSocket from 'ws';

/** The inspector's address as Node prints it at the start. @throws when the process runs without --inspect. */
export function inspectorIn(output: string): string {
  const address = /Debugger listening on (ws:\S+)/.exec(output)?.[1];
  if (address === undefined) throw new Error('it runs without --inspect');
  return address;
}

/**
 * Collects twice (what finalizers let go is collected by the second), then answers what JavaScript holds in bytes, buffers
 * included. @throws when the inspector does not answer.
 */
export async function collectGarbage(inspector: string): Promise<number> {
  const socket = await opened(inspector);
  try {
    await ask(socket, 'HeapProfiler.collectGarbage');
    await ask(socket, 'HeapProfiler.collectGarbage');
    const { result } = await ask(socket, 'Runtime.evaluate', { expression: HELD });
    return Number(result?.result?.value);
  } finally {
    socket.close();
  }
}

/** How many timers, sockets and the like keep the process busy, by Node's name of their kind. */
export async function activeResources(inspector: string): Promise<Record<string, number>> {
  const socket = await opened(inspector);
  try {
    const { result } = await ask(socket, 'Runtime.evaluate', { expression: 'process.getActiveResourcesInfo().join()' });
    const kinds = String(result?.result?.value).split(',');
    return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]));
  } finally {
    socket.close();
  }
}

const HELD = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';

/** Samples from now on; the answer's call ends it and gives the profile, as Chrome's developer tools read it. */
export async function startProfile(inspector: string): Promise<() => Promise<string>> {
  const socket = await opened(inspector);
  await ask(socket, 'Profiler.enable');
  await ask(socket, 'Profiler.start');
  return async () => {
    const { result } = await ask(socket, 'Profiler.stop');
    socket.close();
    return JSON.stringify(result?.profile);
  };
}

interface Answer {
  result?: { result?: { value?: unknown }; profile?: unknown };
}

async function opened(inspector: string): Promise<WebSocket> {
  const socket = new WebSocket(inspector, { maxPayload: 512 * 1024 * 1024 });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

async function ask(socket: WebSocket, method: string, params: object = {}): Promise<Answer> {
  const answered = new Promise<Answer>((resolve, reject) => {
    socket.once('message', (data) => resolve(JSON.parse(String(data)) as Answer)).once('error', reject);
  });
  socket.send(JSON.stringify({ id: 1, method, params }));
  return answered;
}
