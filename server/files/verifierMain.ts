// verify.mjs: checks the package in whose folder it lies. Node.js 20 or newer, no network, no dependencies.
// node verify.mjs [FOLDER or ZIP] [--key FINGERPRINT] [--keys FILE] [--witness DIGEST]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askedOf, judgeAt } from './verdict';

const text = { type: 'string' } as const;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { key: text, keys: text, witness: text },
});
const [path, ...more] = positionals;
if (more.length > 0) throw new Error('One package at a time.');
await judgeAt(path ?? fileURLToPath(new URL('.', import.meta.url)), askedOf(values));
