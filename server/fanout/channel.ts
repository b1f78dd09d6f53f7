// Which channel, and which key: from the secret and the database, so that two installations on one Redis never hear each other.
import { createHmac } from 'node:crypto';

/** `database`: the same for all nodes of an installation, another for every other. */
export function channelOf(secret: string, database: string): { channel: string; key: Uint8Array } {
  const derived = (use: string) => createHmac('sha256', secret).update(`fan-out ${use} ${database}`).digest();
  return { channel: `countersign:${derived('channel').toString('hex').slice(0, 24)}`, key: derived('key') };
}
