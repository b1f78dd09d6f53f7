// Makes the bytes of a .docx depend on its content alone: the library puts the clock and random names into it.
import { deflateRawSync } from 'node:zlib';
import { crc32, readZip } from '../../domain/zip';
import { inflate } from './zip';

/** 1980-01-01, the first day that a zip can name. */
const DAY = 0x21;
const UTF8_NAMES = 0x0800;

/** The same archive with fixed dates, without the times in docProps/core.xml, and with random relation ids counted from 1. */
export function stableZip(zip: Buffer): Uint8Array {
  const names = new Map<string, string>();
  const files = [...readZip(zip).values()]
    .map((entry) => ({ name: entry.name, text: inflate(zip, entry, entry.size).toString('utf8') }))
    .filter((file) => !file.name.endsWith('/'));
  return writeZip(files.map(({ name, text }) => ({ name, data: Buffer.from(withoutChance(text, names), 'utf8') })));
}

function withoutChance(xml: string, names: Map<string, string>): string {
  return xml
    .replaceAll(/<dcterms:(created|modified)[^>]*>[^<]*<\/dcterms:\1>/g, '')
    .replaceAll(/\b((?:r:)?[iI]d)="(rId[\w-]{21})"/g, (_whole, attribute: string, id: string) => {
      const name = names.get(id) ?? `rIdLink${names.size + 1}`;
      names.set(id, name);
      return `${attribute}="${name}"`;
    });
}

/** A zip of these files with fixed dates: the same files give the same bytes. */
export function writeZip(files: readonly { name: string; data: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data } of files) {
    const packed = deflateRawSync(data);
    const title = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(DAY, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const local = [Buffer.from('PK\x03\x04', 'latin1'), common, title, packed];
    parts.push(...local);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, title);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
