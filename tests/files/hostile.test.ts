// T24: uploads made to harm. Each is refused with the code that tells the sender why, or read for its words alone; the process stays.
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { Refused } from '../../domain/refusal';
import { docxText } from '../../server/files/docxText';
import { readDocx } from '../../server/files/readDocx';
import { readUpload } from '../../server/files/readUpload';
import { Turns } from '../../server/files/turns';
import { aDocx, aZip, DOCX, docxPartsOf, type Part, p, refusalOf, W } from './build';

const read = (bytes: Uint8Array) => refusalOf(readUpload(bytes, DOCX));
const GOOD = `<w:document ${W}><w:body>${p('甲')}</w:body></w:document>`;
/** A good .docx with one part more, or with its main part told otherwise. */
const withPart = (part: Part) => aZip([...docxPartsOf(GOOD), part]);
const withMain = (part: Partial<Part>) =>
  aZip(docxPartsOf(GOOD).map((one) => (one.name === 'word/document.xml' ? { ...one, ...part } : one)));
const main = (xml: string | Uint8Array) => aZip(docxPartsOf(xml));
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024);

describe('T24 archives', () => {
  it('a good one is read, with a comment behind it, stored or deflated', async () => {
    expect(await read(aZip(docxPartsOf(GOOD), { comment: 'PK' }))).toBe('read: 甲');
    expect(await read(withMain({ stored: true }))).toBe('read: 甲');
  });

  it('a bomb of 300 MB of zeros in some 300 KB is too-large, in the main part or beside it', async () => {
    const bomb = zeros(300);
    expect(await read(main(bomb))).toBe('too-large');
    expect(await read(withMain({ size: 0xffffffff, packed: 0xffffffff }))).toBe('too-large');
    expect(await read(withPart({ name: 'word/media/image1.bmp', data: bomb }))).toBe('too-large');
  });

  it('a bomb that says it is small ends at the size it says', async () => {
    expect(await read(withMain({ data: zeros(300), size: 5000 }))).toBe('unreadable-file');
    expect(await read(withMain({ size: 5 }))).toBe('unreadable-file');
    expect(await read(withMain({ size: 5000 }))).toBe('unreadable-file');
  });

  it('a main part of 30 MB that is no bomb is too-large all the same', async () => {
    const noise = Buffer.alloc(
      30 * 1024 * 1024,
      Array.from({ length: 997 }, (_none, n) => String.fromCharCode(97 + ((n * n) % 26))).join(''),
    );
    expect(await read(main(noise))).toBe('too-large');
  });

  it('2,000 entries over the same bytes, and one inside another, are unreadable-file', async () => {
    const parts = docxPartsOf(GOOD);
    const same = Array.from({ length: 1900 }, (_none, n) => ({
      name: 'word/document.xml',
      data: GOOD,
      sameAs: 2,
      localName: `${n}`,
    }));
    expect(await read(aZip([...parts, ...same.map((part, n) => ({ ...part, name: `word/${n}.xml` }))]))).toBe(
      'unreadable-file',
    );
    expect(await read(withMain({ packed: 4000, size: 4000, stored: true }))).toBe('unreadable-file');
  });

  it('65,000 entries are too-large before one of them is looked at', async () => {
    const empty = Array.from({ length: 65_000 }, (_none, n) => ({ name: `${n}`, data: '', stored: true }));
    expect(await read(aZip(empty))).toBe('too-large');
  });

  it.each([
    ['../../etc/passwd'],
    ['/etc/passwd'],
    ['word/../../x'],
    ['..\\..\\x'],
    ['C:\\x'],
    ['word/./x'],
    ['a\u0000.xml'],
    [''],
    ['x'.repeat(300)],
    ['con:stream'],
    ['a\nb'],
    ['word\\document.xml'],
  ])('the name %j is unreadable-file, and nothing is written', async (name) => {
    const before = readdirSync(tmpdir()).filter((one) => one.includes('passwd'));
    expect(await read(withPart({ name, data: 'x' }))).toBe('unreadable-file');
    expect(readdirSync(tmpdir()).filter((one) => one.includes('passwd'))).toEqual(before);
  });

  it.each<[string, Buffer]>([
    ['a symlink', withPart({ name: 'link', data: '/etc/passwd', attributes: (0o120777 << 16) >>> 0 })],
    ['an encrypted entry', withMain({ flags: 1 })],
    ['strong encryption', withMain({ flags: 0x40 })],
    ['two entries of one name', withPart({ name: 'word/document.xml', data: GOOD })],
    ['two names that differ in case', withPart({ name: 'WORD/document.xml', data: GOOD })],
    ['another name before the data', withMain({ localName: 'word/documenX.xml' })],
    ['a wrong checksum', withMain({ crc: 1 })],
    ['an unknown compression', withMain({ method: 9 })],
    ['data that are not deflated', withMain({ stored: true, method: 8 })],
    ['a count that lies', aZip(docxPartsOf(GOOD), { count: 3 })],
    ['a directory elsewhere', aZip(docxPartsOf(GOOD), { directory: 3 })],
    ['a cut archive', aDocx(p('甲')).subarray(0, 900)],
    ['an archive with bytes before it', Buffer.concat([aDocx(p('甲')).subarray(0, 40), aDocx(p('甲'))])],
    ['an empty archive', aZip([])],
    ['a text', Buffer.from('一、问题')],
    ['no bytes', Buffer.alloc(0)],
    ['a zip without an Office document', aZip([{ name: 'a.txt', data: 'a' }])],
    [
      'an OLE file with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
  ])('%s is unreadable-file', async (_name, bytes) => {
    expect(await read(bytes)).toBe('unreadable-file');
  });

  it.each<[string, Buffer]>([
    ['a file with macros', withPart({ name: 'word/vbaProject.bin', data: 'x' })],
    ['a .docm', aDocx(p('甲'), { mainType: 'application/vnd.ms-word.document.macroEnabled.main+xml' })],
    [
      'a workbook',
      aDocx(p('甲'), { mainType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml' }),
    ],
    ['a .doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a PDF', Buffer.from('%PDF-1.7')],
  ])('%s is unsupported-type', async (_name, bytes) => {
    expect(await read(bytes)).toBe('unsupported-type');
  });

  it('an archive with any one byte changed, or cut anywhere, gives the same words or a refusal, never an error or other words', () => {
    const bytes = aDocx(p('甲'));
    const wrong: string[] = [];
    const check = (changed: Buffer, what: string) => {
      try {
        const text = docxText(changed);
        if (text !== '甲') wrong.push(`${what}: ${text}`);
      } catch (error) {
        if (!(error instanceof Refused)) wrong.push(`${what}: ${String(error)}`);
      }
    };
    for (let place = 0; place < bytes.length; place++) {
      check(bytes.subarray(0, place), `cut at ${place}`);
      for (const mask of [0x01, 0x20, 0x80, 0xff]) {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] ?? 0) ^ mask;
        check(changed, `byte ${place} ^ ${mask}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('T24 XML', () => {
  const doc = (text: string) =>
    `<w:document ${W}><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`;
  const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 9 }, (_none, n) => `<!ENTITY ${String.fromCharCode(98 + n)} "${`&${String.fromCharCode(97 + n)};`.repeat(10)}">`).join('')}]>`;

  it.each([
    ['an external entity of a file', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${doc('&e;')}`],
    ['an external entity of an address', `<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/">]>${doc('&e;')}`],
    ['a parameter entity', `<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/"> %e;]>${doc('甲')}`],
    ['billion laughs', `${laughs}${doc('&j;')}`],
    ['a bare DOCTYPE', `<!DOCTYPE w:document>${doc('甲')}`],
    ['an entity without a DOCTYPE', doc('&e;')],
    ['a NUL by number', doc('&#0;')],
    ['half a character by number', doc('&#xD800;')],
    ['a number past Unicode', doc('&#x110000;')],
    ['nesting of 100,000', `<w:document ${W}>${'<w:p>'.repeat(100_000)}`],
    ['an element that never ends', doc('甲').slice(0, -10)],
    ['crossed tags', doc('<a><b></a></b>')],
    ['a prefix that nobody bound', doc('<v:x/>')],
    ['an attribute twice', doc('<a b="1" b="2"/>')],
    ['two roots', doc('甲') + doc('乙')],
    ['words behind the root', `${doc('甲')}乙`],
    ['another root', `<w:styles ${W}/>`],
    ['no XML at all', 'hello'],
    ['nothing', ''],
  ])('%s is unreadable-file', async (_name, xml) => {
    expect(await read(main(xml))).toBe('unreadable-file');
  });

  it('a DOCTYPE hidden by UTF-16, or in styles, numbering, relations or content types, is unreadable-file', async () => {
    const bad = '<!DOCTYPE x [<!ENTITY e "x">]><x/>';
    expect(await read(main(Buffer.from(`\ufeff${bad}`, 'utf16le')))).toBe('unreadable-file');
    expect(await read(main(Buffer.from('PCFET0NUWVBFIHg+', 'latin1')))).toBe('unreadable-file');
    for (const name of [
      'word/styles.xml',
      'word/numbering.xml',
      'word/_rels/document.xml.rels',
      '_rels/.rels',
      '[Content_Types].xml',
    ]) {
      expect(
        await read(aDocx(p('甲'), { styles: '<w:style/>', numbering: '<w:num/>', parts: [{ name, data: bad }] })),
      ).toBe('unreadable-file');
    }
  });

  it('styles that are based on themselves, and numbers of a billion, end', async () => {
    const styles = '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>';
    const numbering =
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
    const number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
    expect(await read(aDocx(p('甲', '<w:pStyle w:val="A"/>') + p('乙', number), { styles, numbering }))).toBe(
      'read: 甲\n1.乙',
    );
  });

  it('a number text that would grow without bound is cut', async () => {
    const levels = `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="${'%1'.repeat(50_000)}"/></w:lvl>`;
    const numbering = `<w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
    const number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
    const text = await readUpload(aDocx(p('甲', number).repeat(2000), { numbering }), DOCX);
    expect(text.length).toBeLessThan(300_000);
  });

  it('a remote template, a remote image and a remote frame are never asked for', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const external = (id: string, kind: string) =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${url}/${kind}" TargetMode="External"/>`;
    const relations = ['attachedTemplate', 'image', 'frame', 'styles', 'numbering']
      .map((kind, n) => external(`x${n}`, kind))
      .join('');
    expect(await read(aDocx(p('甲'), { relations }))).toBe('read: 甲');
    server.close();
    expect(asked).toEqual([]);
  });
});

describe('bounds of the worker', () => {
  it('a file that takes longer than its time is stopped and refused', async () => {
    expect(await refusalOf(readDocx(aDocx(p('甲').repeat(100_000)), { time: 1, memory: 64 }))).toBe('unreadable-file');
  });

  it('a file that needs more memory than it may is stopped and refused, and the process goes on', async () => {
    const entities = Array.from({ length: 900_000 }, (_none, n) => `&#x${(0x4e00 + (n % 20_000)).toString(16)};`).join(
      '',
    );
    expect(await refusalOf(readDocx(aDocx(p(entities)), { time: 20_000, memory: 28 }))).toBe('unreadable-file');
    expect(await read(aDocx(p('甲')))).toBe('read: 甲');
  });

  it('so many run at once, the next wait in order, and past the queue they are refused', async () => {
    const turns = new Turns(1, 1);
    const order: string[] = [];
    let end: () => void = () => undefined;
    const first = turns.take(() => new Promise<void>((resolve) => (end = resolve))).then(() => order.push('first'));
    const second = turns.take(async () => 'second').then((name) => order.push(name));
    expect(await refusalOf(turns.take(async () => 'third'))).toBe('unavailable');
    end();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
    expect(await turns.take(async () => 'fourth')).toBe('fourth');
  });
});
