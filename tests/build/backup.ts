// Backups in a test: taken and restored in this process, in a folder that is removed afterwards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../db/open';
import { takeBackup } from '../../server/backup/backup';
import { withFile } from '../../server/backup/reader';
import { type Restored, requireBackup, restoreBackup } from '../../server/backup/restore';
import { createLog } from '../../server/log';

export const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));

const quiet = () => undefined;

export async function aFolder(): Promise<{ file(name: string): string; folder: string; clear(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'cs-backup-'));
  return { folder, file: (name) => join(folder, name), clear: () => rm(folder, { recursive: true, force: true }) };
}

export function backUp(database: Database, path: string) {
  return takeBackup({ database, path, migrations: MIGRATIONS, say: quiet, signal: new AbortController().signal });
}

/** `migrations`: those of the version that restores. */
export function bringBack(
  database: Database,
  path: string,
  { replace = false, migrations = MIGRATIONS }: { replace?: boolean; migrations?: string } = {},
): Promise<Restored> {
  return withFile(path, async (file) => {
    const checked = await requireBackup(path, file, migrations);
    const log = createLog('error', (line) => console.warn(line));
    const { signal } = new AbortController();
    return restoreBackup({ database, path, file, checked, replace, migrations, log, say: quiet, signal });
  });
}
