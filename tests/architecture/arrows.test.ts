// The house keeps its arrows: app -> server -> db -> domain, no cycles, and each kind of knowledge in its one room.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, type Source, sources } from './sources';

const ROOMS = ['app', 'server', 'db', 'domain'];
const all = sources(ROOMS);
const byPath = new Map(all.map((one) => [one.path, one]));
const room = (path: string) => path.split('/')[0] ?? '';
const isClient = (source: Source) => /^(\/\/[^\n]*\n)*['"]use client['"]/.test(source.text);

test('every import leads to a file that is there', () => {
  const broken = all.flatMap((one) =>
    [...one.imports, ...one.types]
      .filter((path) => !existsSync(join(ROOT, path)))
      .map((path) => `${one.path} -> ${path}`),
  );
  expect(broken).toEqual([]);
});

test('no two files differ in the case of a letter alone: to some disks they are one', () => {
  const bare = all.map(({ path }) => path.replace(/\.\w+$/, ''));
  const seen = new Map(bare.map((path) => [path.toLowerCase(), path]));
  expect(bare.filter((path) => seen.get(path.toLowerCase()) !== path)).toEqual([]);
});

test('imports point down: app -> server -> db -> domain', () => {
  const up = all.flatMap((one) =>
    [...one.imports, ...one.types]
      .filter((path) => ROOMS.indexOf(room(path)) < ROOMS.indexOf(room(one.path)))
      .map((path) => `${one.path} imports ${path}`),
  );
  expect(up).toEqual([]);
});

test('app/ knows of the server only its door, server/runtime.ts', () => {
  const through = all
    .filter((one) => room(one.path) === 'app')
    .flatMap((one) =>
      [...one.imports, ...one.types]
        .filter((path) => room(path) === 'server' && path !== 'server/runtime.ts')
        .map((path) => `${one.path} imports ${path}`),
    );
  expect(through).toEqual([]);
});

test('what runs in the browser imports app/ and domain/ alone', () => {
  const reached = new Set<string>();
  const wrong: string[] = [];
  const walk = (path: string, from: string) => {
    if (room(path) === 'server' || room(path) === 'db') wrong.push(`${from} reaches ${path}`);
    const source = byPath.get(path);
    // A file of server actions is a call over the network, not an import.
    if (!source || reached.has(path) || /^(\/\/[^\n]*\n)*['"]use server['"]/.test(source.text)) return;
    reached.add(path);
    for (const next of source.imports) walk(next, path);
  };
  for (const source of all.filter(isClient)) walk(source.path, source.path);
  expect(wrong).toEqual([]);
  expect(reached.size).toBeGreaterThan(50);
});

test('CK32 the page’s own thread runs no check: its worker alone imports what runs them', () => {
  const RUNNERS = ['domain/checks/analyse.ts', 'domain/checks/run.ts'];
  const reaching = all
    .filter((one) => room(one.path) === 'app' && one.imports.some((path) => RUNNERS.includes(path)))
    .map((one) => one.path);
  expect(reaching).toEqual(['app/review/checks/checkWorker.ts']);
  const through = all
    .filter((one) => room(one.path) === 'domain' && !one.path.startsWith('domain/checks/'))
    .filter((one) => one.imports.some((path) => RUNNERS.includes(path)))
    .map((one) => one.path);
  expect(through).toEqual([]);
});

test('no file imports itself over others', () => {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') return void cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    state.set(path, 'open');
    for (const next of byPath.get(path)?.imports ?? []) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const one of all) visit(one.path, []);
  expect(cycles).toEqual([]);
});

test('domain/ is pure: no clock, no randomness, no input or output', () => {
  const impure = all
    .filter((one) => room(one.path) === 'domain')
    .filter((one) =>
      /\bDate\.now\b|new Date\(\)|Math\.random|crypto\.|process\.|from 'node:|\bfetch\(|setTimeout|localStorage/.test(
        one.text,
      ),
    )
    .map((one) => one.path);
  expect(impure).toEqual([]);
});

test('process.env is read in server/env.ts alone', () => {
  const readers = all
    .filter((one) => /process\.env/.test(one.text) && !['server/env.ts', 'server/start.mjs'].includes(one.path))
    .map((one) => one.path);
  expect(readers).toEqual([]);
});

test('roles and stages are compared in domain/ alone', () => {
  const words = 'drafting|review|signoff|approved|archived|owner|editor|suggester|commenter|signatory|head|viewer';
  const comparison = new RegExp(
    `\\b(?:stage|roles?)\\b[\\w.?()\\[\\] ]{0,24}(?:[!=]==? ?'(?:${words})'|\\.includes\\('(?:${words})'\\))|case '(?:drafting|signoff|archived|owner|suggester|commenter|signatory)'`,
  );
  const found = all
    .filter((one) => room(one.path) !== 'domain')
    .flatMap((one) =>
      one.text.split('\n').flatMap((line, n) => (comparison.test(line) ? [`${one.path}:${n + 1} ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});

test('SQL lives in db/', () => {
  const found = all
    .filter((one) => ['app', 'server'].includes(room(one.path)) && /from 'drizzle-orm|\bsql`/.test(one.text))
    .map((one) => one.path);
  expect(found).toEqual([]);
});

test('DA1 how a date is told is decided in domain/day.ts alone; the desk’s head names the day of the week beside it', () => {
  const own = ['domain/day.ts', 'app/(desk)/Today.tsx'];
  const telling =
    /DateTimeFormat\((?!\))(?!'en', \{ timeZone: decode)|toLocale(Date|Time)?String\(\)|toLocale(Date|Time)String|useFormatter|T12:00/;
  expect(all.filter((one) => telling.test(one.text) && !own.includes(one.path)).map((one) => one.path)).toEqual([]);
});

test('every file says at its top what lives there', () => {
  const silent = all.filter((one) => !/^(#![^\n]*\n)?(\/\/ |\/\*)/.test(one.text)).map((one) => one.path);
  expect(silent).toEqual([]);
});
