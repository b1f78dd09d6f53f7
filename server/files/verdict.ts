// A package judged from a terminal: the command line's and the packaged verifier's way.
import type { Verdict } from '../../domain/package/format';
import { verifyPackage } from '../../domain/package/verify';
import { ed25519 } from './ed25519';
import { filesAt } from './packageFolder';

/** @throws Error with a sentence about the arguments. `key` is a whole fingerprint: 64 hex digits. */
export function wantedKey(args: readonly string[]): { path: string | null; key: string | null } {
  const at = args.indexOf('--key');
  const key = at < 0 ? null : (args[at + 1] ?? '').toLowerCase().replaceAll(/[\s:]/g, '');
  if (key !== null && !/^[0-9a-f]{64}$/.test(key)) throw new Error('--key takes the whole fingerprint: 64 hex digits.');
  const paths = args.filter((_one, n) => at < 0 || (n !== at && n !== at + 1));
  if (paths.length > 1) throw new Error('One package at a time.');
  return { path: paths[0] ?? null, key };
}

/**
 * Judges the package at this path, says so on standard output, and sets the exit code: 0 when all of it holds, else 1. `key`: the
 * whole fingerprint that is demanded, null to demand none. @throws as filesAt.
 */
export async function judgeAt(path: string, key: string | null): Promise<void> {
  const files = await filesAt(path);
  const verdict = await verifyPackage({ files, ed25519, trusts: key === null ? null : (found) => found === key });
  process.stdout.write(report(verdict, key));
  process.exitCode = verdict.valid ? 0 : 1;
}

function report({ valid, checks, fingerprint, says }: Verdict, key: string | null): string {
  const lines = checks.map(
    ({ check, ok, detail }) => `${ok ? 'ok    ' : 'WRONG '} ${check}${detail ? `: ${detail}` : ''}`,
  );
  if (says && valid) {
    const { title, org, version } = says;
    lines.push('', `${title} (${org}), version ${version.no}, approved ${version.approvedAt}`);
    for (const one of says.signatures)
      lines.push(
        `  ${one.name}${one.standsFor ? ` for ${one.standsFor}` : ''}: ${one.decision}, ${one.at}${one.opinion ? `: ${one.opinion}` : ''}`,
      );
  }
  lines.push('', `key fingerprint: ${fingerprint ?? 'none'}`);
  if (key === null)
    lines.push('Compare it with the one printed on the signature page, or run again with --key FINGERPRINT.');
  lines.push(valid ? 'VALID' : 'NOT VALID', '');
  return lines.map(visible).join('\n');
}

/** What stands in a package is somebody's: no word of it may steer a terminal. */
function visible(line: string): string {
  return line.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
