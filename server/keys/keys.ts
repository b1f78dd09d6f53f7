// The server's keys as services use them: the one that signs now, those that are known, and how one follows another.
import type { Queries } from '../../db/queries/db';
import { appendEvents } from '../../db/queries/events';
import { allKeys, insertKey, type KeyRow, retireKey, usableKeys } from '../../db/queries/keys';
import type { OrganisationEvent } from '../../domain/events';
import type { Log } from '../log';
import { fingerprintOf, keysIn, newKeyIn, type SigningKey } from './keyFiles';

export interface Keys {
  /** The key of this node that signs now; made at the first question. */
  current(): Promise<SigningKey>;
  /** Every public key that this organisation ever signed with, oldest first. */
  known(): Promise<KeyRow[]>;
}

interface KeyNeeds {
  db: Queries;
  log: Log;
  /** The folder of the private keys. */
  folder: string;
}

/**
 * Each node signs with its own newest key that is neither retired nor marked bad. Read anew each time: a key rotated by the command
 * line signs from then on without a restart.
 */
export function createKeys(needs: KeyNeeds): Keys {
  let making: Promise<SigningKey> | null = null;
  const current = async () => {
    const own = await keysIn(needs.folder);
    // A file without its row: the database was made anew, or a kill came between the two.
    for (const key of own) await insertKey(needs.db, rowOf(key));
    const [newest] = await usableKeys(
      needs.db,
      own.map(({ kid }) => kid),
    );
    const found = own.find(({ kid }) => kid === newest?.kid);
    return found ?? first(needs);
  };
  return {
    // One at a time: two first questions must not make two keys.
    current: () => {
      making ??= current().finally(() => {
        making = null;
      });
      return making;
    },
    known: () => allKeys(needs.db),
  };
}

async function first({ db, log, folder }: KeyNeeds): Promise<SigningKey> {
  const key = await newKeyIn(folder);
  await insertKey(db, rowOf(key));
  log.info('a signing key was made; keep a copy of its file apart from the backups', { kid: key.kid, folder });
  return key;
}

const rowOf = ({ kid, publicPem }: SigningKey) => ({ kid, publicPem });

/**
 * A new key that the present one vouches for; the old one signs nothing from then on and stays known for ever. In the caller's
 * transaction, which is on the record (PK18). A kill in between leaves a file without a row, which the next question makes a key like any
 * other.
 */
export async function rotate(needs: KeyNeeds, now: Date): Promise<{ before: SigningKey; after: SigningKey }> {
  const before = await createKeys(needs).current();
  const after = await newKeyIn(needs.folder);
  await insertKey(needs.db, { ...rowOf(after), signedBy: before.kid, signature: before.sign(after.spki) });
  await retireKey(needs.db, before.kid, now);
  const { kid, fingerprint } = after;
  const event: OrganisationEvent = { kind: 'key.rotated', body: { kid, fingerprint, before: before.kid } };
  await appendEvents(needs.db, [{ ...event, actorId: null, reviewId: null }]);
  return { before, after };
}

/**
 * Fingerprints of the keys that sign by now, that of this node first: a text may be set by one node and packed by another, and the
 * paper has to name the key of both.
 */
export async function signingFingerprints(keys: Keys): Promise<string[]> {
  const { fingerprint } = await keys.current();
  const signing = (await keys.known()).filter(({ retiredAt, badFrom }) => retiredAt === null && badFrom === null);
  return [...new Set([fingerprint, ...signing.map(({ publicPem }) => fingerprintOf(publicPem))])];
}

/** What everybody may read: every key with its fingerprint, which one vouches for it, and whether it is still to be trusted. */
export async function publishedKeys(keys: Keys) {
  const items = (await keys.known()).map((key) => ({
    kid: key.kid,
    fingerprint: fingerprintOf(key.publicPem),
    publicKey: key.publicPem,
    createdAt: key.createdAt.toISOString(),
    retiredAt: key.retiredAt?.toISOString() ?? null,
    badFrom: key.badFrom?.toISOString() ?? null,
    signedBy: key.signedBy,
    signature: key.signature && Buffer.from(key.signature).toString('base64'),
  }));
  return { items };
}
