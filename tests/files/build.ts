// Builders of uploads: zip archives written by hand, so that any field of theirs can lie, and the smallest .docx around a body.
import { crc32, deflateRawSync } from 'node:zlib';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface Part {
  name: string;
  data: string | Uint8Array;
  stored?: boolean;
  /** What the headers say instead of the truth. */
  size?: number;
  packed?: number;
  crc?: number;
  flags?: number;
  method?: number;
  attributes?: number;
  /** The name in the header before the data. */
  localName?: string;
  /** Use the data of the entry with this index instead of writing any. */
  sameAs?: number;
}

export function aZip(
  parts: readonly Part[],
  end: { count?: number; comment?: string; directory?: number } = {},
): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  const places: number[] = [];
  let at = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data as Uint8Array);
    const packed = part.stored || part.sameAs !== undefined ? data : deflateRawSync(data, { level: 9 });
    const common = (name: Buffer) => {
      const head = Buffer.alloc(26);
      head.writeUInt16LE(20, 0);
      head.writeUInt16LE(part.flags ?? 0, 2);
      head.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 4);
      head.writeUInt32LE(part.crc ?? crc32(data), 10);
      head.writeUInt32LE(part.packed ?? packed.length, 14);
      head.writeUInt32LE(part.size ?? data.length, 18);
      head.writeUInt16LE(name.length, 22);
      return head;
    };
    const name = Buffer.from(part.name);
    const place = part.sameAs === undefined ? at : (places[part.sameAs] ?? 0);
    places.push(place);
    if (part.sameAs === undefined) {
      const localName = Buffer.from(part.localName ?? part.name);
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(localName), localName, packed]);
      chunks.push(local);
      at += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(part.attributes ?? 0, 6);
    tail.writeUInt32LE(place, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common(name), tail, name);
  }
  const listing = Buffer.concat(directory);
  const foot = Buffer.alloc(22);
  foot.write('PK\x05\x06', 0, 'latin1');
  foot.writeUInt16LE((end.count ?? parts.length) & 0xffff, 8);
  foot.writeUInt16LE((end.count ?? parts.length) & 0xffff, 10);
  foot.writeUInt32LE(listing.length, 12);
  foot.writeUInt32LE(end.directory ?? at, 16);
  const comment = Buffer.from(end.comment ?? '');
  foot.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...chunks, listing, foot, comment]);
}

export const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

export interface DocxOptions {
  numbering?: string;
  styles?: string;
  /** More `<Relationship>`s of the main part. */
  relations?: string;
  /** Replaces or adds parts by name. */
  parts?: readonly Part[];
  mainType?: string;
}

/** The parts of a .docx whose main part is exactly `main`. */
export function docxPartsOf(main: string | Uint8Array, options: DocxOptions = {}): Part[] {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const parts: Part[] = [
    {
      name: '[Content_Types].xml',
      data: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${options.mainType ?? MAIN}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${RELATIONS}">${relation('rId1', 'officeDocument', 'word/document.xml')}</Relationships>`,
    },
    { name: 'word/document.xml', data: main },
    {
      name: 'word/_rels/document.xml.rels',
      data: `<Relationships xmlns="${RELATIONS}">${options.numbering ? relation('rId1', 'numbering', 'numbering.xml') : ''}${options.styles ? relation('rId2', 'styles', '/word/styles.xml') : ''}${options.relations ?? ''}</Relationships>`,
    },
    ...(options.numbering
      ? [{ name: 'word/numbering.xml', data: `<w:numbering ${W}>${options.numbering}</w:numbering>` }]
      : []),
    ...(options.styles ? [{ name: 'word/styles.xml', data: `<w:styles ${W}>${options.styles}</w:styles>` }] : []),
  ];
  return [
    ...parts.filter((part) => !options.parts?.some((other) => other.name === part.name)),
    ...(options.parts ?? []),
  ];
}

/** A .docx with these elements in its body. */
export function aDocx(body: string, options: DocxOptions = {}): Buffer {
  return aZip(
    docxPartsOf(
      `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
      options,
    ),
  );
}

/** A paragraph of one run; `properties` stand in its pPr. */
export function p(text: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** The refusal code of a promise that has to be refused, or what went wrong instead. */
export async function refusalOf(promise: Promise<string>): Promise<string> {
  try {
    return `read: ${(await promise).slice(0, 60)}`;
  } catch (error) {
    const refusal = (error as { refusal?: { code: string } }).refusal;
    return refusal ? refusal.code : `error: ${String(error)}`;
  }
}
