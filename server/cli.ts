// The command line: what an operator does without a browser.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isAway } from '../db/away';
import { audit } from './cli/audit';
import { backup, restore } from './cli/backup';
import { type Surroundings, withDatabase } from './cli/database';
import { keyBad, keyList, keyRotate } from './cli/keys';
import { inWords, Usage } from './cli/trouble';
import { verify } from './cli/verify';
import { addPerson } from './commands/people/createPerson';
import { createPeopleNeeds } from './commands/people/needs';
import { readEnv, WrongEnvironment } from './env';
import { createLog } from './log';
import { keptSecret } from './secret';

const MIGRATIONS = fileURLToPath(new URL('../db/migrations', import.meta.url));

const USAGE = `usage:
  node dist/cli.js backup FILE                       everything that is saved now, into one file; the server may run
  node dist/cli.js restore FILE [--replace]          brings a backup back; --replace: in place of everything that is there
  node dist/cli.js restore FILE --check              reads a backup to its last byte and changes nothing
  node dist/cli.js verify PACKAGE [--key FINGERPRINT] a signed package, offline: a zip, or the folder it was unpacked into
     --keys FILE                                     under the keys of this copy of countersign-keys.json
     --witness DIGEST                                the completion's digest, kept from before the key became bad
  node dist/cli.js audit                             reads the whole record and its checkpoints; the server may run
  node dist/cli.js audit --against COPY              the same, and whether all of an exported .jsonl is still in it
  node dist/cli.js audit --to FILE                   the same, and all of it with every word into a file, for the operator
  node dist/cli.js keys                              the server's public keys
  node dist/cli.js keys rotate                       a new key, vouched for by the present one; the server may run
  node dist/cli.js keys bad KID SINCE                KID is in other hands since then (ISO 8601): what it signed is unproven
  node dist/cli.js migrate
  node dist/cli.js user add EMAIL NAME [--admin]     the password is read from standard input, one line

The environment is the server's (DATABASE_URL, COUNTERSIGN_DATA …). With the embedded database, stop the server before migrate
and user add.
`;

async function addUser(at: Surroundings, args: { email: string; name: string; admin: boolean }): Promise<void> {
  const { env, log } = at;
  const password = await firstLine(process.stdin);
  const secret = env.secret ?? (await keptSecret(env.dataDir));
  await withDatabase(at, async (database) => {
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
  const { positionals, values } = commandLine();
  const [command, verb, email, name] = positionals;
  if (values.help) return void process.stdout.write(USAGE);
  const env = readEnv();
  // Standard output is the command's answer; what the database says goes beside it.
  const log = createLog(env.logLevel, (line) => process.stderr.write(line));
  const at: Surroundings = { env, log, migrations: MIGRATIONS };
  const alone = positionals.length === 2 && verb !== undefined && verb !== '';
  if (command === 'backup' && alone) return backup(at, verb);
  if (command === 'restore' && alone) return restore(at, verb, { replace: values.replace, check: values.check });
  if (command === 'verify' && alone) return verify(verb, values);
  if (command === 'audit' && positionals.length === 1) return audit(at, values);
  if (command === 'keys' && positionals.length === 1) return keyList(at);
  if (command === 'keys' && verb === 'rotate' && positionals.length === 2) return keyRotate(at);
  if (command === 'keys' && verb === 'bad' && email && name && positionals.length === 4) return keyBad(at, email, name);
  if (command === 'migrate' && positionals.length === 1) return withDatabase(at, async () => undefined);
  if (command === 'user' && verb === 'add' && email && name && positionals.length === 4)
    return addUser(at, { email, name, admin: values.admin });
  throw new Usage(USAGE);
}

function commandLine() {
  const no = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        admin: no,
        replace: no,
        check: no,
        help: no,
        key: text,
        keys: text,
        witness: text,
        to: text,
        against: text,
      },
    });
  } catch (error) {
    throw new Usage(`${error instanceof Error ? error.message : error}\n\n${USAGE}`, { cause: error });
  }
}

// postgres.js asks for the array types by itself at the beginning of a connection, and waits for no answer: when the connection
// ends just then, the command still cleans up and says so itself.
process.on('unhandledRejection', (error) => {
  if (!isAway(error)) throw error;
});

main().catch((error: unknown) => {
  process.stderr.write(`${inWords(error)}\n`);
  process.exit(error instanceof Usage ? 2 : 1);
});
