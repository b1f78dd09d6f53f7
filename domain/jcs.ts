// RFC 8785 (JCS): one JSON value, one sequence of bytes. What digests and signatures are made over.
import { digest } from 'lib0/hash/sha256';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON text: keys sorted by UTF-16 code units, no white space, ECMAScript numbers; undefined members are absent.
 * @throws RangeError for a number that is not finite or a text with a lone surrogate (RFC 8785 forbids both).
 */
export function jcs(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('jcs: a number that is not finite');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!wellFormed(value)) throw new RangeError('jcs: a lone surrogate');
    return JSON.stringify(value);
  }
  if (isArray(value)) return `[${value.map(jcs).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${jcs(key)}:${jcs(member)}`];
    });
  return `{${members.join(',')}}`;
}

/** SHA-256 as 64 lower-case hex digits. Pure, so that browser (also on plain http) and server compute the same. */
export function sha256Hex(bytes: Uint8Array): string {
  return Array.from(digest(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether every surrogate stands in a pair. */
export function wellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
