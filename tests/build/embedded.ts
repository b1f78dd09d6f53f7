// The embedded database of a running product, for somebody else on the same machine: an operator, a measurement.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** For openDatabase. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  // Written only where the path of the data directory is too long for a socket.
  const elsewhere = await readFile(join(dataDir, 'socket-folder'), 'utf8').catch(() => null);
  const folder = elsewhere?.trim() ?? join(dataDir, 'socket');
  return `postgres://countersign@localhost/countersign?host=${encodeURIComponent(folder)}`;
}
