// `audit`: the record held against its checkpoints and against a copy that was kept elsewhere, and a copy of all of it for the operator.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import type { Database } from '../../db/open';
import type { Queries } from '../../db/queries/db';
import { appendEvents, chainAfter, linksBetween } from '../../db/queries/events';
import { firstBrokenCopy, type HandedLink } from '../../domain/chain';
import type { OrganisationEvent } from '../../domain/events';
import { verifyChain } from '../commands/audit/verifyChain';
import { WrongEnvironment } from '../env';
import { besideServer, type Surroundings } from './database';

const say = (line: string) => process.stdout.write(`${line}\n`);
const AT_ONCE = 2000;

/** Exit code 0 when every link, every checkpoint and, when there is one, the whole copy holds; else 1. */
export async function audit(at: Surroundings, { to, against }: { to?: string; against?: string }): Promise<void> {
  await besideServer(at, async ({ db }) => {
    const { events, head, checkpoints, brokenAt, wrongCheckpoints } = await verifyChain(db);
    say(`${events} events, head ${head}`);
    say(brokenAt === null ? 'every link holds' : `BROKEN at event ${brokenAt}`);
    say(
      wrongCheckpoints.length === 0
        ? `${checkpoints} checkpoints hold`
        : `WRONG checkpoints at events ${wrongCheckpoints.join(', ')}`,
    );
    const copyHolds = against === undefined || (await held(db, against));
    if (to !== undefined) say(`${await written(db, to)} events written to ${to}, words included`);
    process.exitCode = brokenAt === null && wrongCheckpoints.length === 0 && copyHolds ? 0 : 1;
  });
}

/** CH3: whether the copy holds by itself and every hash of it is still in its place. */
async function held(db: Queries, file: string): Promise<boolean> {
  let [count, whole] = [0, 0];
  let before: HandedLink[] = [];
  for await (const links of batches(file)) {
    // With the last one of the batch before, so that the seam is a link like any other.
    const broken = firstBrokenCopy([...before, ...links]);
    const different = broken ?? (await firstDifferent(db, links));
    if (different !== null) {
      say(`The copy ${broken === null ? 'DIFFERS from the record' : 'is BROKEN'} at event ${different}`);
      return false;
    }
    count += links.length;
    whole += links.filter(({ withheld }) => !withheld).length;
    before = links.slice(-1);
  }
  say(`the copy holds: ${count} events are in the record as they were, ${whole} of them with their whole words`);
  return true;
}

async function firstDifferent(db: Queries, links: readonly HandedLink[]): Promise<number | null> {
  const [first, last] = [links[0], links.at(-1)];
  if (!first || !last) return null;
  const now = new Map((await linksBetween(db, first.seq, last.seq)).map(({ seq, hash }) => [seq, hash]));
  return links.find(({ seq, hash }) => now.get(seq) !== hash)?.seq ?? null;
}

async function* batches(file: string): AsyncGenerator<HandedLink[]> {
  let batch: HandedLink[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line.trim() === '') continue;
    batch.push(linkIn(line, file));
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function linkIn(line: string, file: string): HandedLink {
  try {
    const link = JSON.parse(line) as HandedLink;
    if (Number.isSafeInteger(link.seq) && typeof link.hash === 'string' && typeof link.prev === 'string') return link;
  } catch (cause) {
    throw new WrongEnvironment(`${file} is no copy of the record: one event a line, as JSON.`, { cause });
  }
  throw new WrongEnvironment(`${file} is no copy of the record: one event a line, as JSON.`);
}

/**
 * PK21: all of it, one event a line, readable by its owner alone. That it was taken away is on the record before a word of it is in the
 * file: the chain is read once for its digest, and once more for the file. A file that is there is not overwritten.
 */
async function written(db: Database['db'], file: string): Promise<number> {
  const out = await open(file, 'wx', 0o600);
  try {
    const digest = createHash('sha256');
    let to = 0;
    for await (const { words, last } of lines(db, Number.MAX_SAFE_INTEGER)) {
      digest.update(words);
      to = last;
    }
    const sha256 = digest.digest('hex');
    const body = { format: 'jsonl', after: 0, to, sha256, by: 'operator', host: hostname() };
    const event: OrganisationEvent = { kind: 'export.record', body };
    await db.transaction((tx) => appendEvents(tx, [{ ...event, actorId: null, reviewId: null }]));
    await filled(db, out, to);
    return to;
  } catch (error) {
    // Half of a record looks like all of it.
    await unlink(file);
    throw error;
  } finally {
    await out.close();
  }
}

async function filled(db: Queries, out: FileHandle, to: number): Promise<void> {
  for await (const { words } of lines(db, to)) await out.write(words);
  await out.sync();
}

/** The chain as lines of a file, in parts of bounded size, up to the entry `to`. */
async function* lines(db: Queries, to: number): AsyncGenerator<{ words: string; last: number }> {
  for (let last = 0; last < to; ) {
    const links = (await chainAfter(db, last, AT_ONCE)).filter(({ seq }) => seq <= to);
    const newest = links.at(-1);
    if (!newest) return;
    last = newest.seq;
    yield { words: `${links.map((link) => JSON.stringify(link)).join('\n')}\n`, last };
  }
}
