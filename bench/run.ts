// `npm run bench`: the load scenarios against the peers, side by side in alternating rounds, and one table of medians.
// Quick by default; `-- --full` for everything; `--traces DIR` names the recorded sessions; `--only WORD` picks scenarios by name; `--profile DIR` writes CPU profiles.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchBrowser } from './browser/run';
import { type Clients, startClients } from './client/clients';
import { findCores } from './measure/cores';
import { scenarios } from './scenarios/all';
import type { Scenario } from './scenarios/scenario';
import { benchSearch } from './search';
import { countersign } from './subjects/countersign';
import { hocuspocus } from './subjects/hocuspocus';
import { profiled } from './subjects/profiled';
import { relay } from './subjects/relay';
import type { Subject } from './subjects/subject';
import { type Measured, tableOf } from './table';

const BENCH = fileURLToPath(new URL('.', import.meta.url));
/** They have packages of their own: the product's lock stays clean, and nothing of the bench finds a second Yjs. */
const PEERS = join(BENCH, 'peers');
const ROUNDS = 3;
/** How much of a subject's output a failure shows, characters. */
const SAID = 2000;

const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    traces: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

function preparePeers(): void {
  if (!existsSync(join(BENCH, '..', 'dist', 'server.js'))) throw new Error('No build: run `npm run build` first.');
  if (existsSync(join(PEERS, 'node_modules', '@hocuspocus', 'server'))) return;
  say('Installing the peers into bench/peers/ (once; compiling sqlite3 takes a minute) …');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: PEERS,
    stdio: ['ignore', 'ignore', 'inherit'],
    // sqlite3 would otherwise fetch a binary from elsewhere than the registry.
    env: { ...process.env, npm_config_build_from_source: 'true' },
  });
  if (done.status !== 0) throw new Error('The peers could not be installed: run `npm ci` in bench/peers/.');
}

/** The folder with the recorded sessions, or null and a sentence. */
function tracesFolder(): string | null {
  const folder = resolve(options.traces ?? join(BENCH, '..', '..', 'shared', 'traces'));
  if (existsSync(join(folder, 'sveltecomponent.json.gz'))) return folder;
  say(
    `No recorded sessions in ${options.traces ?? '../shared/traces'}: replay is skipped (--traces DIR names their folder).`,
  );
  return null;
}

function chosen(traces: string | null): Scenario[] {
  return scenarios.filter(
    ({ name, quickRounds }) =>
      (options.full || quickRounds > 0 || options.only !== undefined) &&
      (traces !== null || !name.startsWith('replay')) &&
      (options.only === undefined || name.includes(options.only)),
  );
}

async function measure(scenario: Scenario, subjects: readonly Subject[], clients: Clients, traces: string | null) {
  const measured: Measured = {};
  const rounds = options.full ? ROUNDS : Math.max(1, scenario.quickRounds);
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects.filter(({ name }) => scenario.subjects.includes(name))) {
      process.stderr.write(`${scenario.name}, round ${round + 1} of ${rounds}: ${subject.name}\n`);
      await subject.start({ inspect: scenario.inspect === true });
      try {
        const figures = await scenario.run(subject, { clients, full: options.full, traces });
        measured[subject.name] = [...(measured[subject.name] ?? []), figures];
      } catch (error) {
        const said = subject.output().slice(-SAID);
        throw new Error(`${scenario.name}: ${subject.name} failed\n${said}`, { cause: error });
      }
      await subject.stop();
    }
  }
  return { scenario, measured };
}

async function main(): Promise<void> {
  preparePeers();
  const cores = findCores();
  const traces = tracesFolder();
  const clients = startClients(cores.client);
  const plain = [await relay(cores.server), await hocuspocus(cores.server), await countersign(cores.server)];
  const { profile } = options;
  const subjects = profile === undefined ? plain : plain.map((one) => profiled(one, resolve(profile)));
  const began = Date.now();
  const load = loadavg()[0] ?? 0;
  const results: Awaited<ReturnType<typeof measure>>[] = [];
  try {
    for (const scenario of chosen(traces)) results.push(await measure(scenario, subjects, clients, traces));
  } finally {
    clients.end();
    for (const subject of subjects) {
      await subject.kill();
      await subject.clear();
    }
    if (results.length > 0) await report(results, { cores: cores.said, load, seconds: (Date.now() - began) / 1000 });
  }
}

async function report(
  results: readonly { scenario: Scenario; measured: Measured }[],
  run: { cores: string; load: number; seconds: number },
): Promise<void> {
  say(
    `\n${options.full ? 'full' : 'quick'} run of ${Math.round(run.seconds)} s, Node ${process.version}; ${run.cores}.`,
  );
  say(
    `Load average at the start: ${run.load.toFixed(2)}${run.load > 0.7 ? ' - OTHERS WERE AT WORK, figures are noisy' : ''}.`,
  );
  say(
    'Medians of the rounds; ratio = Countersign / Hocuspocus 3.4.4 + SQLite. CPU is that of the server with PostgreSQL.\n',
  );
  say(tableOf(results));
  const folder = join(BENCH, 'results');
  await mkdir(folder, { recursive: true });
  const rows = results.map(({ scenario, measured }) => ({ scenario: scenario.name, measured }));
  await writeFile(join(folder, 'latest.json'), `${JSON.stringify({ ...run, full: options.full, rows }, null, 2)}\n`);
}

// Not against the peers, which search nothing.
if (options.only === 'search') await benchSearch(say);
else if (options.only === 'browser') await benchBrowser(say, options.profile);
else await main();
