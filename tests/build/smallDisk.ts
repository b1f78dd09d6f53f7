// A home for the product on a small disk of its own, which can be filled and emptied (tmpfs; only root may mount one).
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aHome, type Home, pause, postgresPids } from './product';
import { signal } from './signal';

export interface SmallDisk extends Home {
  /** Takes every byte that is free, and again what becomes free, until `free`. */
  fill(): Promise<void>;
  free(): Promise<void>;
}

const MIB = 1024 * 1024;

/** Why there is none here; null when there is. */
export function whyNoSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'cs-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'countersign-test', folder], { stdio: 'pipe' });
    execFileSync('umount', [folder], { stdio: 'pipe' });
    return null;
  } catch {
    // The reason is the answer: no root, no right to mount in this container, no such program.
    return 'no small disk can be mounted here';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A data directory on a disk of so many MiB. */
export async function aSmallDisk(mib: number): Promise<SmallDisk> {
  // Its port; the folder is not used.
  const { port, clear } = await aHome();
  await clear();
  const folder = mkdtempSync(join(tmpdir(), 'cs-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'countersign-test', folder]);
  // As root, PostgreSQL runs as another user, who must pass through.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'data');
  const ballast = join(folder, 'ballast');
  let filling = false;
  let filled: Promise<void> = Promise.resolve();
  const free = async () => {
    filling = false;
    await filled;
    await rm(ballast, { force: true });
  };
  return {
    dataDir,
    port,
    fill: async () => {
      filling = true;
      await takeAll(ballast, folder);
      filled = (async () => {
        for (; filling; await pause(20)) await takeAll(ballast, folder);
      })();
    },
    free,
    clear: async () => {
      await free();
      for (const pid of await postgresPids(dataDir)) signal(pid, 'SIGKILL');
      for (let tries = 0; (await postgresPids(dataDir)).length > 0 && tries < 100; tries++) await pause(20);
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Appends until nothing is free. */
async function takeAll(ballast: string, folder: string): Promise<void> {
  const file = await open(ballast, 'a');
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(folder);
      if (bavail === 0) return;
      await file.write(Buffer.alloc(Math.min(MIB, bavail * bsize)));
    }
  } catch (error) {
    // Somebody else took the last of it: it is full all the same.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
