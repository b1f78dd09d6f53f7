// A package as its files: out of the zip, or out of the folder into which somebody unpacked it.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_LIMIT } from '../../domain/package/format';
import { Refused } from '../../domain/refusal';
import { readZip } from '../../domain/zip';
import { inflate } from './zip';

/** @throws Refused as `readZip` and `inflate`. */
export function filesOfZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return new Map([...readZip(zip)].map(([name, entry]) => [name, inflate(zip, entry, PACKAGE_LIMIT)]));
}

/** @throws Refused `too-large`; Error of the file system. */
export async function filesAt(path: string): Promise<Map<string, Uint8Array>> {
  const found = await stat(path);
  if (!found.isDirectory()) {
    bounded(path, found.size);
    return filesOfZip(await readFile(path));
  }
  const files = new Map<string, Uint8Array>();
  for (const name of await readdir(path)) {
    const file = join(path, name);
    bounded(file, (await stat(file)).size);
    files.set(name, await readFile(file));
  }
  return files;
}

function bounded(path: string, size: number): void {
  if (size > PACKAGE_LIMIT) throw new Refused('too-large', { detail: `${path}: limit ${PACKAGE_LIMIT} bytes` });
}
