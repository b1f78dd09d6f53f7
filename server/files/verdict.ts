// A package judged from a terminal: the command line's and the packaged verifier's way.
import { readFile } from 'node:fs/promises';
import { withTurningNamed } from '../../domain/document/turning';
import { isUnproven, type PackedSignature, type Verdict } from '../../domain/package/format';
import { publishedIn, type Trust, trustIn } from '../../domain/package/keys';
import { verifyPackage, witnessIn } from '../../domain/package/verify';
import { CHAIN_SHOWS } from '../../domain/package/why';
import { saying } from '../../domain/signedPlaces';
import { ed25519 } from './ed25519';
import { filesAt } from './packageFolder';

export interface Asked {
  /** The whole fingerprint that is demanded: 64 hex digits. */
  key: string | null;
  /** Path of a copy of the organisation's countersign-keys.json. */
  keys: string | null;
  /** Digest of the completion, from before a key became bad. */
  witness: string | null;
}

/** @throws Error with a sentence about what cannot be one. */
export function askedOf(given: {
  key?: string | undefined;
  keys?: string | undefined;
  witness?: string | undefined;
}): Asked {
  const digits = (name: 'key' | 'witness') => {
    const text = given[name];
    const found = text === undefined ? null : witnessIn(text);
    if (text !== undefined && found === null)
      throw new Error(`--${name} takes the whole ${WHOLE[name]}: 64 hex digits.`);
    return found;
  };
  return { key: digits('key'), keys: given.keys ?? null, witness: digits('witness') };
}

const WHOLE = { key: 'fingerprint', witness: 'digest' };

/**
 * Judges the package at this path, says so on standard output, and sets the exit code: 0 when all of it holds, else 1.
 * @throws as filesAt; Error with a sentence when `keys` is no list of keys.
 */
export async function judgeAt(path: string, asked: Asked): Promise<void> {
  const files = await filesAt(path);
  const verdict = await verifyPackage({ files, ed25519, trust: await trustOf(asked), witness: asked.witness });
  process.stdout.write(report(verdict));
  process.exitCode = verdict.valid ? 0 : 1;
}

async function trustOf({ key, keys }: Asked): Promise<Trust | null> {
  if (keys === null) return key === null ? null : trustIn([], ed25519, key);
  const items = publishedIn(await readFile(keys, 'utf8'));
  if (!items) throw new Error(`${keys} is no list of keys as /.well-known/countersign-keys.json gives it.`);
  return trustIn(items, ed25519, key);
}

function report(verdict: Verdict): string {
  const { valid, key, checks, fingerprint, says } = verdict;
  const lines = checks.map(({ check, ok, detail }) => {
    const more = ok && check === 'chain' ? CHAIN_SHOWS : detail;
    return `${ok ? 'ok    ' : 'WRONG '} ${check}${more ? `: ${more}` : ''}`;
  });
  const unproven = isUnproven(verdict);
  if (says && (valid || unproven)) {
    const { title, org, version, signatures, unsigned } = says;
    lines.push('', `${title} (${org}), version ${version.no}, approved ${version.approvedAt}`);
    lines.push(...signatures.map(signatureLine));
    if (unsigned.length > 0) lines.push(`  had not decided: ${unsigned.join(', ')}`);
  }
  lines.push('', `key fingerprint: ${fingerprint ?? 'none'}`, ...(KEY_SAYS[key] ? [KEY_SAYS[key]] : []));
  lines.push(valid ? 'VALID' : unproven ? 'UNPROVEN' : 'NOT VALID', '');
  return lines.map(visible).join('\n');
}

const KEY_SAYS: Partial<Record<Verdict['key'], string>> = {
  unasked: 'Compare it with the one printed on the signature page, or run again with --key FINGERPRINT.',
  unproven:
    'Whoever has this key can write any time into a package. With --witness DIGEST, the digest of the completion from a signature page printed before, run again.',
  witnessed:
    'The key is bad by now. The digest that you gave shows text, people and decisions to be older; the PDF and Word files are not shown to be.',
};

const LEFT = { gone: 'asked no more since', represented: 'somebody else stands for them since' };

function signatureLine(one: PackedSignature): string {
  const who = `${one.name}${one.standsFor === undefined ? '' : ` for ${one.standsFor}`} (${one.roles.join(', ')})`;
  const stale = saying(one) === 'stale' ? `${one.decision} to version ${one.versionNo}, whose text differs` : null;
  const what = one.left
    ? `${one.decision} to version ${one.versionNo}, ${LEFT[one.left]}: does not count`
    : stale
      ? `${stale}: does not count`
      : one.decision;
  const covers = one.scope === 'whole' ? 'whole text' : `only ${one.scope.join(', ')}`;
  const step = `${one.step.en}${one.issues ? ', issues' : ''}`;
  return `  ${who}: ${what}; ${step}; ${covers}; ${one.at}${one.opinion ? `: ${one.opinion}` : ''}`;
}

/** What stands in a package is somebody's: no word of it may steer a terminal. */
function visible(line: string): string {
  return withTurningNamed(line).replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}
