// The signed package: its files, the manifest that names them, and the signature over the manifest. Pure but for the key.
import { type Json, jcs, sha256Hex, utf8 } from '../../domain/jcs';
import {
  LISTED,
  MANIFEST,
  type Manifest,
  PACKAGE_SCHEMA,
  type PackedEvent,
  type PackedLink,
  SIGNATURE,
} from '../../domain/package/format';
import type { SigningKey } from '../keys/keyFiles';
import { words } from '../words';
import { writeZip } from './stableZip';

export interface PackageInput {
  org: string;
  reviewId: string;
  title: string;
  version: Manifest['version'];
  /** The canonical bytes that were signed. */
  document: Uint8Array;
  docx: { bytes: Uint8Array; renderer: string };
  pdf: { bytes: Uint8Array; renderer: string };
  /** Records of the sign-off, as they were hashed. */
  records: readonly Uint8Array[];
  chain: readonly (PackedEvent | PackedLink)[];
  head: PackedLink;
  verifier: Uint8Array;
  key: SigningKey;
  at: Date;
}

/** PK8: a zip of the format; the same input gives the same bytes. */
export function writePackage(input: PackageInput): Uint8Array {
  const files: Record<(typeof LISTED)[number], Uint8Array> = {
    'document.json': input.document,
    'document.docx': input.docx.bytes,
    'document.pdf': input.pdf.bytes,
    'records.json': utf8(jcs(input.records.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Json))),
    'public-key.pem': utf8(input.key.publicPem),
    'VERIFY.txt': utf8(howToVerify(input)),
    'verify.mjs': input.verifier,
  };
  const renderers: Partial<Record<string, string>> = {
    'document.docx': input.docx.renderer,
    'document.pdf': input.pdf.renderer,
  };
  const manifest: Manifest = {
    schema: PACKAGE_SCHEMA,
    org: input.org,
    reviewId: input.reviewId,
    title: input.title,
    version: input.version,
    files: LISTED.map((name) => {
      const renderer = renderers[name];
      const bytes = files[name];
      return { name, size: bytes.length, sha256: sha256Hex(bytes), ...(renderer === undefined ? {} : { renderer }) };
    }),
    chain: [...input.chain],
    head: input.head,
    timestamp: 'none',
    createdAt: input.at.toISOString(),
    kid: input.key.kid,
  };
  const bytes = utf8(jcs(manifest as unknown as Json));
  const all = [
    ...LISTED.map((name) => ({ name, data: Buffer.from(files[name]) })),
    { name: MANIFEST, data: Buffer.from(bytes) },
    { name: SIGNATURE, data: Buffer.from(input.key.sign(bytes)) },
  ];
  return writeZip(all);
}

const OPENSSL = `openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in ${MANIFEST} -sigfile ${SIGNATURE}`;

/** VERIFY.txt: in Chinese, then in English. */
function howToVerify({ title, org, version, key }: PackageInput): string {
  const parts = (['zh-CN', 'en'] as const).map((locale) => {
    const t = words(locale, 'package.verify');
    return [
      t('title', { title, version: version.no }),
      t('intro', { org }),
      '',
      t('tools'),
      t('tool1'),
      `   ${OPENSSL}`,
      t('tool2'),
      t('tool3'),
      '',
      t('script'),
      `   node verify.mjs --key ${key.fingerprint}`,
      t('scriptWhat'),
      t('scriptBad'),
      '',
      t('key'),
      t('keyWhat'),
      `   ${key.fingerprint}`,
      '',
      t('files'),
      ...['fileDocument', 'fileHuman', 'fileRecords', 'fileManifest'].map((one) => `   ${t(one)}`),
      '',
      t('limits'),
      ...['limit1', 'limit2', 'limit3', 'limit4', 'limit5'].map((one) => `   - ${t(one)}`),
    ].join('\n');
  });
  return `${parts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}
