// The digest of the bytes that were received, computed in the page and not taken from the server's word.
import { sha256Hex } from '../../../domain/jcs';

/** 64 lower-case hex digits. The browser's own hash where it has one; it is missing on plain-http intranets. */
export async function digestOfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!globalThis.crypto?.subtle) return sha256Hex(bytes);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
