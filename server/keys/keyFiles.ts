// The private keys of this node: Ed25519, one PEM file each in a folder outside the database and its backups.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { link, mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../db/embedded/files';
import { pemOf } from '../../domain/package/pem';

/** A key that signs. `kid` = first 16 hex digits of SHA-256(SPKI) (PROMISES, Keys). */
export interface SigningKey {
  kid: string;
  /** SHA-256(SPKI), hex: what people compare. */
  fingerprint: string;
  spki: Uint8Array;
  publicPem: string;
  /** Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

const NAME = /^[0-9a-f]{16}\.pem$/;

/** @throws Error with the one sentence for the operator when a file is no key of ours. */
export async function keysIn(folder: string): Promise<SigningKey[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return Promise.all(
    names
      .filter((name) => NAME.test(name))
      .map(async (name) => {
        const key = keyOf(await readFile(join(folder, name), 'utf8'), join(folder, name));
        if (`${key.kid}.pem` !== name) throw new Error(`${join(folder, name)} holds another key than its name says.`);
        return key;
      }),
  );
}

/** A new key, written whole before it has its name: a kill leaves no half of one. Readable by this account alone. */
export async function newKeyIn(folder: string): Promise<SigningKey> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = keyOf(pem, 'a new key');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${key.kid}.pem`);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, pem, { mode: 0o600, flush: true });
  await link(draft, path);
  await unlink(draft);
  // Before the first signature under it is committed: a power cut must not keep the one without the other.
  await syncFolder(folder);
  return key;
}

/** SHA-256 of the SPKI in a public PEM, hex. @throws Error when it is no public key. */
export function fingerprintOf(publicPem: string): string {
  const spki = createPublicKey(publicPem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

function keyOf(pem: string, path: string): SigningKey {
  const secret = privateKey(pem, path);
  const spki = new Uint8Array(createPublicKey(secret).export({ type: 'spki', format: 'der' }));
  const fingerprint = createHash('sha256').update(spki).digest('hex');
  return {
    kid: fingerprint.slice(0, 16),
    fingerprint,
    spki,
    publicPem: pemOf(spki),
    sign: (bytes) => new Uint8Array(sign(null, bytes, secret)),
  };
}

function privateKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new Error(`${path} is no readable private key; move it aside, or put the right file there.`, {
      cause: error,
    });
  }
  throw new Error(`${path} is no Ed25519 key; move it aside, or put the right file there.`);
}
