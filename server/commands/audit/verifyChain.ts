// Reading the record from its first event to its last: every link, and every checkpoint against the link that it signed.
import { createPublicKey, verify } from 'node:crypto';
import type { Queries } from '../../../db/queries/db';
import { chainAfter } from '../../../db/queries/events';
import { allCheckpoints, allKeys } from '../../../db/queries/keys';
import { CHAIN_START, firstBrokenLink } from '../../../domain/chain';
import type { ChainVerdict } from '../../../domain/view';
import { checkpointBytes } from '../../keys/checkpoint';

const AT_ONCE = 2000;

/** CH1: bounded memory however long the chain is. A checkpoint over an event that is gone is wrong too: a cut end is seen by it. */
export async function verifyChain(db: Queries): Promise<ChainVerdict> {
  const checkpoints = await allCheckpoints(db);
  const keys = new Map((await allKeys(db)).map((key) => [key.kid, createPublicKey(key.publicPem)]));
  const due = new Map(checkpoints.map((one) => [one.seq, one]));
  const wrong = new Set<number>();
  for (const one of checkpoints) {
    const key = keys.get(one.kid);
    if (!key || !verify(null, checkpointBytes(one), key, one.signature)) wrong.add(one.seq);
  }
  let last = { seq: 0, hash: CHAIN_START };
  let brokenAt: number | null = null;
  for (;;) {
    const links = await chainAfter(db, last.seq, AT_ONCE);
    brokenAt ??= firstBrokenLink(links, last);
    for (const link of links) {
      const signed = due.get(link.seq);
      if (signed && signed.head !== link.hash) wrong.add(link.seq);
      due.delete(link.seq);
    }
    const newest = links.at(-1);
    if (!newest) break;
    last = { seq: newest.seq, hash: newest.hash };
  }
  for (const seq of due.keys()) wrong.add(seq);
  return {
    events: last.seq,
    head: last.hash,
    checkpoints: checkpoints.length,
    brokenAt,
    wrongCheckpoints: [...wrong].sort((a, b) => a - b),
  };
}
