// A strict reader of zip archives: the whole directory is checked before one byte is inflated, and no inflation passes its bound.
import { crc32, inflateRawSync } from 'node:zlib';
import { Refused } from '../../domain/refusal';

export interface ZipEntry {
  name: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  /** Offsets of its header and of its packed bytes. */
  start: number;
  data: number;
}

/** Bounds of one archive; `bytes` is the sum of what all entries say they inflate to. */
const LIMITS = { entries: 2000, bytes: 64 * 1024 * 1024, ratio: 200, ratioFrom: 1024 * 1024, name: 260 };
const END = { signature: 0x06054b50, size: 22 };
const CENTRAL = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
/** Encrypted, patched, strongly encrypted, masked headers. */
const FORBIDDEN_FLAGS = 0x0001 | 0x0020 | 0x0040 | 0x2000;
const SIZES_FOLLOW = 0x0008;
const SYMLINK = 0xa000;

/**
 * The files of the archive by name.
 * @throws Refused `unreadable-file` for anything but a plain, whole archive (encrypted, zip64, overlapping or duplicate entries,
 * links, names that lead outside, headers that contradict each other), `too-large` for one that says it inflates too far.
 */
export function readZip(zip: Buffer): Map<string, ZipEntry> {
  const end = endOf(zip);
  const entries = new Map<string, ZipEntry>();
  const seen = new Set<string>();
  let at = end.directory;
  for (let n = 0; n < end.count; n++) {
    const { entry, next } = centralAt(zip, at, end.start);
    at = next;
    if (seen.has(entry.name.toLowerCase())) throw unreadable('two entries of one name');
    seen.add(entry.name.toLowerCase());
    entries.set(entry.name, entry);
  }
  if (at !== end.start) throw unreadable('the directory is longer than its entries');
  checkSizes([...entries.values()]);
  checkOverlap([...entries.values()], end.directory);
  return entries;
}

/** The bytes of one entry, at most `limit`. @throws Refused `too-large`, `unreadable-file` when size or checksum are not as announced. */
export function inflate(zip: Buffer, entry: ZipEntry, limit: number): Buffer {
  if (entry.size > limit) throw new Refused('too-large', { detail: `${entry.name}: limit ${limit} bytes` });
  const packed = zip.subarray(entry.data, entry.data + entry.packed);
  const bytes = entry.method === 0 ? packed : inflated(packed, entry);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw unreadable(`${entry.name} is damaged`);
  return bytes;
}

function inflated(packed: Buffer, entry: ZipEntry): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch (error) {
    throw unreadable(`${entry.name}: ${error instanceof Error ? error.message : 'not deflated'}`);
  }
}

function endOf(zip: Buffer): { start: number; directory: number; count: number } {
  for (let start = zip.length - END.size; start >= Math.max(0, zip.length - END.size - 0xffff); start--) {
    if (zip.readUInt32LE(start) !== END.signature || start + END.size + zip.readUInt16LE(start + 20) !== zip.length)
      continue;
    const count = zip.readUInt16LE(start + 10);
    const directory = zip.readUInt32LE(start + 16);
    if (zip.readUInt32LE(start + 4) !== 0 || zip.readUInt16LE(start + 8) !== count)
      throw unreadable('an archive of several parts');
    if (count > LIMITS.entries) throw new Refused('too-large', { detail: `limit ${LIMITS.entries} entries` });
    if (directory + zip.readUInt32LE(start + 12) !== start)
      throw unreadable('the directory is not where the archive says (or zip64)');
    return { start, directory, count };
  }
  throw unreadable('the end of the archive is missing');
}

function centralAt(zip: Buffer, at: number, end: number): { entry: ZipEntry; next: number } {
  if (at + CENTRAL.size > end || zip.readUInt32LE(at) !== CENTRAL.signature) throw unreadable('a broken directory');
  const nameLength = zip.readUInt16LE(at + 28);
  const next = at + CENTRAL.size + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  if (next > end) throw unreadable('a broken directory');
  const flags = zip.readUInt16LE(at + 8);
  if ((flags & FORBIDDEN_FLAGS) !== 0) throw unreadable('an encrypted entry');
  const name = safeName(zip.subarray(at + CENTRAL.size, at + CENTRAL.size + nameLength));
  if (((zip.readUInt32LE(at + 38) >>> 16) & 0xf000) === SYMLINK) throw unreadable('a link in the archive');
  const method = zip.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) throw unreadable('a compression other than deflate');
  const entry = {
    name,
    method,
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    start: zip.readUInt32LE(at + 42),
    data: 0,
  };
  const local = entry.start;
  checkLocal(zip, local, entry, flags);
  entry.data = local + LOCAL.size + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  return { entry, next };
}

/** The header before the data says the same as the directory: no reader may see another file than this one does. */
function checkLocal(zip: Buffer, local: number, entry: ZipEntry, flags: number): void {
  if (local + LOCAL.size > zip.length || zip.readUInt32LE(local) !== LOCAL.signature)
    throw unreadable('an entry without a header');
  const name = zip.subarray(local + LOCAL.size, local + LOCAL.size + zip.readUInt16LE(local + 26)).toString('utf8');
  const sized = zip.readUInt32LE(local + 18) === entry.packed && zip.readUInt32LE(local + 22) === entry.size;
  const follows = (flags & SIZES_FOLLOW) !== 0;
  if (
    name !== entry.name ||
    zip.readUInt16LE(local + 6) !== flags ||
    zip.readUInt16LE(local + 8) !== entry.method ||
    !(sized || follows)
  ) {
    throw unreadable('an entry whose two headers differ');
  }
}

/** Word's own names are plain; a name that leads elsewhere in any system is refused although nothing is ever written. */
function safeName(bytes: Buffer): string {
  const name = bytes.toString('utf8');
  const outside =
    name.startsWith('/') ||
    /[\\:\u0000-\u001f\u007f]/.test(name) ||
    name.split('/').some((part) => part === '..' || part === '.');
  if (name === '' || bytes.length > LIMITS.name || outside) throw unreadable('a name that leads outside the archive');
  return name;
}

function checkSizes(entries: readonly ZipEntry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  const steep = entries.some((entry) => entry.size > LIMITS.ratioFrom && entry.size > LIMITS.ratio * entry.packed);
  if (total > LIMITS.bytes || steep) throw new Refused('too-large', { detail: `inflates to ${total} bytes` });
  if (entries.some((entry) => entry.method === 0 && entry.size !== entry.packed))
    throw unreadable('a stored entry of two sizes');
}

function checkOverlap(entries: readonly ZipEntry[], directory: number): void {
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.start - b.start)) {
    if (entry.start < free || entry.data + entry.packed > directory) throw unreadable('entries that overlap');
    free = entry.data + entry.packed;
  }
}

function unreadable(detail: string): Refused {
  return new Refused('unreadable-file', { detail });
}
