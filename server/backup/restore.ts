// Bringing a backup back: read to its last byte before anything is touched, then one transaction that does all of it or nothing.
import type { FileHandle } from 'node:fs/promises';
import type postgres from 'postgres';
import { endEverySession, highestEpoch, keepDisabled } from '../../db/backup/afterwards';
import { dropTables, fill, holdTables, setGuards } from '../../db/backup/fill';
import { type Table, tablesIn } from '../../db/backup/tables';
import { migrateIn, migrationTimes } from '../../db/migrate';
import type { Database } from '../../db/open';
import { epochAfterRestore } from '../../domain/epoch';
import type { Log } from '../log';
import { type BackupHead, BackupRefused } from './format';
import { beginHistories } from './histories';
import { Lines } from './lines';
import { Progress } from './progress';
import { BackupReader, checkBackup, type Read } from './reader';
import { recordRestore } from './record';

export interface Restored {
  read: Read;
  takenAt: string;
  documents: number;
  epoch: number;
  sessions: number;
  links: number;
  /** People who were disabled in what was replaced, and are again. */
  disabled: number;
  /** Rows of logs that had to be cured or left out. */
  damaged: number;
  /** First event of the record that does not fit; null when the chain holds. */
  broken: number | null;
}

interface Given {
  database: Pick<Database, 'sql'>;
  path: string;
  file: FileHandle;
  /** What `requireBackup` has read of it. */
  checked: { head: BackupHead; read: Read };
  /** Whether an installation in use may be replaced. */
  replace: boolean;
  migrations: string;
  log: Log;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** Reads the whole file, and whether this version can restore it. Touches nothing. @throws BackupRefused. */
export async function requireBackup(path: string, file: FileHandle, migrations: string): Promise<Given['checked']> {
  const checked = await checkBackup(path, file);
  if (!migrationTimes(migrations).includes(checked.head.migration)) {
    throw new BackupRefused(`${path} was written by another, newer version of Countersign: restore it with that one.`);
  }
  return checked;
}

/** @throws BackupRefused, DatabaseTooNew; whatever is thrown, the database is as it was. */
export async function restoreBackup(given: Given): Promise<Restored> {
  const { database, replace, migrations, checked, log, say, signal } = given;
  const { migration, takenAt } = checked.head;
  return database.sql.begin(async (tx) => {
    await migrateIn(tx, migrations);
    const before = await holdTables(tx);
    if (before.used && !replace) throw new BackupRefused(IN_USE);
    const others = await dropTables(tx);
    await migrateIn(tx, migrations, migration);
    const tables = await requireTables(tx, checked.head, others);
    await setGuards(tx, tables, 'asleep');
    const read = await load(tx, given, tables);
    await setGuards(tx, tables, 'awake');
    if (read.sha256 !== checked.read.sha256)
      throw new BackupRefused(`${given.path} was changed while it was read: nothing was changed.`);
    // What came since the backup was taken: the tables of this version.
    await migrateIn(tx, migrations);
    say('Opening a new history of every document');
    const highest = Math.max(before.epoch, await highestEpoch(tx));
    const epoch = epochAfterRestore({ highest, now: Date.now() });
    if (epoch > LAST_EPOCH)
      throw new BackupRefused('There is no number left for another history. Nothing was changed.');
    const { ids, damaged } = await beginHistories(tx, { epoch, log, say });
    const ended = { ...(await endEverySession(tx)), disabled: await keepDisabled(tx, before.disabled) };
    const facts = { epoch, takenAt, sha256: read.sha256, replaced: before.head, ...ended, reviewIds: ids };
    const broken = await recordRestore(database.sql, tx, facts);
    signal.throwIfAborted();
    return { read, takenAt, documents: ids.length, epoch, ...ended, damaged, broken };
  });
}

/** What the column holds. */
const LAST_EPOCH = 2 ** 31 - 1;

const IN_USE =
  'There are people or reviews in this database: restore into an empty one, or say --replace to lose everything that is in it and not in the backup. Nothing was changed.';

/** The tables of the backup's own version, exactly: none unknown, none missing, no column more or less. */
async function requireTables(
  tx: postgres.TransactionSql,
  head: BackupHead,
  others: ReadonlySet<string>,
): Promise<Table[]> {
  const known = (await tablesIn(tx)).filter(({ name }) => !others.has(name));
  const shapes = new Map(known.map((table) => [shapeOf(table), table]));
  for (const table of head.tables)
    if (!shapes.delete(shapeOf(table)))
      throw new BackupRefused(
        `The backup has a table that its version does not know: ${JSON.stringify(table.name)}. Nothing was changed.`,
      );
  for (const { name } of shapes.values())
    throw new BackupRefused(`The backup lacks the table ${name}. Nothing was changed.`);
  // In the file's order of tables and columns; names and types are those of the catalogue, letter for letter.
  return head.tables;
}

/** Equal for equal tables, whatever the order of their columns. */
function shapeOf({ name, columns }: Table): string {
  return JSON.stringify([name, columns.map((column) => [column.name, column.type]).sort()]);
}

/** The way through the file again: what is loaded is what was checked. */
async function load(
  tx: postgres.TransactionSql,
  { path, file, say, signal }: Given,
  tables: readonly Table[],
): Promise<Read> {
  const { reader, head } = await BackupReader.over(path, file);
  const progress = new Progress(say);
  const parts = reader.parts(head);
  const lines = new Lines();
  let at = 0;
  for (let next = await parts.next(); ; next = await parts.next()) {
    signal.throwIfAborted();
    if (next.done) return next.value;
    const table = tables[at];
    if (!table) throw new BackupRefused(`${path} was changed while it was read: nothing was changed.`);
    const part = next.value;
    const lots = part.kind === 'rows' ? lines.add(part.lines) : [lines.end()];
    for (const lot of lots) {
      await put(tx, table, lot);
      progress.passed(table.name, lot);
    }
    if (part.kind === 'rows') continue;
    progress.table(table.name, part);
    at += 1;
  }
}

async function put(tx: postgres.TransactionSql, table: Table, lot: readonly string[]): Promise<void> {
  if (lot.length === 0) return;
  try {
    if (await fill(tx, table, lot)) return;
  } catch (error) {
    // SQLSTATE 22 and 23: the values are at fault. Anything else is the database's trouble and says so itself.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^2[23]/.test(code)) throw error;
    throw new BackupRefused(
      `The backup holds rows that do not fit the table ${table.name} (${code}). Nothing was changed.`,
      {
        cause: error,
      },
    );
  }
  throw new BackupRefused(`The backup holds lines that are no rows of the table ${table.name}. Nothing was changed.`);
}
