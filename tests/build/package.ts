// An approved review and its package, as somebody gets it who asks for it.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { type Json, jcs } from '../../domain/jcs';
import { must } from '../../domain/must';
import { MANIFEST, type Manifest, type PackedEvent, SIGNATURE } from '../../domain/package/format';
import { pemOf } from '../../domain/package/pem';
import { filesOfZip } from '../../server/files/packageFolder';
import { PASSWORD, type Person } from './api';
import { aReadyReview } from './ready';

/** Frozen by `owner`, signed by everybody of `signers`; answers its id. */
export async function anApprovedReview(owner: Person, signers: readonly Person[]): Promise<string> {
  const id = await aReadyReview(
    owner,
    signers.map((one) => [one, one.id === owner.id ? ['owner', 'signatory'] : ['signatory']]),
  );
  for (const action of ['start-review', 'freeze']) {
    const moved = await owner.call('POST', `/reviews/${id}/actions`, {
      action,
      ...(action === 'freeze' ? OVERRIDES : {}),
    });
    if (moved.status !== 200) throw new Error(`${action}: ${JSON.stringify(moved.body)}`);
  }
  for (const one of signers) {
    const { digest } = (await one.call<{ digest: string }>('GET', `/reviews/${id}/signoff`)).body;
    const signed = await one.call('POST', `/reviews/${id}/decisions`, {
      digest,
      decision: 'agree',
      password: PASSWORD,
    });
    if (signed.status !== 201) throw new Error(`not signed: ${JSON.stringify(signed.body)}`);
  }
  return id;
}

/** What the sample text needs to be frozen. */
export const OVERRIDES = { overrides: [{ rule: 'problem-without-measure', reason: '已在上月单独安排' }] };

/** The zip that the API hands out. */
export async function packageOf(at: { url: string }, who: Person, id: string): Promise<Uint8Array> {
  const answer = await fetch(`${at.url}/api/v1/reviews/${id}/export?format=package`, {
    headers: { authorization: `Bearer ${who.token}` },
  });
  if (answer.status !== 200) throw new Error(`no package: ${answer.status} ${await answer.text()}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export const filesOf = (zip: Uint8Array): Map<string, Uint8Array> => filesOfZip(zip);

export const manifestIn = (files: ReadonlyMap<string, Uint8Array>) =>
  JSON.parse(Buffer.from(files.get(MANIFEST) ?? []).toString()) as Manifest;

/** The package with another manifest, signed anew by a new key (a stranger's, or the server's own in evil hands). */
export function packageSignedAnew(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: Manifest,
  changed: Record<string, Uint8Array> = {},
): Map<string, Uint8Array> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const kid = createHash('sha256').update(spki).digest('hex').slice(0, 16);
  const all = new Map(files);
  for (const [name, bytes] of Object.entries(changed)) all.set(name, bytes);
  all.set('public-key.pem', Buffer.from(pemOf(spki)));
  const listed = manifest.files.map((file) => {
    const bytes = all.get(file.name) ?? new Uint8Array();
    return { ...file, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const bytes = Buffer.from(jcs({ ...manifest, kid, files: listed } as unknown as Json));
  return all.set(MANIFEST, bytes).set(SIGNATURE, new Uint8Array(sign(null, bytes, privateKey)));
}

/** The chain of a sign-off of `n` places, each with a decision: judging it takes time that grows faster than `n` does. */
export function endless(chain: Manifest['chain'], n: number): Manifest['chain'] {
  const event = (kind: string) =>
    must(
      chain.find((link): link is PackedEvent => 'kind' in link && link.kind === kind),
      kind,
    );
  const [frozen, made] = [event('version.frozen'), event('decision.made')];
  const places = Array.from({ length: n }, (_none, at) => `place-${at}`);
  const { lines = [] } = frozen.body as { lines?: readonly Json[] };
  const { signerId: personId = null } = made.body as { signerId?: Json };
  const asked = places.map((seat) => ({ ...(lines[0] as object), id: seat, seat, personId }));
  const said = places.map((seat, at) => {
    return { ...made, seq: frozen.seq + 1 + at, body: { ...(made.body as object), seat, decisionId: seat } as Json };
  });
  return [{ ...frozen, body: { ...(frozen.body as object), lines: asked } as Json }, ...said];
}
