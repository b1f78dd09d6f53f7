// An Ed25519 public key in its one PEM form.

/** The ASN.1 in front of the 32 bytes of an Ed25519 public key (RFC 8410). */
const SPKI_HEAD = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** The one PEM text of a public key: base64 has several forms for the same bytes, and only one of them is ours. */
export function pemOf(spki: Uint8Array): string {
  const base64 = btoa(Array.from(spki, (byte) => String.fromCharCode(byte)).join(''));
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;
}

/** Null for any text that is not exactly that of such a key. */
export function publicKeyIn(text: string): { spki: Uint8Array; raw: Uint8Array } | null {
  const base64 = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{58,62}={0,2})\n-----END PUBLIC KEY-----\n$/.exec(
    text,
  )?.[1];
  if (!base64 || base64.length % 4 !== 0) return null;
  const spki = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const ours = spki.length === 44 && SPKI_HEAD.every((byte, n) => spki[n] === byte) && pemOf(spki) === text;
  return ours ? { spki, raw: spki.slice(SPKI_HEAD.length) } : null;
}
