// Verifying a signed package: the same judgement in the server, the browser, the command line and the script inside the package.
import { type ChainEvent, hashOfEvent } from '../chain';
import type { ReviewEvent } from '../events';
import { type Json, jcs, sha256Hex, utf8 } from '../jcs';
import { type RecordedEvent, type Rederived, rederive } from '../rederive';
import { isDecision } from '../review';
import { headingsIn, type SignedPlace, signedPlaces } from '../signedPlaces';
import type { Content } from '../signoff';
import { recordOf } from '../signoffRecord';
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
import type { KeyStanding, Trust } from './keys';
import { publicKeyIn } from './pem';
import { sentenceOf, type Why, why } from './why';

/** What a platform brings: whether this is the Ed25519 signature of `message` under the 32 bytes of a public key (RFC 8032). */
export type Ed25519 = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

export interface VerifyInput {
  /** The files of the package by name, as they are. */
  files: ReadonlyMap<string, Uint8Array>;
  ed25519: Ed25519;
  /** Whose keys the verifier knows; null when nobody is asked, and the check is not made. */
  trust: Trust | null;
  /**
   * Digest of the event of completion (64 hex digits), as the verifier has it from before a key became bad: from a printed signature
   * page, a mail, a copy of the record.
   */
  witness?: string | null;
}

/**
 * PK1: valid when every check is right. Nothing of the package is believed before its signature is: a check that needs what an
 * earlier one found wrong fails with it. Never throws, whatever the bytes are.
 */
export async function verifyPackage({ files, ed25519, trust, witness = null }: VerifyInput): Promise<Verdict> {
  const found = new Map<CheckName, Why | null>();
  const check = (name: CheckName, wrong: Why | null) => found.set(name, wrong);
  const read = opened(files);
  check('files', read.wrong);
  const { manifest, key, fingerprint } = read;
  const derived = manifest && derivedFrom(manifest, canonicalJson(files.get('document.json')));
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
  const standing: KeyStanding | null = trust && (fingerprint === null ? { is: 'unknown' } : trust(fingerprint));
  const vouched = standing && keyFor(standing, manifest, derived, witness);
  if (vouched) check('key', vouched.wrong);
  const asked = CHECKS.filter((name) => name !== 'key' || vouched !== null);
  const checks = asked.map((name) => {
    const wrong = found.has(name) ? (found.get(name) ?? null) : why('no-manifest');
    return wrong === null
      ? { check: name, ok: true }
      : { check: name, ok: false, detail: sentenceOf(wrong), why: wrong };
  });
  return {
    valid: checks.every(({ ok }) => ok),
    key: vouched?.key ?? 'unasked',
    checks,
    fingerprint,
    kid: fingerprint?.slice(0, 16) ?? null,
    says: manifest && {
      org: manifest.org,
      title: manifest.title,
      version: manifest.version,
      signatures: derived?.signatures ?? [],
      unsigned: derived?.unsigned ?? [],
      createdAt: manifest.createdAt,
    },
  };
}

/** A digest as somebody types it, of 64 hex digits; null for what is none. */
export function witnessIn(text: string): string | null {
  const digits = text.toLowerCase().replaceAll(/[\s:]/g, '');
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}

/**
 * PK11: of a key that is bad from a moment on no time is believed, for who has it signs any. What it signed is unproven, unless the
 * verifier brings the digest of the completion, and the completion lies before that moment.
 */
function keyFor(
  standing: KeyStanding,
  manifest: Manifest | null,
  derived: Rederived | null,
  witness: string | null,
): { key: Exclude<Verdict['key'], 'unasked'>; wrong: Why | null } {
  if (standing.is === 'sound') return { key: 'known', wrong: null };
  if (standing.is === 'unknown') return { key: 'unknown', wrong: why('key-unknown') };
  const approval = manifest && derived && approvalOf(manifest, derived);
  const before = approval && Date.parse(approval.at) < Date.parse(standing.from);
  const witnessed = before && witness !== null && manifest.chain.at(-1)?.hash === witness;
  return witnessed
    ? { key: 'witnessed', wrong: null }
    : { key: 'unproven', wrong: why('key-unproven', { from: standing.from }) };
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
  const pem = files.get('public-key.pem');
  const key = publicKeyIn((pem && textOf(pem)) ?? '');
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
    [value.org, value.reviewId, value.title, value.createdAt, value.kid].every((one) => typeof one === 'string') &&
    isMoment(value.version.approvedAt);
  return shaped ? value : null;
}

/** Whoever tells of it sets it into a day: one that is none would be no sentence but a failure. */
function isMoment(at: unknown): at is string {
  return typeof at === 'string' && !Number.isNaN(Date.parse(at));
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

/**
 * PK5: the record in force names this content; records.json holds every record that a signature names, as it was hashed. PK13: the
 * people and the rule of each event, by which the sign-off is judged, are those of the record that it names.
 */
function wrongRecords(manifest: Manifest, bytes: Uint8Array | undefined): Why | null {
  const items = canonicalJson(bytes);
  if (!Array.isArray(items)) return why('records-form');
  const records = new Map(items.map((item: Json) => [sha256Hex(utf8(jcs(item))), item as RecordItem]));
  const current = records.get(manifest.version.recordSha256);
  if (current?.contentSha256 !== manifest.version.contentSha256) return why('record-content');
  const unknown = bodiesOf(manifest, 'decision.made').find((body) => !records.has(String(body.recordSha256)));
  if (unknown) return why('record-missing', { record: String(unknown.recordSha256) });
  const differing = otherRecord(manifest, records);
  return differing ? why('record-differs', { record: differing }) : null;
}

/** The digest that an event gives a record which is not that of its own people and rule, or is not here. */
function otherRecord({ reviewId, ...manifest }: Manifest, records: ReadonlyMap<string, RecordItem>): string | null {
  let last: string | null = null;
  let content: Content | null = null;
  for (const { kind, body } of eventsOf(manifest)) {
    if (kind !== 'version.frozen' && kind !== 'signoff.changed') continue;
    // It names no record at all.
    if (!isBody(body)) return '-';
    const { recordSha256, versionNo, contentSha256, sections, steps, lines } = body as unknown as Frozen;
    if (kind === 'version.frozen') content = { contentSha256, sections };
    const made: string | null =
      content && recordDigest({ reviewId, versionNo, prevRecordSha256: last, content, steps, lines });
    if (made !== recordSha256 || !records.has(recordSha256)) return String(recordSha256);
    last = recordSha256;
  }
  return null;
}

type Frozen = Extract<ReviewEvent, { kind: 'version.frozen' }>['body'];

/** Null for people and rules that are none. */
function recordDigest(input: Parameters<typeof recordOf>[0]): string | null {
  return sound(() => recordOf(input).recordSha256);
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

const eventsOf = ({ chain }: Pick<Manifest, 'chain'>): PackedEvent[] =>
  chain.filter((link): link is PackedEvent => 'kind' in link);

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

type Told = Pick<NonNullable<Verdict['says']>, 'signatures' | 'unsigned'>;

/** Null for events whose bodies are none of ours. */
function derivedFrom(manifest: Manifest, document: Json): (Rederived & Told) | null {
  return sound(() => {
    const events = eventsOf(manifest).map(({ kind, at, body }) => ({ kind, at, body }) as unknown as RecordedEvent);
    const derived = rederive(events);
    return { ...derived, ...toldBy(approvalOf(manifest, derived), document) };
  });
}

/** Null where a field of an event's body is missing or of another kind, a scope is none, or a text has no canonical form. */
function sound<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

type Approval = Rederived['approved'][number];

const approvalOf = ({ version }: Manifest, { approved }: Pick<Rederived, 'approved'>) =>
  approved.find((one) => one.versionNo === version.no && one.contentSha256 === version.contentSha256);

/** Everybody's place as it stood when the version was approved, as the printed page has them (PK12). @throws TypeError for what is none. */
function toldBy(approval: Approval | undefined, document: Json): Told {
  const headings = headingsIn(document);
  const places = approval ? signedPlaces(approval) : [];
  return {
    signatures: places.flatMap((place) => packed(place, headings)),
    unsigned: places.flatMap(({ decision, name }) => (decision === null ? [name] : [])),
  };
}

function packed(place: SignedPlace, headings: ReadonlyMap<string, string>): PackedSignature[] {
  const { decision, at, versionNo, opinion, scope, ...rest } = place;
  if (decision === null || at === null || versionNo === null) return [];
  const named = scope === 'whole' ? scope : scope.map((key) => headings.get(key) ?? key);
  const words = [rest.name, rest.step.zh, rest.step.en, opinion ?? '', ...rest.roles, ...named];
  if (!isDecision(decision) || !isMoment(at) || !words.every((one) => typeof one === 'string'))
    throw new TypeError('no place');
  return [{ ...rest, scope: named, decision, at, versionNo, ...(opinion ? { opinion } : {}) }];
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
