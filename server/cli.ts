// The command line: what an operator does without a browser.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EmbeddedError, startEmbedded } from '../db/embedded/supervisor';
import { DatabaseTooNew, migrate } from '../db/migrate';
import { type Database, openDatabase } from '../db/open';
import { addPerson } from './commands/people/createPerson';
import { createPeopleNeeds } from './commands/people/needs';
import { type Env, readEnv, WrongEnvironment } from './env';
import { createLog, type Log } from './log';
import { keptSecret } from './secret';

const MIGRATIONS = fileURLToPath(new URL('../db/migrations', import.meta.url));

const USAGE = `usage:
  node dist/cli.js migrate
  node dist/cli.js user add EMAIL NAME [--admin]     the password is read from standard input, one line

The environment is the server's (DATABASE_URL, COUNTERSIGN_DATA …). With the embedded database, stop the server first.
`;

class Usage extends Error {}

async function withDatabase(env: Env, log: Log, work: (database: Database) => Promise<void>): Promise<void> {
  const embedded = env.databaseUrl ? null : await startEmbedded({ dataDir: env.dataDir, pgBin: env.pgBin, log });
  try {
    const database = openDatabase({ url: env.databaseUrl ?? embedded?.url ?? '' });
    try {
      await migrate(database, MIGRATIONS);
      await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}

async function addUser(env: Env, log: Log, args: { email: string; name: string; admin: boolean }): Promise<void> {
  const password = await firstLine(process.stdin);
  const secret = env.secret ?? (await keptSecret(env.dataDir));
  await withDatabase(env, log, async (database) => {
    const needs = createPeopleNeeds({
      database,
      log,
      secret,
      publicUrl: env.publicUrl ?? '',
      onSessionsEnded: () => undefined,
    });
    const added = await addPerson(needs, null, { ...args, password });
    if (!added.ok)
      throw new WrongEnvironment(
        `Not added: ${added.refusal.code} ${added.refusal.field ?? ''} ${added.refusal.detail ?? ''}`.trim(),
      );
    process.stdout.write(`${added.value.id}\n`);
  });
}

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.includes('\n') || text.length > 10_000) break;
  }
  return text.split(/\r?\n/)[0] ?? '';
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { admin: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const [command, verb, email, name] = positionals;
  if (values.help) return void process.stdout.write(USAGE);
  const env = readEnv();
  // Standard output is the command's answer; what the database says goes beside it.
  const log = createLog(env.logLevel, (line) => process.stderr.write(line));
  if (command === 'migrate' && positionals.length === 1) return withDatabase(env, log, async () => undefined);
  if (command === 'user' && verb === 'add' && email && name && positionals.length === 4)
    return addUser(env, log, { email, name, admin: values.admin });
  throw new Usage(USAGE);
}

/** Errors whose message is the one sentence for the operator. */
const SENTENCES = [Usage, EmbeddedError, DatabaseTooNew, WrongEnvironment];

main().catch((error: unknown) => {
  const known = error instanceof Error && SENTENCES.some((kind) => error instanceof kind);
  const trace = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${known ? error.message : trace}\n`);
  process.exit(error instanceof Usage ? 2 : 1);
});
