// Signals to processes that may have ended by themselves.

/** Sends it; a process that is gone already needs none. */
export function signal(pid: number, name: 'SIGKILL' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
