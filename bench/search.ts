// `npm run bench -- --only search`: how long a search takes over 2,000 reviews of 6,000 characters, in a database of its own.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '../db/embedded/supervisor';
import { migrate } from '../db/migrate';
import { type Database, openDatabase } from '../db/open';
import { bigrams, folded } from '../domain/search';
import { ensureFirstAdmin } from '../server/commands/people/setUp';
import { createLog } from '../server/log';
import { createServices } from '../server/services';
import { writeBuiltinTemplates } from '../server/templates';
import { search } from '../server/views/search';

const REVIEWS = 2_000;
const CHARACTERS = 6_000;
const AT_ONCE = 100;
const TIMES = 20;
const WANTED_MS = 100;
const MIGRATIONS = fileURLToPath(new URL('../db/migrations', import.meta.url));
/** A rare passage, one of every tenth text, one of every text, a single character, two words of two languages. */
const QUERIES = ['夜班交接单漏签', '门诊预约', '整改落实情况', '难', 'Harbour 2026', '没有这一句话'];

type Random = () => number;

/** Words as texts of the kind have them: some thousand characters, common ones far more often. */
function textOf(n: number, random: Random): string {
  const lines: string[] = [];
  let length = 0;
  while (length < CHARACTERS) {
    const line = Array.from({ length: 60 }, () => String.fromCharCode(0x4e00 + Math.floor(random() ** 3 * 3_500))).join(
      '',
    );
    lines.push(`${line}。`);
    length += line.length + 2;
  }
  lines.push('整改落实情况较好。');
  if (n % 10 === 0) lines.push('门诊预约仍有困难，Harbour 项目 2026 年完成。');
  if (n === 1_234) lines.push('夜班交接单漏签三次。');
  return lines.join('\n');
}

/** mulberry32: the same texts at each run. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function fill({ sql }: Database, personId: string): Promise<void> {
  const random = randomOf(1);
  const [template] = await sql`select id, version from templates limit 1`;
  for (let from = 0; from < REVIEWS; from += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_, index) => {
      const name = `回顾 ${from + index}`;
      const body = textOf(from + index, random);
      return { name, title: bigrams(name).join(' '), body, folded: folded(body), grams: bigrams(body).join(' ') };
    });
    await sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(name text, title text, body text, folded text, grams text)
      ), made as (
        insert into reviews (title, title_grams, template_id, template_version, created_by)
        select name, title, ${template?.id}, ${template?.version}, ${personId} from given returning id, title
      ), joined as (
        insert into members (review_id, person_id, roles, added_by) select id, ${personId}, array['owner'], ${personId} from made
      )
      insert into review_texts (review_id, epoch, seq, body, folded, sections, grams)
      select made.id, 1, 1, body, folded, '[]', grams from made join given on given.name = made.title`;
  }
  await sql`vacuum analyze`;
}

/** Prints one line a query: found on the first page, median and longest of twenty. */
export async function benchSearch(say: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cs-search-'));
  // As root, PostgreSQL runs as another user, who must pass through.
  await chmod(folder, 0o711);
  const log = createLog('warn', (line) => say(line));
  const embedded = await startEmbedded({ dataDir: join(folder, 'data'), pgBin: null, log });
  const database = openDatabase({ url: embedded.url });
  // Killed in the middle it must not leave its PostgreSQL behind.
  const end = async () => {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end());
  try {
    await migrate(database, MIGRATIONS);
    await writeBuiltinTemplates(database.db);
    const services = createServices({
      database,
      log,
      secret: 'only-for-a-bench-'.repeat(3),
      dataDir: folder,
      publicUrl: 'http://localhost',
      frameRate: 0,
      apiRate: 0,
    });
    const first = { email: 'lin@office.test', password: 'quiet harbour 9', name: 'Lin', organisation: 'Harbour' };
    const made = await ensureFirstAdmin(services.needs, first);
    if (!made.ok) throw new Error(made.refusal.code);
    const [person] = await database.sql`select id from people`;
    const personId = String(person?.id);
    await fill(database, personId);
    const actor = {
      ...{ personId, name: 'Lin', email: first.email, admin: false, colour: 1 },
      ...{ sessionId: personId, via: 'token' as const, locale: 'zh-CN' as const },
    };
    say(`Search over ${REVIEWS} reviews of ${CHARACTERS} characters (wanted: less than ${WANTED_MS} ms)`);
    for (const q of QUERIES) {
      const took: number[] = [];
      let found = 0;
      for (let n = 0; n < TIMES; n++) {
        const began = performance.now();
        const answer = await search(services.needs, actor, { q });
        took.push(performance.now() - began);
        found = answer.ok ? answer.value.items.length : -1;
      }
      took.sort((a, b) => a - b);
      const [median = 0, longest = 0] = [took[TIMES / 2], took.at(-1)];
      say(`${q}: ${found} on the first page, median ${median.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`);
    }
    await services.collab.drain();
  } finally {
    await database.close();
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
