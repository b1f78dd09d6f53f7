// What a file is by its first bytes, whatever it is called: only kinds that somebody might send in place of a text or a .docx.

export type Signature = 'zip' | 'encrypted-office' | 'an old Office file' | 'a PDF' | 'RTF' | 'an image' | 'an archive';

const SIGNATURES: readonly (readonly [Signature, string])[] = [
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['an old Office file', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['a PDF', '%PDF-'],
  ['RTF', '{\\rtf'],
  ['an image', '\x89PNG\r\n\x1a\n'],
  ['an image', '\xff\xd8\xff'],
  ['an image', 'GIF8'],
  ['an image', 'RIFF'],
  ['an image', 'II*\x00'],
  ['an image', 'MM\x00*'],
  ['an archive', '\x1f\x8b\x08'],
  ['an archive', '7z\xbc\xaf\x27\x1c'],
  ['an archive', 'Rar!\x1a\x07'],
];

/** A .docx with a password is an OLE file that holds this stream. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

export function signatureOf(bytes: Uint8Array): Signature | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1');
  const found = SIGNATURES.find(([, start]) => head.startsWith(start))?.[0] ?? null;
  if (found !== 'an old Office file') return found;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(ENCRYPTED) ? 'encrypted-office' : found;
}
