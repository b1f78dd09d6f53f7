// The lock: exact pins, safe versions, every platform, no download address (STACK trap 1).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refuseLeakyLib0 } from '../../server/lib0';
import { ROOT } from './sources';

interface Entry {
  version: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Entry> };
const locked = (name: string) => lock.packages[`node_modules/${name}`];

/** Below these, known faults (STACK trap 1, danger 10). */
const MINIMUM: Record<string, string> = {
  next: '16.2.11',
  ws: '8.23.0',
  lib0: '0.2.120',
  'drizzle-orm': '0.45.2',
  'next-auth': '5.0.0-beta.32',
};

test('every dependency is pinned exactly, and locked at its pin', () => {
  for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const [name, version] of Object.entries(manifest[group] ?? {})) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(locked(name)?.version, name).toBe(version);
    }
  }
});

test.each(Object.entries(MINIMUM))('%s is at least %s, everywhere in the tree', (name, least) => {
  const copies = Object.entries(lock.packages).filter(
    ([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
  );
  expect(copies.length).toBeGreaterThan(0);
  for (const [path, entry] of copies)
    expect(compare(entry.version, least), `${path} ${entry.version}`).toBeGreaterThanOrEqual(0);
});

test('no download address stands in the lock', () => {
  expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});

test('optional packages of every platform are there, so that npm ci works on each', () => {
  const missing: string[] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      const places = [`${path}/node_modules/${name}`, `node_modules/${name}`, name];
      if (!places.some((place) => lock.packages[place])) missing.push(`${name} of ${path || 'the project'}`);
    }
  }
  expect(missing).toEqual([]);
});

/** Versions as numbers, part by part; a pre-release is below its release. */
function compare(a: string, b: string): number {
  const parts = (version: string) => version.split(/[.-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : -1));
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

test('danger 10: the server asks the lib0 that is installed whether it reads beyond a message, and starts with this one', () => {
  expect(refuseLeakyLib0).not.toThrow();
});
