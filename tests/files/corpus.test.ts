// The way of a real text: its bytes in any encoding -> recognised -> blocks -> .docx -> read again, with every character there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksFromOutline } from '../../domain/document/fromOutline';
import { recognise } from '../../domain/document/recognise';
import { numberBlocks, renderText } from '../../domain/document/render';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';
import { readUpload } from '../../server/files/readUpload';
import { writeDocx } from '../../server/files/writeDocx';
import { DOCX } from './build';

const folder = resolve(process.env.COUNTERSIGN_CORPUS ?? '../shared/corpus');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
if (names.length === 0) console.info(`skipped: no corpus in ${folder} (COUNTERSIGN_CORPUS)`);

/** GB18030 of two bytes a character, for texts that have no other: the platform can only read it. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return Buffer.from(
    [...text].flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : must(table.get(sign), sign))),
  );
}

describe.skipIf(names.length === 0)('a real statement', () => {
  it.each(names)('%s is the same text in UTF-8, UTF-16 and GBK', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, '');
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      gbk(text),
    ]) {
      expect(await readUpload(bytes, 'text/plain')).toBe(text);
    }
  });

  it.each(names)('%s keeps every character from its blocks through .docx', async (name) => {
    const text = await readUpload(readFileSync(join(folder, name)), 'text/plain');
    const template = must(
      builtinTemplates().find((one) => one.id.includes(name.startsWith('team') ? 'team' : 'individual')),
      'a template',
    );
    const outline = recognise(text, template);
    const blocks = blocksFromOutline(outline, text);
    const title = outline.title?.text ?? '无题';
    const file = await writeDocx({ title, blocks: numberBlocks(blocks, template), watermark: '草稿' });
    expect(await readUpload(file, DOCX)).toBe(renderText(title, blocks, template).text);
  });
});
