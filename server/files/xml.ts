// A strict, bounded reader of the XML inside a .docx: no DOCTYPE, no entities but XML's own five, namespaces resolved.
import { Refused } from '../../domain/refusal';

/** Called in document order. Names carry this file's own prefixes (`w:p`), whatever prefix the document bound; unknown namespaces are `other:`. */
export interface XmlHandler {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  text(value: string): void;
}

const OFFICE = 'schemas.openxmlformats.org';
const STRICT = 'http://purl.oclc.org/ooxml';
const PREFIX: ReadonlyMap<string, string> = new Map([
  [`http://${OFFICE}/wordprocessingml/2006/main`, 'w'],
  [`${STRICT}/wordprocessingml/main`, 'w'],
  [`http://${OFFICE}/markup-compatibility/2006`, 'mc'],
  [`http://${OFFICE}/officeDocument/2006/math`, 'm'],
  [`${STRICT}/officeDocument/math`, 'm'],
  [`http://${OFFICE}/package/2006/relationships`, 'rel'],
  [`http://${OFFICE}/package/2006/content-types`, 'ct'],
]);

const MAX_DEPTH = 256;
/** Attributes of one tag, and namespaces bound around one place; Word has some 50 of either. */
const MAX_NAMES = 256;
const NAME = /[A-Za-z_\u00b7\u00c0-\uffff][\w.\-:\u00b7\u00c0-\uffff]*/y;
const ATTRIBUTE =
  /[ \t\r\n]+([A-Za-z_\u00c0-\uffff][\w.\-:\u00b7\u00c0-\uffff]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /[ \t\r\n]*(\/?)>/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Not allowed in XML 1.0; U+FFFE, U+FFFF and lone surrogates neither. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

type Scope = ReadonlyMap<string, string>;

/** @throws Refused `unreadable-file` for anything that is not well-formed, or nested deeper than 256. */
export function readXml(bytes: Buffer, handler: XmlHandler): void {
  const source = decoded(bytes);
  const open: { raw: string; name: string; scope: Scope }[] = [];
  let rooted = false;
  let at = 0;
  while (at < source.length) {
    const tag = source.indexOf('<', at);
    const until = tag === -1 ? source.length : tag;
    if (until > at) {
      const value = unescaped(source.slice(at, until));
      if (open.length > 0) handler.text(value);
      else if (value.trim() !== '') throw broken('text outside the root');
    }
    if (tag === -1) break;
    if (source.startsWith('<!--', tag)) at = after(source, '-->', tag + 4);
    else if (source.startsWith('<?', tag)) at = after(source, '?>', tag + 2);
    else if (source.startsWith('<![CDATA[', tag) && open.length > 0) {
      at = after(source, ']]>', tag + 9);
      handler.text(checked(source.slice(tag + 9, at - 3)));
    } else if (source.startsWith('<!', tag)) throw broken('a DOCTYPE or declaration');
    else if (source.startsWith('</', tag)) {
      const last = open.pop();
      if (!last || !source.startsWith(last.raw, tag + 2)) throw broken('a closing tag without its opening');
      at = endOfTag(source, tag + 2 + last.raw.length).next;
      handler.close(last.name);
    } else {
      if (rooted && open.length === 0) throw broken('two roots');
      rooted = true;
      at = openAt(source, tag + 1, open, handler);
    }
  }
  if (!rooted || open.length > 0) throw broken('it ends too early');
}

function openAt(
  source: string,
  at: number,
  open: { raw: string; name: string; scope: Scope }[],
  handler: XmlHandler,
): number {
  NAME.lastIndex = at;
  const raw = NAME.exec(source)?.[0];
  if (raw === undefined) throw broken('a stray <');
  const { written, next } = attributesAt(source, at + raw.length);
  const outer = open.at(-1)?.scope ?? new Map<string, string>();
  const scope = scopeOf(outer, written);
  const name = resolved(raw, scope, scope.get(''));
  const attributes =
    written.size === 0
      ? written
      : new Map([...written].map(([key, value]) => [resolved(key, scope, undefined), value]));
  const tag = endOfTag(source, next);
  handler.open(name, attributes);
  if (tag.empty) handler.close(name);
  else open.push({ raw, name, scope });
  if (open.length > MAX_DEPTH) throw broken('nested too deeply');
  return tag.next;
}

function attributesAt(source: string, at: number): { written: Map<string, string>; next: number } {
  const written = new Map<string, string>();
  let next = at;
  for (;;) {
    ATTRIBUTE.lastIndex = next;
    const found = ATTRIBUTE.exec(source);
    if (!found) return { written, next };
    const [whole, key, double, single] = found;
    if (key === undefined || written.has(key)) throw broken('an attribute twice');
    if (written.size >= MAX_NAMES) throw broken('too many attributes');
    written.set(key, unescaped(double ?? single ?? ''));
    next += whole.length;
  }
}

function scopeOf(outer: Scope, written: ReadonlyMap<string, string>): Scope {
  const bound = [...written].filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
  return bound.length === 0
    ? outer
    : new Map([...outer, ...bound.map(([key, uri]): [string, string] => [key.slice(6), uri])]);
}

function resolved(raw: string, scope: Scope, unprefixed: string | undefined): string {
  const colon = raw.indexOf(':');
  if (colon === -1 && unprefixed === undefined) return raw;
  const prefix = colon === -1 ? '' : raw.slice(0, colon);
  if (prefix === 'xml' || prefix === 'xmlns') return raw;
  const uri = scope.get(prefix);
  if (uri === undefined) throw broken(`the prefix ${prefix} is not bound`);
  return `${PREFIX.get(uri) ?? 'other'}:${raw.slice(colon + 1)}`;
}

function endOfTag(source: string, at: number): { empty: boolean; next: number } {
  TAG_END.lastIndex = at;
  const found = TAG_END.exec(source);
  if (!found) throw broken('a tag without its end');
  return { empty: found[1] === '/', next: at + found[0].length };
}

function after(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  if (found === -1) throw broken(`no ${mark}`);
  return found + mark.length;
}

function unescaped(text: string): string {
  if (!text.includes('&')) return checked(text);
  const value = text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,5}));|&/g,
    (_whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : null;
      const character =
        code === null ? ENTITIES[name ?? ''] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
      if (character === undefined) throw broken('an entity');
      return character;
    },
  );
  return checked(value);
}

function checked(text: string): string {
  if (NOT_XML.test(text) || !text.isWellFormed()) throw broken('a character that XML does not have');
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

/** UTF-8, or UTF-16 with its mark: the two that every XML reader knows, whatever the declaration claims. */
function decoded(bytes: Buffer): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw broken(error instanceof Error ? error.message : 'not UTF-8');
  }
}

function broken(detail: string): Refused {
  return new Refused('unreadable-file', { detail: `XML: ${detail}` });
}
