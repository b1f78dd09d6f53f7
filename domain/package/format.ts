// The signed package of an approved version: which files it holds, what its manifest says, and the words of its checks.
import type { Json } from '../jcs';
import type { Decision } from '../review';
import type { SignedPlace } from '../signedPlaces';
import type { Why } from './why';

export const PACKAGE_SCHEMA = 'countersign.package/1';
export const CHECKPOINT_SCHEMA = 'countersign.checkpoint/1';

/** At the root of the zip, in this order. `manifest.json` names every one of them but itself and its signature. */
export const LISTED = [
  'document.json',
  'document.docx',
  'document.pdf',
  'records.json',
  'public-key.pem',
  'VERIFY.txt',
  'verify.mjs',
] as const;
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

/** Largest package that is read, and the most that its files unpack to, in bytes. */
export const PACKAGE_LIMIT = 64 * 1024 * 1024;

/** An event of this sign-off as it stands in the chain. */
export interface PackedEvent {
  seq: number;
  prev: string;
  hash: string;
  at: string;
  kind: string;
  actor: string | null;
  review: string | null;
  body: Json;
}

/** An event of another matter: its place in the chain is shown, its words are nobody's business here. */
export interface PackedLink {
  seq: number;
  hash: string;
}

export interface Manifest {
  schema: typeof PACKAGE_SCHEMA;
  org: string;
  reviewId: string;
  title: string;
  version: { no: number; contentSha256: string; recordSha256: string; frozenAt: string; approvedAt: string };
  files: { name: string; size: number; sha256: string; renderer?: string }[];
  /** From the first freeze of this review to the completion, without a gap. */
  chain: (PackedEvent | PackedLink)[];
  /** The newest link of the organisation's chain when the package was made; the signature over the manifest attests it. */
  head: PackedLink;
  /** RFC 3161 token over the head; `none`: the times are the server's own clock. */
  timestamp: 'none';
  createdAt: string;
  kid: string;
}

/** In the order in which a reader goes through them. */
export const CHECKS = ['files', 'signature', 'hashes', 'document', 'records', 'chain', 'signatures', 'key'] as const;
export type CheckName = (typeof CHECKS)[number];

export interface PackageCheck {
  check: CheckName;
  ok: boolean;
  /** What was found wrong, for who wants to know exactly: names, numbers, digests. In English; `why` is the same for other languages. */
  detail?: string;
  why?: Why;
}

/** A standing decision as the package shows it; `scope` by the headings of the sections, by their keys where there is none. */
export interface PackedSignature extends Omit<SignedPlace, 'decision' | 'at' | 'versionNo' | 'opinion'> {
  decision: Decision;
  versionNo: number;
  at: string;
  opinion?: string;
}

export interface Verdict {
  /** Every check is right. */
  valid: boolean;
  /**
   * PK11. `unproven`: known, but bad from a moment on, and nothing shows that this is older. `witnessed`: the same, but text, people and
   * decisions are shown to be older by a digest that the verifier had; the other files are not.
   */
  key: 'known' | 'witnessed' | 'unproven' | 'unknown' | 'unasked';
  checks: PackageCheck[];
  /** SHA-256 of the public key (SPKI), hex, and its first 16 digits; null when there is no readable key. */
  fingerprint: string | null;
  kid: string | null;
  /** From the manifest, when it can be read; believe it only when `valid`. */
  says: {
    org: string;
    title: string;
    version: Manifest['version'];
    /** Each standing decision; those that carry the approval are the ones that `carries` says so of. */
    signatures: PackedSignature[];
    /** Who was asked and had not decided when the rule was met. */
    unsigned: readonly string[];
    createdAt: string;
  } | null;
}

/** All is right but for a key that became bad: neither valid nor shown to be wrong. */
export function isUnproven({ key, checks }: Pick<Verdict, 'key' | 'checks'>): boolean {
  return key === 'unproven' && checks.every(({ check, ok }) => ok || check === 'key');
}
