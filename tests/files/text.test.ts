// DOMAIN "Recognising" 1: which bytes of a plain text are read, and which are refused rather than read as something else.
import { describe, expect, it } from 'vitest';
import { UPLOAD_CHARACTERS, UPLOAD_LIMIT } from '../../server/files/limits';
import { readUpload } from '../../server/files/readUpload';
import { refusalOf } from './build';

const read = (bytes: Uint8Array, type = 'text/plain') => readUpload(bytes, type);
const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const TEXT = '一、对照检查的问题\r\n（一）在“理论学习”方面。一是不深。\n';
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
/** 一、存在的问题，二、原因剖析 in GBK. */
const GBK = bytes('d2bba1a2b4e6d4dab5c4cecacce2a3acb6fea1a2d4add2f2c6cacef6');
/** 中國人民的問題與原因 in Big5. */
const BIG5 = bytes('a4a4b0eaa448a5c1aababadd c344bb50adeca65d');

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a BOM', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a BOM', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 BE with a BOM', utf16be(`\ufeff${TEXT}`)],
  ])('%s is read, line ends as they are', async (_name, encoded) => {
    expect(await read(encoded)).toBe(TEXT);
  });

  it('drops one BOM, not two', async () => {
    expect(await read(Buffer.from('\ufeff\ufeff甲'))).toBe('\ufeff甲');
  });

  it('GBK is read, and GB18030 with four bytes a character', async () => {
    expect(await read(GBK)).toBe('一、存在的问题，二、原因剖析');
    expect(await read(Buffer.concat([GBK, bytes('95328236 8139ee39')]))).toBe('一、存在的问题，二、原因剖析𠀀㐀');
  });

  it('bidi marks, SVG and HTML are words like others', async () => {
    const text = '甲\u202e乙<svg onload=alert(1)>';
    expect(await read(Buffer.from(text))).toBe(text);
  });

  it('an empty text is empty', async () => {
    expect(await read(Buffer.alloc(0))).toBe('');
  });

  it.each([
    ['a NUL', Buffer.from('甲\u0000乙')],
    ['a NUL in UTF-16', Buffer.from('\ufeff甲\u0000', 'utf16le')],
    ['UTF-32', bytes('fffe0000 4e2d0000')],
    ['half a character in UTF-16', bytes('fffe 00d8 4e2d')],
    ['an odd byte in UTF-16', bytes('fffe 2d4e 2d')],
    ['UTF-16 LE without a BOM', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 LE of Chinese alone without a BOM', Buffer.from('对照检查材料中存在的问题', 'utf16le')],
    ['UTF-16 BE of Chinese alone without a BOM', utf16be('对照检查材料中存在的问题')],
    ['Big5', BIG5],
    ['UTF-8 and GBK mixed', Buffer.concat([Buffer.from('存在的问题\n'), GBK])],
    ['UTF-8 that is cut in the middle of a character', Buffer.from('对照检查材料').subarray(0, 17)],
    ['bytes of no encoding', bytes('ff80ff80')],
  ])('%s is refused as unreadable-text', async (_name, encoded) => {
    expect(await refusalOf(read(encoded))).toBe('unreadable-text');
  });

  it.each([
    ['c1aacda8', '联通'],
    ['b5a5cebb', '单位'],
    ['c4e3bac3', '你好'],
    ['87f8bcd2', '國家'],
  ])('GBK %s is %s and nothing else', async (hex, text) => {
    expect(await read(bytes(hex))).toBe(text);
  });
});

describe('kinds', () => {
  it.each(['text/plain', 'Text/Plain; charset=GBK', 'text/markdown'])('%s is taken', async (type) => {
    expect(await read(Buffer.from('甲'), type)).toBe('甲');
  });

  it.each([
    '',
    'image/svg+xml',
    'application/pdf',
    'application/msword',
    'application/octet-stream',
    'multipart/form-data',
  ])('%j is unsupported-type', async (type) => {
    expect(await refusalOf(read(Buffer.from('甲'), type))).toBe('unsupported-type');
  });

  it.each([
    ['PDF', Buffer.from('%PDF-1.7\n')],
    ['RTF', Buffer.from('{\\rtf1\\ansi}')],
    ['an OLE file', bytes('d0cf11e0a1b11ae1')],
    ['PNG', bytes('89504e470d0a1a0a')],
    ['JPEG', bytes('ffd8ffe0')],
    ['a zip', Buffer.from('PK\x03\x04')],
    ['gzip', bytes('1f8b0800')],
  ])('%s under text/plain is unsupported-type', async (_name, encoded) => {
    expect(await refusalOf(read(encoded))).toBe('unsupported-type');
  });

  it('a 20 MB line, and a text past the limit of characters, are too-large', async () => {
    expect(await refusalOf(read(Buffer.alloc(20_000_000, 'a')))).toBe('too-large');
    expect(await refusalOf(read(Buffer.alloc(UPLOAD_LIMIT + 1, 'a')))).toBe('too-large');
    expect(await refusalOf(read(Buffer.alloc(UPLOAD_CHARACTERS + 1, 'a')))).toBe('too-large');
    expect((await read(Buffer.alloc(UPLOAD_CHARACTERS, 'a'))).length).toBe(UPLOAD_CHARACTERS);
  });
});
