// A strict reader of zip archives: the whole directory is checked before one byte is unpacked.
import { Refused } from './refusal';

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
/** As Buffer does: bytes that are no UTF-8 become U+FFFD, and a leading U+FEFF stays. */
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The entries of the archive by name.
 * @throws Refused `unreadable-file` for anything but a plain, whole archive (encrypted, zip64, overlapping or duplicate entries,
 * links, names that lead outside, headers that contradict each other), `too-large` for one that says it inflates too far.
 */
export function readZip(bytes: Uint8Array): Map<string, ZipEntry> {
  const zip = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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

function endOf(zip: DataView): { start: number; directory: number; count: number } {
  for (let start = zip.byteLength - END.size; start >= Math.max(0, zip.byteLength - END.size - 0xffff); start--) {
    if (
      zip.getUint32(start, true) !== END.signature ||
      start + END.size + zip.getUint16(start + 20, true) !== zip.byteLength
    )
      continue;
    const count = zip.getUint16(start + 10, true);
    const directory = zip.getUint32(start + 16, true);
    if (zip.getUint32(start + 4, true) !== 0 || zip.getUint16(start + 8, true) !== count)
      throw unreadable('an archive of several parts');
    if (count > LIMITS.entries) throw new Refused('too-large', { detail: `limit ${LIMITS.entries} entries` });
    if (directory + zip.getUint32(start + 12, true) !== start)
      throw unreadable('the directory is not where the archive says (or zip64)');
    return { start, directory, count };
  }
  throw unreadable('the end of the archive is missing');
}

function centralAt(zip: DataView, at: number, end: number): { entry: ZipEntry; next: number } {
  if (at + CENTRAL.size > end || zip.getUint32(at, true) !== CENTRAL.signature) throw unreadable('a broken directory');
  const nameLength = zip.getUint16(at + 28, true);
  const next = at + CENTRAL.size + nameLength + zip.getUint16(at + 30, true) + zip.getUint16(at + 32, true);
  if (next > end) throw unreadable('a broken directory');
  const flags = zip.getUint16(at + 8, true);
  if ((flags & FORBIDDEN_FLAGS) !== 0) throw unreadable('an encrypted entry');
  const name = safeName(bytesOf(zip, at + CENTRAL.size, nameLength));
  if (((zip.getUint32(at + 38, true) >>> 16) & 0xf000) === SYMLINK) throw unreadable('a link in the archive');
  const method = zip.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) throw unreadable('a compression other than deflate');
  const entry = {
    name,
    method,
    crc: zip.getUint32(at + 16, true),
    packed: zip.getUint32(at + 20, true),
    size: zip.getUint32(at + 24, true),
    start: zip.getUint32(at + 42, true),
    data: 0,
  };
  const local = entry.start;
  checkLocal(zip, local, entry, flags);
  entry.data = local + LOCAL.size + zip.getUint16(local + 26, true) + zip.getUint16(local + 28, true);
  return { entry, next };
}

/** The header before the data says the same as the directory: no reader may see another file than this one does. */
function checkLocal(zip: DataView, local: number, entry: ZipEntry, flags: number): void {
  if (local + LOCAL.size > zip.byteLength || zip.getUint32(local, true) !== LOCAL.signature)
    throw unreadable('an entry without a header');
  const name = TEXT.decode(bytesOf(zip, local + LOCAL.size, zip.getUint16(local + 26, true)));
  const sized = zip.getUint32(local + 18, true) === entry.packed && zip.getUint32(local + 22, true) === entry.size;
  const follows = (flags & SIZES_FOLLOW) !== 0;
  if (
    name !== entry.name ||
    zip.getUint16(local + 6, true) !== flags ||
    zip.getUint16(local + 8, true) !== entry.method ||
    !(sized || follows)
  ) {
    throw unreadable('an entry whose two headers differ');
  }
}

/** Word's own names are plain; a name that leads elsewhere in any system is refused although nothing is ever written. */
function safeName(bytes: Uint8Array): string {
  const name = TEXT.decode(bytes);
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

/** Cut at the archive's end: a length that lies reads no other memory. */
function bytesOf(zip: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(zip.buffer, zip.byteOffset + at, Math.min(length, zip.byteLength - at));
}

/** What an unpacked entry must be. @throws Refused `unreadable-file` when size or checksum are not as announced. */
export function checkUnpacked(entry: ZipEntry, bytes: Uint8Array): void {
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw unreadable(`${entry.name} is damaged`);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_none, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 of ISO 3309, as zip stores it. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

export function unreadable(detail: string): Refused {
  return new Refused('unreadable-file', { detail });
}
