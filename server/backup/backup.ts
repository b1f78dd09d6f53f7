// Taking a backup: one instant of the whole database, streamed into one file, while people go on typing (P13).
import { atOneInstant, linesOf } from '../../db/backup/dump';
import { migrationTimes } from '../../db/migrate';
import type { Database } from '../../db/open';
import { VERSION } from '../version';
import { Progress } from './progress';
import { BackupWriter, type Written } from './writer';

/**
 * Everything that is committed when it begins, and nothing of what comes later. `path` holds the backup before it or the new
 * one, never a part. @throws BackupRefused, NothingToBackUp, DatabaseTooNew; errors of the disk as they come.
 */
export async function takeBackup(given: {
  database: Pick<Database, 'sql'>;
  path: string;
  /** The folder of the migrations of this version. */
  migrations: string;
  say: (line: string) => void;
  /** Aborted, the backup ends as if the disk were full. */
  signal: AbortSignal;
}): Promise<Written & { tables: number }> {
  const { database, path, migrations, say, signal } = given;
  const progress = new Progress(say);
  const writer = await BackupWriter.create(path);
  let tables = 0;
  try {
    await atOneInstant(database.sql, migrationTimes(migrations), async (tx, instant) => {
      say(`Backing up as of ${instant.at}`);
      tables = instant.tables.length;
      const { migration, at: takenAt } = instant;
      await writer.head({ product: VERSION, migration, takenAt, tables: instant.tables });
      for (const table of instant.tables) {
        for await (const lines of linesOf(tx, table)) {
          signal.throwIfAborted();
          await writer.lines(lines);
          progress.passed(table.name, lines);
        }
        progress.table(table.name, await writer.endTable());
      }
    });
    signal.throwIfAborted();
    return { ...(await writer.finish()), tables };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
