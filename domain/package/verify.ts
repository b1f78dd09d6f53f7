// Verifying a signed package: the same judgement in the server, the browser, the command line and the script inside the package.
import { type ChainEvent, hashOfEvent } from '../chain';
import { type Json, jcs, sha256Hex, utf8 } from '../jcs';
import { type RecordedEvent, type Rederived, rederive } from '../rederive';
import { scopeText } from '../signoff';
import {
  CHECKS,
  type CheckName,
  LISTED,
  MANIFEST,
  type Manifest,
  PACKAGE_SCHEMA,
  type PackedEvent,
  type PackedLink,
  type PackedSignature,
  SIGNATURE,
  type Verdict,
} from './format';
import { sentenceOf, type Why, why } from './why';

/** What a platform brings: whether this is the Ed25519 signature of `message` under the 32 bytes of a public key (RFC 8032). */
export type Ed25519 = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

export interface VerifyInput {
  /** The files of the package by name, as they are. */
  files: ReadonlyMap<string, Uint8Array>;
  ed25519: Ed25519;
  /**
   * Whether the verifier trusts this key for a package made then (ISO 8601, as the manifest says); null when nobody is asked, and
   * the check is not made.
   */
  trusts: ((fingerprint: string, createdAt: string) => boolean) | null;
}

/**
 * PK1: valid when every check is right. Nothing of the package is believed before its signature is: a check that needs what an
 * earlier one found wrong fails with it. Never throws, whatever the bytes are.
 */
export async function verifyPackage({ files, ed25519, trusts }: VerifyInput): Promise<Verdict> {
  const found = new Map<CheckName, Why | null>();
  const check = (name: CheckName, wrong: Why | null) => found.set(name, wrong);
  const read = opened(files);
  check('files', read.wrong);
  const { manifest, key, fingerprint } = read;
  const derived = manifest && derivedFrom(manifest);
  const signature = files.get(SIGNATURE);
  const bytes = files.get(MANIFEST);
  const signed = key && signature?.length === 64 && bytes && (await ed25519(key, bytes, signature));
  const named = manifest !== null && manifest.kid === fingerprint?.slice(0, 16);
  check('signature', signed && named ? null : why(signed ? 'other-key' : 'not-signed'));
  if (manifest) {
    check('hashes', wrongFile(manifest, files));
    check('document', wrongDocument(manifest, files.get('document.json')));
    check('records', wrongRecords(manifest, files.get('records.json')));
    check('chain', brokenChain(manifest));
    check('signatures', wrongSignatures(manifest, derived));
  }
  if (trusts)
    check('key', fingerprint !== null && trusts(fingerprint, manifest?.createdAt ?? '') ? null : why('key-unknown'));
  const asked = CHECKS.filter((name) => name !== 'key' || trusts !== null);
  const checks = asked.map((name) => {
    const wrong = found.has(name) ? (found.get(name) ?? null) : why('no-manifest');
    return wrong === null
      ? { check: name, ok: true }
      : { check: name, ok: false, detail: sentenceOf(wrong), why: wrong };
  });
  return {
    valid: checks.every(({ ok }) => ok),
    checks,
    fingerprint,
    kid: fingerprint?.slice(0, 16) ?? null,
    says: manifest && {
      org: manifest.org,
      title: manifest.title,
      version: manifest.version,
      signatures: signaturesOf(manifest, derived),
      createdAt: manifest.createdAt,
    },
  };
}

// ---------------------------------------------------------------------------------------------------------------- files

interface Opened {
  wrong: Why | null;
  manifest: Manifest | null;
  key: Uint8Array | null;
  fingerprint: string | null;
}

/** PK2: exactly the files of the format; the manifest is canonical (RFC 8785) and the key an Ed25519 key in its one PEM form. */
function opened(files: ReadonlyMap<string, Uint8Array>): Opened {
  const wanted = [...LISTED, MANIFEST, SIGNATURE];
  const missing = wanted.filter((name) => !files.has(name));
  const extra = [...files.keys()].filter((name) => !wanted.includes(name as (typeof wanted)[number]));
  const key = keyOf(files.get('public-key.pem'));
  const manifest = manifestOf(files.get(MANIFEST));
  const wrong =
    missing.length > 0
      ? why('missing-files', { files: missing.join(', ') })
      : extra.length > 0
        ? why('extra-files', { files: extra.slice(0, 5).join(', ') })
        : key === null
          ? why('key-form')
          : manifest === null
            ? why('manifest-form')
            : null;
  return { wrong, manifest, key: key?.raw ?? null, fingerprint: key && sha256Hex(key.spki) };
}

/** The ASN.1 in front of the 32 bytes of an Ed25519 public key (RFC 8410). */
const SPKI_HEAD = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** The one PEM text of a public key: base64 has several forms for the same bytes, and only one of them is ours. */
export function pemOf(spki: Uint8Array): string {
  const base64 = btoa(Array.from(spki, (byte) => String.fromCharCode(byte)).join(''));
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;
}

function keyOf(pem: Uint8Array | undefined): { spki: Uint8Array; raw: Uint8Array } | null {
  const text = pem && textOf(pem);
  const base64 =
    text && /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{58,62}={0,2})\n-----END PUBLIC KEY-----\n$/.exec(text)?.[1];
  if (!base64 || base64.length % 4 !== 0) return null;
  const spki = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const ours = spki.length === 44 && SPKI_HEAD.every((byte, n) => spki[n] === byte) && pemOf(spki) === text;
  return ours ? { spki, raw: spki.slice(SPKI_HEAD.length) } : null;
}

function manifestOf(bytes: Uint8Array | undefined): Manifest | null {
  const value = canonicalJson(bytes) as Manifest | null;
  if (value?.schema !== PACKAGE_SCHEMA) return null;
  const shaped =
    Array.isArray(value.files) &&
    value.files.every((file) => typeof file?.name === 'string' && typeof file.sha256 === 'string') &&
    Array.isArray(value.chain) &&
    value.chain.every((link) => typeof link?.seq === 'number' && typeof link.hash === 'string') &&
    typeof value.version?.contentSha256 === 'string' &&
    typeof value.version.recordSha256 === 'string' &&
    typeof value.version.no === 'number' &&
    typeof value.head?.hash === 'string' &&
    [value.org, value.reviewId, value.title, value.createdAt, value.kid].every((one) => typeof one === 'string');
  return shaped ? value : null;
}

/** PK3: each listed file has the size and the digest that the manifest names, and every file is listed. */
function wrongFile(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Why | null {
  const listed = manifest.files.map(({ name }) => name);
  if (listed.length !== LISTED.length || LISTED.some((name, n) => listed[n] !== name)) return why('file-list');
  const wrong = manifest.files.find(({ name, size, sha256 }) => {
    const bytes = files.get(name);
    return !bytes || bytes.length !== size || sha256Hex(bytes) !== sha256;
  });
  return wrong ? why('file-changed', { file: wrong.name }) : null;
}

// -------------------------------------------------------------------------------------------------------------- content

/** PK4: document.json is canonical, has the digest that was signed, and is of this review. */
function wrongDocument({ reviewId, version }: Manifest, bytes: Uint8Array | undefined): Why | null {
  const value = canonicalJson(bytes) as { reviewId?: unknown } | null;
  if (!bytes || !value) return why('document-form');
  if (value.reviewId !== reviewId) return why('document-review');
  return sha256Hex(bytes) === version.contentSha256 ? null : why('document-digest');
}

/** PK5: the record in force names this content; records.json holds every record that a signature names, as it was hashed. */
function wrongRecords(manifest: Manifest, bytes: Uint8Array | undefined): Why | null {
  const items = canonicalJson(bytes);
  if (!Array.isArray(items)) return why('records-form');
  const records = new Map(items.map((item: Json) => [sha256Hex(utf8(jcs(item))), item as RecordItem]));
  const current = records.get(manifest.version.recordSha256);
  if (current?.contentSha256 !== manifest.version.contentSha256) return why('record-content');
  const unknown = bodiesOf(manifest, 'decision.made').find((body) => !records.has(String(body.recordSha256)));
  return unknown ? why('record-missing', { record: String(unknown.recordSha256) }) : null;
}

type RecordItem = { contentSha256?: Json } | null;

/** PK6: every event has its own hash, follows the one before, and the chain reaches from the first freeze to the completion. */
function brokenChain({ chain, head }: Manifest): Why | null {
  let last: PackedLink | null = null;
  for (const link of chain) {
    if (last && link.seq !== last.seq + 1) return why('events-missing', { seq: last.seq });
    if ('kind' in link) {
      if (last && link.prev !== last.hash) return why('event-order', { seq: link.seq });
      if (hashOfEvent(link as ChainEvent) !== link.hash) return why('event-changed', { seq: link.seq });
    }
    last = link;
  }
  if (!last) return why('no-event');
  return head.seq > last.seq || (head.seq === last.seq && head.hash === last.hash) ? null : why('head-behind');
}

// ----------------------------------------------------------------------------------------------------------- signatures

type Body = { readonly [key: string]: Json | undefined };

const eventsOf = ({ chain }: Manifest): PackedEvent[] => chain.filter((link): link is PackedEvent => 'kind' in link);

function bodiesOf(manifest: Manifest, kind: string): Body[] {
  return eventsOf(manifest).flatMap((event) => (event.kind === kind && isBody(event.body) ? [event.body] : []));
}

function isBody(value: Json): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * PK7: the sign-off derived again from these events is without a fault, and its rule was met over this very content under the record
 * in force; nobody's word is taken for it.
 */
function wrongSignatures(manifest: Manifest, derived: Rederived | null): Why | null {
  const { no, recordSha256 } = manifest.version;
  if (eventsOf(manifest).some((event) => event.review !== manifest.reviewId)) return why('event-review');
  if (!derived) return why('no-signoff');
  if (derived.faults.length > 0) return derived.faults[0] ?? null;
  if (!approvalOf(manifest, derived)) return why('not-approved');
  const recorded = bodiesOf(manifest, 'signoff.completed').some(
    (body) => body.versionNo === no && body.recordSha256 === recordSha256,
  );
  return recorded ? null : why('approved-record');
}

/** Null for events whose bodies are none of ours. */
function derivedFrom(manifest: Manifest): Rederived | null {
  try {
    return rederive(eventsOf(manifest).map(({ kind, at, body }) => ({ kind, at, body }) as unknown as RecordedEvent));
  } catch (error) {
    // A field of a body is missing, or of another kind, or a scope that is none.
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

const approvalOf = ({ version }: Manifest, { approved }: Rederived) =>
  approved.find((one) => one.versionNo === version.no && one.contentSha256 === version.contentSha256);

/** Everybody's place with a decision as it stood when the version was approved, in the order in which they were made. */
function signaturesOf(manifest: Manifest, derived: Rederived | null): PackedSignature[] {
  const lines = (derived && approvalOf(manifest, derived)?.lines) ?? [];
  const names = new Map(lines.map(({ line }) => [line.id, line.name]));
  const signed = lines.flatMap(({ line, state }) => {
    if (state.decision === null || state.at === null) return [];
    const standsFor = line.standing === 'delegated' && line.standsFor ? names.get(line.standsFor) : undefined;
    return [
      {
        name: line.name,
        roles: line.roles,
        decision: state.decision,
        ...(state.opinion ? { opinion: state.opinion } : {}),
        at: state.at,
        scope: scopeText(line.scope),
        ...(standsFor === undefined ? {} : { standsFor }),
      },
    ];
  });
  return signed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

// ---------------------------------------------------------------------------------------------------------------- bytes

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // not UTF-8: whoever asked says what that means for the file
  }
}

/** The value of bytes that are exactly its canonical form (RFC 8785); null for all others. */
function canonicalJson(bytes: Uint8Array | undefined): Json {
  const text = bytes && textOf(bytes);
  if (!text) return null;
  try {
    const value = JSON.parse(text) as Json;
    return jcs(value) === text ? value : null;
  } catch {
    return null; // not JSON, or JSON that has no canonical form
  }
}
