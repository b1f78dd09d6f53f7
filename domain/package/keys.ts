// Whose a signing key is: known and sound, known as bad from a moment on, or nobody's; and which key vouches for which.
import { sha256Hex } from '../jcs';
import { publicKeyIn } from './pem';
import type { Ed25519 } from './verify';

/** A key as its organisation publishes it (`/.well-known/countersign-keys.json`); more fields may stand beside these. */
export interface PublishedKey {
  /** PEM. */
  publicKey: string;
  /** ISO 8601: not to be trusted from then on. */
  badFrom: string | null;
  /** Kid of the key that vouches for this one, and its signature over this one's SPKI, base64. */
  signedBy: string | null;
  signature: string | null;
}

export type KeyStanding = { is: 'sound' } | { is: 'bad'; from: string } | { is: 'unknown' };

/** Given a fingerprint: SHA-256 of the SPKI, hex. */
export type Trust = (fingerprint: string) => KeyStanding;

interface Read {
  raw: Uint8Array;
  spki: Uint8Array;
  fingerprint: string;
  key: PublishedKey;
}

/**
 * PK9: the keys of the list are known. PK14: one that another is to vouch for only when that signature holds. `wanted`: a fingerprint
 * that came by another way; then it and those behind it in an unbroken row of such signatures are known, and no others; what a bad
 * key vouches for is then as bad as itself, for nobody else says when it did. A key of the list that is none is left out.
 */
export async function trustIn(
  items: readonly PublishedKey[],
  ed25519: Ed25519,
  wanted: string | null = null,
): Promise<Trust> {
  const read = items.flatMap((key): Read[] => {
    const found = publicKeyIn(key.publicKey);
    return found ? [{ ...found, fingerprint: sha256Hex(found.spki), key }] : [];
  });
  const byKid = new Map(read.map((one) => [one.fingerprint.slice(0, 16), one]));
  const known = new Map<string, Read & { voucher: Voucher }>();
  for (const one of read) known.set(one.fingerprint, { ...one, voucher: await voucherOf(one, byKid, ed25519) });
  if (wanted !== null) return (fingerprint) => behind(wanted, fingerprint, known);
  return (fingerprint) => {
    const own = known.get(fingerprint);
    return own === undefined || own.voucher === 'nobody' ? UNKNOWN : standing(own.key.badFrom);
  };
}

/** The key that vouches for another; `first`: none is to; `nobody`: the one that is to does not. */
type Voucher = Read | 'first' | 'nobody';

/** From this key back to the one that is wanted. */
function behind(
  wanted: string,
  fingerprint: string,
  known: ReadonlyMap<string, Read & { voucher: Voucher }>,
): KeyStanding {
  let bad: string | null = null;
  const seen = new Set<string>();
  for (let at = fingerprint; !seen.has(at); ) {
    seen.add(at);
    const own = known.get(at);
    const from = own?.key.badFrom ?? null;
    if (from !== null && (bad === null || Date.parse(from) < Date.parse(bad))) bad = from;
    if (at === wanted) return standing(bad);
    if (own === undefined || typeof own.voucher === 'string') return UNKNOWN;
    at = own.voucher.fingerprint;
  }
  return UNKNOWN;
}

const UNKNOWN: KeyStanding = { is: 'unknown' };
const standing = (bad: string | null): KeyStanding => (bad === null ? { is: 'sound' } : { is: 'bad', from: bad });

async function voucherOf({ key, spki }: Read, byKid: ReadonlyMap<string, Read>, ed25519: Ed25519): Promise<Voucher> {
  if (key.signedBy === null && key.signature === null) return 'first';
  const voucher = byKid.get(key.signedBy ?? '');
  const signature = bytesIn(key.signature ?? '');
  const holds = voucher && signature?.length === 64 && (await ed25519(voucher.raw, spki, signature));
  return holds ? voucher : 'nobody';
}

/** The list in the text of a published file; null when it is none. */
export function publishedIn(text: string): PublishedKey[] | null {
  try {
    const { items } = JSON.parse(text) as { items?: unknown };
    return Array.isArray(items) && items.every(isPublished) ? items : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

function isPublished(item: unknown): item is PublishedKey {
  const { publicKey, badFrom, signedBy, signature } = (item ?? {}) as Record<string, unknown>;
  const orNull = [badFrom, signedBy, signature].every((one) => one === null || typeof one === 'string');
  return typeof publicKey === 'string' && orNull && (badFrom === null || !Number.isNaN(Date.parse(String(badFrom))));
}

function bytesIn(base64: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) return null;
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
