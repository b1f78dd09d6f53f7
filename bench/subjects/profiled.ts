// A subject of which every process writes a CPU profile when it is stopped: `subject-pid.cpuprofile`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProfile } from '../measure/inspector';
import type { Subject } from './subject';

export function profiled(subject: Subject, folder: string): Subject {
  let finish: (() => Promise<string>) | null = null;
  return {
    ...subject,
    start: async () => {
      await subject.start({ inspect: true });
      finish = await startProfile(subject.inspector());
    },
    stop: async () => {
      const { server } = await subject.pids();
      const profile = await finish?.();
      finish = null;
      await subject.stop();
      if (profile === undefined) return;
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${subject.name}-${server}.cpuprofile`), profile);
    },
  };
}
