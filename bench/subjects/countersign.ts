// The built product as a subject: dist/server.js with its own PostgreSQL, without limits on the rate of frames.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../db/open';
import { PASSWORD, type Person, signedIn } from '../../tests/build/api';
import { aHome, type Product, postgresPids, start } from '../../tests/build/product';
import { inspectorIn } from '../measure/inspector';
import { flagsOf, type Subject } from './subject';

/** One person may have ten connections to one review (PROMISES "Limits"): enough for 200 clients and one who comes late. */
const PEOPLE = 21;

export async function countersign(pin: (pid: number) => void): Promise<Subject> {
  const home = await aHome();
  let product: Product | null = null;
  let people: Person[] = [];
  const up = () => {
    if (!product) throw new Error('the product is not running');
    return product;
  };
  return {
    name: 'countersign',
    stores: true,
    // A room without users stays 5 s, then it is compacted.
    settleMs: 6000,
    start: async (options = {}) => {
      const flags = flagsOf(options).join(' ');
      product = await start(home, {
        env: { COUNTERSIGN_FRAME_RATE: '0', COUNTERSIGN_API_RATE: '0', NODE_OPTIONS: flags },
      });
      for (const pid of [product.pid, ...(await postgresPids(home.dataDir))]) pin(pid);
      if (people.length === 0) people = await crew(product);
    },
    stop: async () => {
      const code = await product?.stop();
      if (code !== 0) throw new Error(`the product ended with ${code}`);
      product = null;
    },
    kill: async () => {
      for (const pid of await postgresPids(home.dataDir)) process.kill(pid, 'SIGKILL');
      await product?.kill();
      product = null;
    },
    pids: async () => ({ server: up().pid, database: await postgresPids(home.dataDir) }),
    inspector: () => inspectorIn(up().output()),
    output: () => product?.output() ?? '',
    documents: async (count) => {
      const ids: string[] = [];
      for (let n = 0; n < count; n++) ids.push(await aReview(people));
      return ids;
    },
    seat: (document, index) => {
      const params = new URLSearchParams({ token: people[index % people.length]?.token ?? '', ack: '1' });
      const url = `${up().url.replace('http', 'ws')}/collab/${document}?${params}`;
      return { wire: 'y-websocket', url, document, token: '' };
    },
    stored: (document) => storedBytes(home.dataDir, document),
    clear: () => home.clear(),
  };
}

async function crew(product: Product): Promise<Person[]> {
  const admin = await product.admin();
  const people = [admin];
  for (let n = 1; n < PEOPLE; n++) {
    const email = `typist${n}@office.test`;
    const made = await admin.call('POST', '/people', { email, name: `Typist ${n}`, password: PASSWORD });
    if (made.status !== 201) throw new Error(`no person: ${JSON.stringify(made.body)}`);
    people.push(await signedIn(product.url, email));
  }
  return people;
}

async function aReview([admin, ...others]: readonly Person[]): Promise<string> {
  const members = others.map(({ id }) => ({ personId: id, roles: ['editor'] }));
  const made = await admin?.call<{ id: string }>('POST', '/reviews', {
    templateId: 'retrospective',
    title: 'Bench',
    members,
  });
  if (made?.status !== 201) throw new Error(`no review: ${JSON.stringify(made?.body)}`);
  return made.body.id;
}

/** The newest snapshot and the tail behind it are what a load reads; the rest is history (versions, authors). */
async function storedBytes(dataDir: string, document: string): Promise<{ state: number; history: number } | null> {
  const { sql, close } = openDatabase({ url: await socketUrl(dataDir), max: 1 });
  try {
    const [row] = await sql<{ state: string; older: string; tail: string; log: string }[]>`
      with newest as (select coalesce(max(seq), 0) as seq from snapshots where doc_id = ${document})
      select
        (select coalesce(sum(octet_length(state)), 0) from snapshots, newest where doc_id = ${document} and snapshots.seq = newest.seq) as state,
        (select coalesce(sum(octet_length(state)), 0) from snapshots, newest where doc_id = ${document} and snapshots.seq < newest.seq) as older,
        (select coalesce(sum(octet_length(bytes)), 0) from updates, newest where doc_id = ${document} and updates.seq > newest.seq) as tail,
        (select coalesce(sum(octet_length(bytes)), 0) from updates, newest where doc_id = ${document} and updates.seq <= newest.seq) as log`;
    return row ? { state: Number(row.state) + Number(row.tail), history: Number(row.older) + Number(row.log) } : null;
  } finally {
    await close();
  }
}

async function socketUrl(dataDir: string): Promise<string> {
  const elsewhere = await readFile(join(dataDir, 'socket-folder'), 'utf8').catch(() => null);
  const folder = elsewhere?.trim() ?? join(dataDir, 'socket');
  return `postgres://countersign@localhost/countersign?host=${encodeURIComponent(folder)}`;
}
