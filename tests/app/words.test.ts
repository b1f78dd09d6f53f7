// The words of the pages: whatever a screen asks for is there, in both languages, with the same places to fill in.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NOTIFICATION_KINDS } from '../../domain/notify';
import en from '../../domain/words/en.json';
import zh from '../../domain/words/zh-CN.json';

const ROOT = new URL('../../', import.meta.url);

function leaves(words: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : [...leaves(value, `${path}${key}.`)],
    ),
  );
}

const chinese = leaves(zh);
const english = leaves(en);

/** Every source below `folder` as [path, text]. */
function sources(folder: string): [string, string][] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [`${folder}/${name}`, readFileSync(new URL(`${folder}/${name}`, ROOT), 'utf8')]);
}

/** The namespaces that a file binds, by the name of the function they are bound to. */
function bound(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = '', namespace = ''] of text.matchAll(
    /const (\w+) = (?:await )?(?:use|get)Translations\('([\w.]+)'\)/g,
  ))
    found.set(name, [...(found.get(name) ?? []), namespace]);
  return found;
}

interface Ask {
  path: string;
  /** Full keys, one of which has to be there: two components of a file may bind one name differently. */
  keys: string[];
}

/** The keys that a file asks for by a literal, and by a template whose gaps stand as `*`. */
function asks([path, text]: [string, string]): Ask[] {
  const direct = [...text.matchAll(/\(await getTranslations\('([\w.]+)'\)\)\('([\w.-]+)'/g)].map(
    ([, namespace, key]) => ({
      path,
      keys: [`${namespace}.${key}`],
    }),
  );
  const named = [...bound(text)].flatMap(([name, namespaces]) =>
    [...text.matchAll(new RegExp(`\\b${name}(?:\\.rich)?\\((?:'([^']+)'|\`([^\`]+)\`)`, 'g'))].map(
      ([, literal, template]) => ({
        path,
        keys: namespaces.map((namespace) => `${namespace}.${literal ?? template?.replace(/\$\{[^}]*\}/g, '*')}`),
      }),
    ),
  );
  return [...direct, ...named];
}

const matches = (wanted: string) => {
  if (!wanted.includes('*')) return chinese.has(wanted);
  const pattern = new RegExp(`^${wanted.replaceAll('.', '\\.').replaceAll('*', '[\\w-]+')}$`);
  return [...chinese.keys()].some((key) => pattern.test(key));
};

test('every word that a screen asks for by name is there', () => {
  const all = sources('app').flatMap(asks);
  expect(all.length).toBeGreaterThan(300);
  const missing = all
    .filter(({ keys }) => !keys.some(matches))
    .map(({ path, keys }) => `${path}: ${keys.join(' or ')}`);
  expect(missing).toEqual([]);
});

test('Chinese and English have the same keys, and none is empty', () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  expect([...chinese, ...english].filter(([, words]) => words.trim() === '')).toEqual([]);
});

test('a sentence has the same places to fill in, in both languages', () => {
  const places = (words = '') =>
    [...new Set([...words.matchAll(/(?<!(?:=\d|one|other) )\{(\w+)[,}]/g)].map((found) => found[1]))].sort();
  const differ = [...chinese].filter(([key, words]) => places(words).join() !== places(english.get(key)).join());
  expect(differ.map(([key]) => key)).toEqual([]);
});

test('no group of words stands unused', () => {
  const texts = [...sources('app'), ...sources('server'), ...sources('domain')].map(([, text]) => text).join('\n');
  const unused = Object.keys(zh).filter(
    (namespace) => !new RegExp(`(?:Translations\\(|words\\([^)]*)'${namespace}[.']`).test(texts),
  );
  expect(unused).toEqual([]);
});

test('every kind of notification is told in words of its own', () => {
  expect(NOTIFICATION_KINDS.filter((kind) => !chinese.has(`inbox.kind.${kind}`))).toEqual([]);
});
