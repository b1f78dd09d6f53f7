// What the kernel knows of a process: CPU it has used and memory it holds, read from /proc (Linux).
import { readdir, readFile } from 'node:fs/promises';

/** User and system time that these processes have used so far, in ms. One that has ended meanwhile counts nothing. */
export async function cpuMs(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map(cpuOf));
  return each.reduce((sum, ms) => sum + ms, 0);
}

/** By the scheduler, in nanoseconds and a thread at a time: /proc/PID/stat counts in ticks of 10 ms, half of what some figures are. */
async function cpuOf(pid: number): Promise<number> {
  const threads = await whenThere(() => readdir(`/proc/${pid}/task`));
  const each = await Promise.all((threads ?? []).map((id) => readIfThere(`/proc/${pid}/task/${id}/schedstat`)));
  return each.reduce((sum, text) => sum + Number(text?.split(' ')[0] ?? 0), 0) / 1e6;
}

/** Memory of these processes, shared pages counted by share (PSS), in KiB. */
export async function pssKiB(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map((pid) => readIfThere(`/proc/${pid}/smaps_rollup`)));
  return each.reduce((sum, text) => sum + Number(/^Pss:\s+(\d+) kB/m.exec(text ?? '')?.[1] ?? 0), 0);
}

const readIfThere = (path: string) => whenThere(() => readFile(path, 'utf8'));

async function whenThere<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
