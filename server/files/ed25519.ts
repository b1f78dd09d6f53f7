// Ed25519 by Node's own cryptography, for verifying packages.
import { createPublicKey, verify } from 'node:crypto';
import type { Ed25519 } from '../../domain/package/verify';

/** False also for 32 bytes that are no point of the curve. */
export const ed25519: Ed25519 = (key, message, signature) => {
  const x = Buffer.from(key).toString('base64url');
  return verify(null, message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
};
