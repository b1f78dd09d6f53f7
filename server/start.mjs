// `npm start`: builds when there is no build or the sources are newer, then runs the built server in this very process, so that
// signals reach it (STACK trap 12). `--build-only` stops after the build (`npm test`).
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = [
  'app',
  'server',
  'db',
  'domain',
  'next.config.js',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
/** Written last by the build: a build that was cut off leaves it old. */
const BUILT = join(root, 'dist', 'server.js');

function newest(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isBuilt() {
  const built = statSync(BUILT, { throwIfNoEntry: false });
  return built !== undefined && built.mtimeMs > Math.max(...SOURCES.map((name) => newest(join(root, name))));
}

if (!isBuilt()) {
  process.stdout.write('Building Countersign (once; about half a minute)…\n');
  const { NODE_ENV: _development, ...env } = process.env;
  const done = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

if (!process.argv.includes('--build-only')) await import(new URL('../dist/server.js', import.meta.url).href);
