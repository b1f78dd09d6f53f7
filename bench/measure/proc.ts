// What the kernel knows of a process: CPU it has used and memory it holds, read from /proc (Linux).
import { readFile } from 'node:fs/promises';

/** Ticks a second of /proc/PID/stat: 100 on every Linux that Node runs on. One tick, 10 ms, is the grain of every CPU figure. */
const TICKS = 100;

/** User and system time that these processes have used so far, in ms. One that has ended meanwhile counts nothing. */
export async function cpuMs(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map(cpuOf));
  return each.reduce((sum, ms) => sum + ms, 0);
}

async function cpuOf(pid: number): Promise<number> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  if (stat === null) return 0;
  // The name stands in brackets and may hold spaces: fields are counted behind it, from field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** Memory of these processes, shared pages counted by share (PSS), in KiB. */
export async function pssKiB(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map((pid) => readIfThere(`/proc/${pid}/smaps_rollup`)));
  return each.reduce((sum, text) => sum + Number(/^Pss:\s+(\d+) kB/m.exec(text ?? '')?.[1] ?? 0), 0);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
