// verify.mjs: checks the package in whose folder it lies. Node.js 20 or newer, no network, no dependencies.
// node verify.mjs [FOLDER or ZIP] [--key FINGERPRINT]
import { fileURLToPath } from 'node:url';
import { verifyPackage } from '../../domain/package/verify';
import { ed25519 } from './ed25519';
import { filesAt } from './packageFolder';
import { report, wantedKey } from './verdict';

const { path, key } = wantedKey(process.argv.slice(2));
const files = await filesAt(path ?? fileURLToPath(new URL('.', import.meta.url)));
const verdict = await verifyPackage({ files, ed25519, trusts: key === null ? null : (found) => found === key });
process.stdout.write(report(verdict, key));
process.exitCode = verdict.valid ? 0 : 1;
