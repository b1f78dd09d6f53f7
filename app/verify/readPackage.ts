// A package out of its zip, in the browser: no entry unpacks beyond what the archive announced.
import { PACKAGE_LIMIT } from '../../domain/package/format';
import { Refused } from '../../domain/refusal';
import { checkUnpacked, readZip, unreadable, type ZipEntry } from '../../domain/zip';

/** @throws Refused `too-large`, `unreadable-file`. */
export async function readPackage(file: Blob): Promise<Map<string, Uint8Array>> {
  if (file.size > PACKAGE_LIMIT) throw new Refused('too-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const files = new Map<string, Uint8Array>();
  for (const [name, entry] of readZip(bytes)) files.set(name, await unpacked(bytes, entry));
  return files;
}

async function unpacked(zip: Uint8Array, entry: ZipEntry): Promise<Uint8Array> {
  const packed = zip.slice(entry.data, entry.data + entry.packed);
  const bytes = entry.method === 0 ? packed : await inflated(packed, entry);
  checkUnpacked(entry, bytes);
  return bytes;
}

async function inflated(packed: Uint8Array<ArrayBuffer>, entry: ZipEntry): Promise<Uint8Array> {
  const bytes = new Uint8Array(entry.size);
  let at = 0;
  try {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (at + step.value.length > entry.size) throw unreadable(`${entry.name} is larger than it says`);
      bytes.set(step.value, at);
      at += step.value.length;
    }
  } catch (error) {
    if (error instanceof TypeError) throw unreadable(`${entry.name} is not deflated`);
    throw error;
  }
  return bytes.subarray(0, at);
}
