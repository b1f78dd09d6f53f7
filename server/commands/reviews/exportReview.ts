// export.made: the text as a file; a draft is marked as one, a frozen version comes from its canonical bytes alone.

import type { ReviewRow } from '../../../db/queries/reviews';
import { fieldsOf } from '../../../db/queries/structure';
import { latestVersion, type VersionRow, versionNo } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import { type PrintedMeasure, printedMeasures } from '../../../domain/annex';
import { type NumberedBlock, numberBlocks } from '../../../domain/document/render';
import { sha256Hex } from '../../../domain/jcs';
import { mayExport } from '../../../domain/policy';
import { isApproved, mayReadVersion } from '../../../domain/reading';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { SignoffView } from '../../../domain/view';
import { isFrozen } from '../../../domain/workflow';
import { annexIn } from '../../files/annexIn';
import { HANDED_OUT, handOut } from '../../files/handOut';
import { footLine, signaturesIn, signedNow } from '../../files/signatures';
import { textOfVersion } from '../../files/versionText';
import { writeDocx } from '../../files/writeDocx';
import { writeJson } from '../../files/writeJson';
import { writeMarkdown } from '../../files/writeMarkdown';
import { writePdf } from '../../files/writePdf';
import type { Needs } from '../../needs';
import { readingFor } from '../../reading';
import { liveText } from '../../text';
import { signoffView } from '../../views/signoff';
import { words } from '../../words';
import { act, attempt } from '../run';

export interface ExportedFile {
  bytes: Uint8Array;
  type: string;
  filename: string;
}

const FORMATS = ['docx', 'pdf', 'md', 'json', 'package'] as const;
type Format = (typeof FORMATS)[number];

/** Any version of this outcome: whether there is one is asked afterwards. */
const APPROVED = { outcome: 'approved' };

interface Source {
  title: string;
  blocks: readonly NumberedBlock[];
  measures: readonly PrintedMeasure[];
  version: (VersionRow & { canonical: Uint8Array }) | null;
  signoff: SignoffView | null;
}

/** Refusals: not-found (review, version), forbidden, bad-request (format). The event holds the file's own digest. */
export async function exportReview(
  needs: Needs,
  actor: Actor,
  input: { reviewId: string; format: string | undefined; version: string | undefined },
): Promise<Result<ExportedFile>> {
  const made = await attempt(async () => {
    const format = FORMATS.find((one) => one === (input.format ?? 'docx'));
    const { review, only } = await readingFor(needs.database.db, actor, input.reviewId);
    const { personId } = actor;
    if (!mayExport(review, personId, null) && !mayExport(review, personId, APPROVED)) throw new Refused('forbidden');
    if (!format) throw new Refused('bad-request', { field: 'format', detail: `one of ${FORMATS.join(', ')}` });
    const source = await sourceOf(needs, actor, review, input.version ?? only?.toString());
    if (source.version && !mayReadVersion(review, personId, source.version))
      throw new Refused('not-found', { field: 'version' });
    if (!mayExport(review, personId, source.version)) throw new Refused('forbidden');
    return { format, review, source, file: await write(needs, format, actor, review, source) };
  });
  if (!made.ok) return made;
  const { format, review, source, file } = made.value;
  return act(needs, async ({ event }) => {
    event(actor, review.id, {
      kind: 'export.made',
      body: { format, version: source.version?.no ?? null, sha256: sha256Hex(file.bytes) },
    });
    return file;
  });
}

/** A named version, else the frozen one while the text is frozen, else the live draft. */
async function sourceOf(needs: Needs, actor: Actor, review: ReviewRow, wanted: string | undefined): Promise<Source> {
  const db = needs.database.db;
  const frozen = wanted === undefined && isFrozen(review.stage) ? await latestVersion(db, review.id) : null;
  const no = wanted === undefined ? (frozen?.no ?? null) : versionNoOf(wanted);
  if (wanted !== undefined && no === null) throw new Refused('bad-request', { field: 'version' });
  const version = no === null ? null : await versionNo(db, review.id, no);
  if (no !== null && !version) throw new Refused('not-found', { field: 'version' });
  if (version) {
    const signoff = await signoffView(db, review.id, actor.personId, { no: version.no });
    return { ...textOfVersion(version.canonical), version, signoff };
  }
  const { template } = await needs.templates.get(review.templateId, review.templateVersion);
  const { blocks } = await needs.collab.read(review.id, (doc) => liveText(doc, review.title, template));
  const measures = printedMeasures(blocks, await fieldsOf(db, review.id));
  return { title: review.title, blocks: numberBlocks(blocks, template), measures, version: null, signoff: null };
}

/** The number of a version as an address writes it; null for what is none. */
export function versionNoOf(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

const TYPES: Record<Format, { type: string; ending: string }> = {
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ending: 'docx' },
  pdf: { type: 'application/pdf', ending: 'pdf' },
  package: { type: 'application/zip', ending: 'zip' },
  md: { type: 'text/markdown; charset=utf-8', ending: 'md' },
  json: { type: 'application/json', ending: 'json' },
};

async function write(
  needs: Needs,
  format: Format,
  actor: Actor,
  review: ReviewRow,
  source: Source,
): Promise<ExportedFile> {
  const { type, ending } = TYPES[format];
  const filename = `${source.title.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, ' ').trim() || 'review'}.${ending}`;
  return { bytes: await bytesOf(needs, format, actor, review, source), type, filename };
}

/** What is handed out of an approved version is made once; everything else is set anew, and marked as what it is. */
async function bytesOf(
  needs: Needs,
  format: Format,
  actor: Actor,
  review: ReviewRow,
  { title, blocks, measures, version, signoff }: Source,
): Promise<Uint8Array> {
  const approved = version && isApproved(version) ? version : null;
  const kept = HANDED_OUT.find((one) => one === format);
  if (kept && approved) return handOut(needs, { reviewId: review.id, version: approved }, kept);
  if (format === 'package')
    throw new Refused('wrong-stage', { detail: 'only an approved version has a signed package' });
  const { locale } = actor;
  const t = words(locale, 'export');
  const annexed = [...blocks, ...annexIn(measures, locale)];
  const watermark = approved ? {} : { watermark: version ? t('notApproved') : t('draft') };
  const now = version && signoff && signedNow(signoff, version.canonical);
  const signed = now ? { footLine: footLine(now, locale), signatures: signaturesIn(now, locale) } : {};
  switch (format) {
    case 'docx': {
      return writeDocx({ title, blocks: annexed, ...watermark, ...signed });
    }
    case 'pdf': {
      const at = version?.frozenAt ?? new Date();
      return writePdf({ title, blocks: annexed, at, ...watermark, ...signed }, needs.fontFolder);
    }
    case 'md':
      return new TextEncoder().encode(writeMarkdown({ title, blocks: annexed, ...watermark }));
    case 'json': {
      const template = { id: review.templateId, version: review.templateVersion };
      const named = version && { no: version.no, contentSha256: version.contentSha256, outcome: version.outcome };
      return new TextEncoder().encode(writeJson({ title, template, blocks, measures, version: named }));
    }
  }
}
