// Checkpoints: the head of the chain, signed. One that has left the machine shows every later change of what lies before it (P12).
import type { Queries } from '../../db/queries/db';
import { type CheckpointRow, chainHead, insertCheckpoint, lastCheckpoint } from '../../db/queries/keys';
import { jcs, utf8 } from '../../domain/jcs';
import { CHECKPOINT_SCHEMA } from '../../domain/package/format';
import type { Keys } from './keys';

/** How old the last one may get while the chain grows. */
const EVERY_MS = 3_600_000;

/** The bytes that a checkpoint's signature is over. */
export function checkpointBytes({ seq, head, kid, at }: Omit<CheckpointRow, 'signature'>): Uint8Array {
  return utf8(jcs({ schema: CHECKPOINT_SCHEMA, seq, head, kid, at: at.toISOString() }));
}

/** Signs the head as it is now; nothing when it is signed already, or when there is no event. */
export async function checkpoint(db: Queries, keys: Keys, now: Date): Promise<CheckpointRow | null> {
  const head = await chainHead(db);
  if (!head) return null;
  const last = await lastCheckpoint(db);
  if (last && last.seq >= head.seq) return last;
  const key = await keys.current();
  const row = { seq: head.seq, head: head.hash, kid: key.kid, at: now };
  await insertCheckpoint(db, { ...row, signature: key.sign(checkpointBytes(row)) });
  return lastCheckpoint(db);
}

/** The hourly one of the worker. Answers how many were made. */
export async function checkpointWhenDue(db: Queries, keys: Keys, now: Date): Promise<number> {
  const last = await lastCheckpoint(db);
  if (last && now.getTime() - last.at.getTime() < EVERY_MS) return 0;
  const made = await checkpoint(db, keys, now);
  return made && made.seq !== last?.seq ? 1 : 0;
}
