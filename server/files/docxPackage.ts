// The parts of a .docx that hold its words: which is the main one, and the styles and numbering that belong to it.
import { Refused } from '../../domain/refusal';
import { readZip, type ZipEntry } from '../../domain/zip';
import { readXml } from './xml';
import { inflate } from './zip';

/** Largest part that is read, inflated bytes: a main part of some 500 pages; with more, T24's 64 MiB would not hold. */
const LIMITS = { main: 8 * 1024 * 1024, other: 2 * 1024 * 1024 };
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

export interface DocxParts {
  main: Buffer;
  styles: Buffer | null;
  numbering: Buffer | null;
  footnotes: Buffer | null;
  endnotes: Buffer | null;
}

/**
 * Nothing else of the archive is inflated; relationships to the outside are never followed.
 * @throws Refused as `readZip`, `unsupported-type` for another Office file or one with macros.
 */
export function docxParts(zip: Buffer): DocxParts {
  const entries = readZip(zip);
  if ([...entries.keys()].some((name) => /vbaProject/i.test(name)))
    throw new Refused('unsupported-type', { detail: 'the file holds macros' });
  const main = relationsOf(zip, entries, '').get('officeDocument');
  if (main === undefined) throw new Refused('unreadable-file', { detail: 'no Office document in the archive' });
  if (contentTypeOf(zip, entries, main) !== MAIN_TYPE)
    throw new Refused('unsupported-type', { detail: 'an Office file other than a .docx' });
  const relations = relationsOf(zip, entries, main);
  const other = (kind: string) => {
    const name = relations.get(kind);
    const entry = name === undefined ? undefined : entries.get(name);
    return entry ? inflate(zip, entry, LIMITS.other) : null;
  };
  return {
    main: inflate(zip, entryOf(entries, main), LIMITS.main),
    styles: other('styles'),
    numbering: other('numbering'),
    footnotes: other('footnotes'),
    endnotes: other('endnotes'),
  };
}

/** Kind -> name of the internal parts related to `part` ('' is the archive itself); the first of a kind counts. */
function relationsOf(zip: Buffer, entries: ReadonlyMap<string, ZipEntry>, part: string): Map<string, string> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const entry = entries.get(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const found = new Map<string, string>();
  if (!entry) return found;
  eachElement(inflate(zip, entry, LIMITS.other), 'rel:Relationship', (attributes) => {
    const kind = attributes.get('Type')?.split('/').at(-1);
    const target = attributes.get('Target');
    if (kind === undefined || target === undefined || attributes.get('TargetMode') === 'External') return;
    if (!found.has(kind)) found.set(kind, target.startsWith('/') ? target.slice(1) : folder + target);
  });
  return found;
}

function contentTypeOf(zip: Buffer, entries: ReadonlyMap<string, ZipEntry>, part: string): string | null {
  let type: string | null = null;
  let byExtension: string | null = null;
  eachElement(inflate(zip, entryOf(entries, '[Content_Types].xml'), LIMITS.other), null, (attributes, name) => {
    if (name === 'ct:Override' && attributes.get('PartName') === `/${part}`)
      type ??= attributes.get('ContentType') ?? null;
    if (name === 'ct:Default' && part.endsWith(`.${attributes.get('Extension')}`))
      byExtension ??= attributes.get('ContentType') ?? null;
  });
  return type ?? byExtension;
}

function entryOf(entries: ReadonlyMap<string, ZipEntry>, name: string): ZipEntry {
  const entry = entries.get(name);
  if (!entry) throw new Refused('unreadable-file', { detail: `${name} is missing` });
  return entry;
}

function eachElement(
  xml: Buffer,
  wanted: string | null,
  visit: (attributes: ReadonlyMap<string, string>, name: string) => void,
): void {
  readXml(xml, {
    open: (name, attributes) => {
      if (wanted === null || name === wanted) visit(attributes, name);
    },
    close: () => undefined,
    text: () => undefined,
  });
}
