// Unpacking the entries of a zip archive: no inflation passes its bound.
import { inflateRawSync } from 'node:zlib';
import { Refused } from '../../domain/refusal';
import { checkUnpacked, unreadable, type ZipEntry } from '../../domain/zip';

/** The bytes of one entry, at most `limit`. @throws Refused `too-large`, `unreadable-file` when size or checksum are not as announced. */
export function inflate(zip: Buffer, entry: ZipEntry, limit: number): Buffer {
  if (entry.size > limit) throw new Refused('too-large', { detail: `${entry.name}: limit ${limit} bytes` });
  const packed = zip.subarray(entry.data, entry.data + entry.packed);
  const bytes = entry.method === 0 ? packed : inflated(packed, entry);
  checkUnpacked(entry, bytes);
  return bytes;
}

function inflated(packed: Buffer, entry: ZipEntry): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch (error) {
    throw unreadable(`${entry.name}: ${error instanceof Error ? error.message : 'not deflated'}`);
  }
}
