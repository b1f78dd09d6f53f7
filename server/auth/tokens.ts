// Opaque tokens of sessions and links: made here, shown once, kept only as SHA-256; and commitments that name a thing without telling it.
import { createHash, createHmac, randomBytes } from 'node:crypto';

/** 32 random bytes, base64url: 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Null for what cannot be a token of ours, so that no query sees it. */
export function tokenSha256(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return createHash('sha256').update(token).digest('hex');
}

/** HMAC-SHA-256 under the server's secret, hex: the same thing gives the same word, the word gives nothing back (addresses, sessions). */
export function commitment(secret: string, thing: string): string {
  return createHmac('sha256', secret).update(thing).digest('hex');
}
