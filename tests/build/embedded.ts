// The embedded database of a running product, for somebody else on the same machine: an operator, a measurement.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';

async function folderOf(dataDir: string): Promise<string> {
  // Written only where the path of the data directory is too long for a socket.
  const elsewhere = await readFile(join(dataDir, 'socket-folder'), 'utf8').catch(() => null);
  return elsewhere?.trim() ?? join(dataDir, 'socket');
}

/** For openDatabase. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  return `postgres://countersign@localhost/countersign?host=${encodeURIComponent(await folderOf(dataDir))}`;
}

/** Somebody who holds locks for as long as they like, and lives through the end of the server. */
export async function anOperator(dataDir: string): Promise<postgres.Sql> {
  return postgres({
    host: await folderOf(dataDir),
    user: 'countersign',
    database: 'countersign',
    max: 2,
    onnotice: () => undefined,
    // Its own question at the beginning of a connection rejects into nothing when the server dies then.
    fetch_types: false,
  });
}
