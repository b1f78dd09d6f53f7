// `audit`: the record held against its checkpoints and against a copy that was kept elsewhere, and a copy of all of it for the operator.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Queries } from '../../db/queries/db';
import { chainAfter, linksBetween } from '../../db/queries/events';
import { firstBrokenCopy, type HandedLink } from '../../domain/chain';
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
  const lines = createInterface({ input: createReadStream(file, 'utf8') });
  for await (const line of lines) {
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

/** All of it, one event a line, readable by its owner alone. A file that is there is not overwritten. */
async function written(db: Queries, file: string): Promise<number> {
  const out = await open(file, 'wx', 0o600);
  let last = 0;
  try {
    for (;;) {
      const links = await chainAfter(db, last, AT_ONCE);
      const newest = links.at(-1);
      if (!newest) break;
      await out.write(`${links.map((link) => JSON.stringify(link)).join('\n')}\n`);
      last = newest.seq;
    }
    await out.sync();
  } finally {
    await out.close();
  }
  return last;
}
