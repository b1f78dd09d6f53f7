// Files of an approved version: made once, kept with their digest, the same bytes for everybody from then on.
import type { Queries } from '../../db/queries/db';
import { eventsIn, linksBetween } from '../../db/queries/events';
import { handedOutFile, insertHandedOut, recordsOf } from '../../db/queries/handedOut';
import { chainHead } from '../../db/queries/keys';
import type { VersionRow } from '../../db/queries/versions';
import type { ChainEvent } from '../../domain/chain';
import { localeOf } from '../../domain/document/language';
import { sha256Hex } from '../../domain/jcs';
import { must } from '../../domain/must';
import { type RecordedEvent, rederive } from '../../domain/rederive';
import { signedPlaces } from '../../domain/signedPlaces';
import { signingFingerprints } from '../keys/keys';
import type { Needs } from '../needs';
import { VERSION } from '../version';
import { annexIn } from './annexIn';
import { footLine, headingsOf, type Signed, signaturesIn } from './signatures';
import { verifierScript } from './verifier';
import { textOfVersion } from './versionText';
import { writeDocx } from './writeDocx';
import { writePackage } from './writePackage';
import { writePdf } from './writePdf';

export const HANDED_OUT = ['docx', 'pdf', 'package'] as const;
export type HandedOutFormat = (typeof HANDED_OUT)[number];

interface Approved {
  reviewId: string;
  version: VersionRow & { canonical: Uint8Array };
}

/** Names how a file was set; an other version of the product may set the same text otherwise. */
const RENDERER = {
  docx: `countersign-docx/${VERSION}`,
  pdf: `countersign-pdf/${VERSION}`,
  package: `countersign/${VERSION}`,
};

/**
 * In the language of the text, whoever asks. Two who ask at once get one file: the first that is stored.
 * @throws Refused as `writePdf`.
 */
export async function handOut(needs: Needs, approved: Approved, format: HandedOutFormat): Promise<Uint8Array> {
  const kept = await handedOutFile(needs.database.db, approved.version.id, format);
  return kept?.bytes ?? made(needs, approved, await approvalOf(needs.database.db, approved), format);
}

async function made(needs: Needs, approved: Approved, approval: Approval, format: HandedOutFormat) {
  const { db } = needs.database;
  const { id } = approved.version;
  const before = await handedOutFile(db, id, format);
  if (before) return before.bytes;
  const bytes = await (format === 'package'
    ? packed(needs, approved, approval)
    : set(needs, approved, approval, format));
  await insertHandedOut(db, { versionId: id, format, bytes, sha256: sha256Hex(bytes), renderer: RENDERER[format] });
  return must(await handedOutFile(db, id, format), 'what was stored is there').bytes;
}

async function set(
  needs: Needs,
  { version }: Approved,
  { places, completed }: Approval,
  format: 'docx' | 'pdf',
): Promise<Uint8Array> {
  const { title, blocks: text, measures } = textOfVersion(version.canonical);
  const locale = localeOf(title, text);
  const blocks = [...text, ...annexIn(measures, locale)];
  const headings = headingsOf(version.canonical);
  const signed: Signed = { version: version.no, digest: version.contentSha256, places, headings, completed };
  const signatures = signaturesIn(signed, locale, await signingFingerprints(needs.keys));
  const told = { title, blocks, footLine: footLine(signed, locale), signatures };
  if (format === 'docx') return writeDocx(told);
  const at = must(version.endedAt, 'an approved version has ended');
  return writePdf({ ...told, at }, needs.fontFolder);
}

/** Kinds of events that tell of a sign-off; of all others a package holds only the link (nobody's comments travel with it). */
const TOLD = /^(version\.frozen$|decision\.|signoff\.|sections\.|step\.|point\.)/;

type Approval = Awaited<ReturnType<typeof approvalOf>>;

/** What the record says of this approval: its part of the chain, and everybody's place as it stood then, whatever came later. */
async function approvalOf(db: Queries, { reviewId, version }: Approved) {
  const all = (await eventsIn(db, reviewId)).filter(({ kind }) => TOLD.test(kind));
  const events = all.slice(all.findIndex(({ kind }) => kind === 'version.frozen'));
  const first = must(events[0], 'a version was frozen once');
  const completes = ({ kind, body }: ChainEvent) =>
    kind === 'signoff.completed' && (body as Record<string, unknown>).versionNo === version.no;
  const end = must(events.find(completes), 'an approved version was completed');
  const told = events.filter(({ seq }) => seq <= end.seq);
  const derived = rederive(told as unknown as RecordedEvent[]).approved.find((one) => one.versionNo === version.no);
  const ours = new Map(told.map((event) => [event.seq, event]));
  return {
    chain: (await linksBetween(db, first.seq, end.seq)).map((link) => ours.get(link.seq) ?? link),
    recordSha256: String((end.body as Record<string, unknown>).recordSha256),
    places: signedPlaces(must(derived, 'a completion names its version')),
    completed: { seq: end.seq, hash: end.hash },
    // Of the event and not of the row, whose transaction began before the last word was said.
    approvedAt: end.at,
  };
}

async function packed(needs: Needs, approved: Approved, approval: Approval): Promise<Uint8Array> {
  const { db } = needs.database;
  const { reviewId, version } = approved;
  const docx = await made(needs, approved, approval, 'docx');
  const pdf = await made(needs, approved, approval, 'pdf');
  const { chain, recordSha256, approvedAt } = approval;
  const canonical = JSON.parse(new TextDecoder().decode(version.canonical)) as { org: string; title: string };
  return writePackage({
    org: canonical.org,
    reviewId,
    title: canonical.title,
    version: {
      no: version.no,
      contentSha256: version.contentSha256,
      recordSha256,
      frozenAt: version.frozenAt.toISOString(),
      approvedAt,
    },
    document: version.canonical,
    docx: { bytes: docx, renderer: RENDERER.docx },
    pdf: { bytes: pdf, renderer: RENDERER.pdf },
    records: await recordsOf(db, { reviewId, no: version.no }),
    chain,
    head: must(await chainHead(db), 'there are events'),
    verifier: await verifierScript(),
    key: await needs.keys.current(),
    at: new Date(),
  });
}
