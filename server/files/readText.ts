// Bytes of a plain text to its characters (DOMAIN "Recognising" 1): UTF-8, UTF-16 with BOM, else GB18030; never garbage silently.
import { Refused } from '../../domain/refusal';

/** Bytes by which an encoding is told; even, so that no UTF-16 unit is cut. */
const SAMPLE = 128 * 1024;

/**
 * Drops one leading U+FEFF, leaves line ends as they are.
 * @throws Refused `unreadable-text` for a NUL, for bytes of none of the three encodings, and for what GB18030 would accept but
 * its own bytes tell to be something else: UTF-16 without a BOM, Big5, UTF-8 that is damaged or mixed with another encoding.
 */
export function readText(bytes: Uint8Array): string {
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw unreadable('the text holds a NUL');
  return text;
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodedAs('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodedAs('utf-16be', bytes);
  const utf8 = attempt('utf-8', bytes);
  if (utf8 !== null) return utf8;
  const gb = decodedAs('gb18030', bytes);
  const sample = bytes.subarray(0, SAMPLE);
  const latin1 = Buffer.from(sample.buffer, sample.byteOffset, sample.length).toString('latin1');
  if (isMostlyUtf8(latin1)) throw unreadable('UTF-8 that is damaged or mixed with another encoding');
  if (isBig5(latin1)) throw unreadable('the bytes look like Big5');
  if (bytes.length % 2 === 0 && isBareUtf16(sample))
    throw unreadable('the bytes look like UTF-16 without a byte order mark');
  return gb;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Null for bytes that the encoding does not have. TextDecoder drops the one BOM of UTF-8 and UTF-16 itself. */
function attempt(encoding: Encoding, bytes: Uint8Array): string | null {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function decodedAs(encoding: Encoding, bytes: Uint8Array): string {
  const text = attempt(encoding, bytes);
  if (text === null) throw unreadable(`the bytes are not ${encoding}`);
  return text;
}

/** GB text has next to no such triples; a tenth of its bytes in them means UTF-8 that failed for one reason or another. */
function isMostlyUtf8(latin1: string): boolean {
  const triples = latin1.match(/[\u00e3-\u00e9][\u0080-\u00bf]{2}/g)?.length ?? 0;
  const high = latin1.match(/[\u0080-\u00ff]/g)?.length ?? 0;
  return triples * 30 > high;
}

/** Common Big5 characters have no first byte below A1 and no second byte in 80..A0, and four in ten have one in 40..7E. */
function isBig5(latin1: string): boolean {
  const pairs = latin1.match(/[\u0081-\u00fe][\u0030-\u00fe]/g) ?? [];
  const low = pairs.filter((pair) => /[\u0040-\u007e]$/.test(pair)).length;
  return (
    low * 6 > pairs.length &&
    low > 3 &&
    !pairs.some((pair) => /^[\u0081-\u00a0]|[\u0030-\u0039\u0080-\u00a0]$/.test(pair))
  );
}

/** Read as pairs, a Chinese text in UTF-16 is nearly all Chinese; one in GB18030 is Hangul, Yi and private use. */
function isBareUtf16(bytes: Uint8Array): boolean {
  return (['utf-16le', 'utf-16be'] as const).some((encoding) => {
    const text = attempt(encoding, bytes) ?? '';
    return (text.match(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0) > 0.9 * text.length && text !== '';
  });
}

function unreadable(detail: string): Refused {
  return new Refused('unreadable-text', { detail });
}
