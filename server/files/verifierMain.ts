// verify.mjs: checks the package in whose folder it lies. Node.js 20 or newer, no network, no dependencies.
// node verify.mjs [FOLDER or ZIP] [--key FINGERPRINT]
import { fileURLToPath } from 'node:url';
import { judgeAt, wantedKey } from './verdict';

const { path, key } = wantedKey(process.argv.slice(2));
await judgeAt(path ?? fileURLToPath(new URL('.', import.meta.url)), key);
