// `verify PACKAGE`: a signed package, judged without a database and without the network.
import { verifyPackage } from '../../domain/package/verify';
import { Refused } from '../../domain/refusal';
import { ed25519 } from '../files/ed25519';
import { filesAt } from '../files/packageFolder';
import { report, wantedKey } from '../files/verdict';

/** Exit code 0 when all of it holds, else 1. */
export async function verify(path: string, fingerprint: string | null): Promise<void> {
  const { key } = wantedKey(fingerprint === null ? [] : ['--key', fingerprint]);
  const files = await opened(path);
  const verdict = await verifyPackage({ files, ed25519, trusts: key === null ? null : (found) => found === key });
  process.stdout.write(report(verdict, key));
  process.exitCode = verdict.valid ? 0 : 1;
}

async function opened(path: string): Promise<Map<string, Uint8Array>> {
  try {
    return await filesAt(path);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Error(`${path} is no package that can be read: ${error.refusal.detail ?? error.refusal.code}.`, {
      cause: error,
    });
  }
}
