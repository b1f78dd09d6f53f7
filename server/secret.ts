// The server's secret: given by the environment, or made once and kept in the data directory (embedded database only).
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../db/embedded/files';

/** 64 hex characters, readable by this account alone. Written whole before it has its name, so that a kill leaves no half of it. */
export async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  const found = await read(path);
  if (found !== null) return found;
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
  try {
    await link(draft, path);
    await syncFolder(dataDir);
  } catch (error) {
    // Another first start was quicker: its secret is the one.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const kept = await read(path);
  if (kept === null) throw new Error(`The secret in ${path} cannot be read.`);
  return kept;
}

async function read(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    if (!/^[0-9a-f]{64}$/.test(text))
      throw new Error(`${path} does not hold a secret of ours; move it aside, or set COUNTERSIGN_SECRET.`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
