// The project's source files and what they import, for the tests of its structure.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Source {
  /** From the project's folder, with forward slashes. */
  path: string;
  text: string;
  /** Paths of the project's own files that it imports for their values; `types`: for their types alone. */
  imports: string[];
  types: string[];
}

const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.json', '.css', '/index.ts'];

export function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !/node_modules|\.next/.test(path))
    .sort();
}

export function sources(folders: readonly string[]): Source[] {
  const paths = folders.flatMap((folder) => filesIn(folder, /\.(ts|tsx|mjs)$/));
  return paths.map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const found = [
      ...text.matchAll(
        /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm,
      ),
    ];
    const own = (keep: (typeOnly: boolean) => boolean) =>
      found.flatMap(([, type, from, later, bare]) => {
        const target = from ?? later ?? bare ?? '';
        const resolved = target.startsWith('.') ? resolve(path, target) : null;
        return resolved && keep(type !== undefined) ? [resolved] : [];
      });
    return { path, text, imports: own((typeOnly) => !typeOnly), types: own((typeOnly) => typeOnly) };
  });
}

const known = new Set<string>();

function resolve(from: string, target: string): string | null {
  if (known.size === 0)
    for (const folder of ['app', 'server', 'db', 'domain', 'tests'])
      for (const path of filesIn(folder, /./)) known.add(path);
  const base = normalize(join(dirname(from), target));
  return (
    ENDINGS.map((ending) => base + ending).find((path) => known.has(path)) ?? (base === 'package.json' ? null : base)
  );
}

/** Titles of every test and group of tests, as they stand in the sources. */
export function testTitles(): { path: string; title: string }[] {
  const call = /\b(?:test|it|describe)(?:\.\w+)*(?:\([^'"`]*\))?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;
  return filesIn('tests', /\.test\.tsx?$/).flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(call)].map((match) => ({ path, title: match[2] ?? '' })),
  );
}
