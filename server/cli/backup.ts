// `backup FILE` and `restore FILE`: what they say and when they refuse (P13).

import { requireCluster } from '../../db/embedded/guest';
import type { Database } from '../../db/open';
import { ConnectionLost } from '../../db/transactions';
import { takeBackup } from '../backup/backup';
import { count, secondsSince, size } from '../backup/progress';
import { withFile } from '../backup/reader';
import { type Restored, requireBackup, restoreBackup } from '../backup/restore';
import { besideServer, type Surroundings } from './database';

/** Standard output is the command's answer; what goes on meanwhile stands beside it. */
const say = (line: string) => void process.stderr.write(`${line}\n`);
const answer = (lines: readonly string[]) => void process.stdout.write(`${lines.join('\n')}\n`);

export async function backup(at: Surroundings, path: string): Promise<void> {
  const { env, migrations } = at;
  const began = performance.now();
  if (!env.databaseUrl) await requireCluster(env.dataDir);
  const {
    tables,
    rows,
    bytes,
    size: written,
    sha256,
  } = await interruptible(at, (database, signal) => takeBackup({ database, path, migrations, say, signal }));
  answer([
    `Backed up: ${tables} tables, ${count(rows)} rows, ${size(bytes)} in a file of ${size(written)}, ${secondsSince(began)}.`,
    `sha256 ${sha256}  ${path}`,
  ]);
}

export async function restore(
  at: Surroundings,
  path: string,
  { replace, check }: { replace: boolean; check: boolean },
): Promise<void> {
  const { env, log, migrations } = at;
  const began = performance.now();
  await withFile(path, async (file) => {
    say(`Checking ${path}`);
    // Before a database is started, made or even looked at.
    const checked = await requireBackup(path, file, migrations);
    const { head, read } = checked;
    const what = `${head.tables.length} tables, ${count(read.rows)} rows, ${size(read.bytes)}`;
    const digest = `sha256 ${read.sha256}  ${path}`;
    if (check) return answer([`Whole: a backup of ${head.takenAt} with ${what}, ${secondsSince(began)}.`, digest]);
    say(`Restoring the backup of ${head.takenAt}`);
    const { restored, guest } = await interruptible(at, async (database, signal, guest) => {
      const given = { database, path, file, checked, replace, migrations, log, say, signal };
      return { guest, restored: await restoreBackup(given) };
    });
    answer([
      `Restored: ${what}, ${secondsSince(began)}.`,
      ...after(restored, guest || env.databaseUrl !== null),
      digest,
    ]);
  });
}

function after({ documents, epoch, sessions, links, disabled, damaged, broken }: Restored, served: boolean): string[] {
  const lines = [
    `${count(documents)} documents begin a new history (epoch ${epoch}): copies of the old one are offered to their writers, never merged.`,
    `Everybody signs in again: ${count(sessions)} sessions and tokens and ${count(links)} links were ended.`,
  ];
  if (disabled > 0) lines.push(`${count(disabled)} people who were disabled after the backup stay disabled.`);
  if (damaged > 0)
    lines.push(
      `${count(damaged)} stored updates were damaged and were read without their damage: see the log lines above.`,
    );
  if (broken !== null)
    lines.push(`The record of events in the backup does not hold from event ${broken} on: somebody has changed it.`);
  if (served) lines.push('Restart every server that runs on this database.');
  return lines;
}

/** Ctrl-C and SIGTERM end the work in order: nothing half-done stays. A second one ends the process. */
async function interruptible<T>(
  at: Surroundings,
  work: (database: Database, signal: AbortSignal, guest: boolean) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const { signal } = stop;
  const onSignal = () => stop.abort(new Interrupted('Interrupted: nothing was changed.'));
  for (const name of SIGNALS) process.once(name, onSignal);
  try {
    return await besideServer(at, (database, guest) => {
      // It may be waiting for a lock, or in the middle of a long statement.
      signal.addEventListener('abort', () => void database.sql.end({ timeout: 0 }));
      return work(database, signal, guest);
    });
  } catch (error) {
    if (!(error instanceof ConnectionLost && error.unsure)) signal.throwIfAborted();
    throw error;
  } finally {
    for (const name of SIGNALS) process.removeListener(name, onSignal);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export class Interrupted extends Error {}
