// Small questions to the file system, with "it is not there" as an answer, and what makes a rename last.
import { open, readFile, stat } from 'node:fs/promises';
import { codeOf } from './error';

/** Null when there is no such file. */
export const textOf = (path: string): Promise<string | null> => orNull(readFile(path, 'utf8'));

/** Who owns it; null when there is nothing. */
export async function ownerOf(path: string): Promise<{ uid: number; gid: number } | null> {
  const found = await orNull(stat(path));
  return found && { uid: found.uid, gid: found.gid };
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
}

/** How a folder is removed that somebody may still be writing into: what came in between is removed at the next try. */
export const CLEARED = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };

/** A rename is durable when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
