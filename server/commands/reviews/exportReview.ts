// export.made: the text as a file; a draft is marked as one, a frozen version comes from its canonical bytes alone.

import type { ReviewRow } from '../../../db/queries/reviews';
import { fieldsOf } from '../../../db/queries/structure';
import { latestVersion, type VersionRow, versionNo } from '../../../db/queries/versions';
import type { Actor } from '../../../domain/actor';
import { parseCanonical, type StoredLine } from '../../../domain/document/canonical';
import { pointLabels } from '../../../domain/document/points';
import { type NumberedBlock, numberBlocks } from '../../../domain/document/render';
import { measuresOf } from '../../../domain/fields';
import { sha256Hex } from '../../../domain/jcs';
import { can, exportAction, mayExport } from '../../../domain/policy';
import { Refused } from '../../../domain/refusal';
import type { Result } from '../../../domain/result';
import type { SignoffView } from '../../../domain/view';
import { isFrozen } from '../../../domain/workflow';
import { annexOf, type PrintedMeasure } from '../../files/annex';
import { writeDocx } from '../../files/writeDocx';
import { writeJson } from '../../files/writeJson';
import { writeMarkdown } from '../../files/writeMarkdown';
import type { Needs } from '../../needs';
import { liveText } from '../../text';
import { signoffView } from '../../views/signoff';
import { words } from '../../words';
import { act, attempt, reviewFor } from '../run';

export interface ExportedFile {
  bytes: Uint8Array;
  type: string;
  filename: string;
}

const FORMATS = ['docx', 'md', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface Source {
  title: string;
  blocks: readonly NumberedBlock[];
  measures: readonly PrintedMeasure[];
  version: VersionRow | null;
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
    const review = await reviewFor(needs.database.db, actor, input.reviewId, 'read');
    if (!can(review, actor.personId, exportAction(review.stage))) throw new Refused('forbidden');
    if (!format) throw new Refused('bad-request', { field: 'format', detail: `one of ${FORMATS.join(', ')}` });
    const source = await sourceOf(needs, actor, review, input.version);
    if (!mayExport(review, actor.personId, source.version)) throw new Refused('forbidden');
    return { format, review, source, file: await write(format, actor, review, source) };
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
    const { title, blocks } = parseCanonical(version.canonical);
    const signoff = await signoffView(db, review.id, actor.personId);
    return {
      title,
      blocks: blocks.map(({ block, number }) => ({ block, number, n: 0 })),
      measures: measuresIn(blocks),
      version,
      signoff: signoff?.version === version.no ? signoff : null,
    };
  }
  const { template } = await needs.templates.get(review.templateId, review.templateVersion);
  const { blocks } = await needs.collab.read(review.id, (doc) => liveText(doc, review.title, template));
  const measures = measuresOf(blocks, await fieldsOf(db, review.id)).flatMap(({ block: index, n, fields }) => {
    const block = blocks[index];
    return block ? [{ n, block, fields }] : [];
  });
  return { title: review.title, blocks: numberBlocks(blocks, template), measures, version: null, signoff: null };
}

function measuresIn(lines: readonly StoredLine[]): PrintedMeasure[] {
  const labels = pointLabels(lines.map((one) => one.block));
  return lines.flatMap(({ block, fields }, index) => (fields ? [{ n: labels[index]?.n ?? 0, block, fields }] : []));
}

/** The number of a version as an address writes it; null for what is none. */
export function versionNoOf(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

async function write(format: Format, actor: Actor, review: ReviewRow, source: Source): Promise<ExportedFile> {
  const filename = `${source.title.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, ' ').trim() || 'review'}.${format}`;
  const approved = source.version?.outcome === 'approved';
  const t = words(actor.locale, 'export');
  const { title, blocks, measures } = source;
  const annexed = [...blocks, ...annexOf(measures, actor.locale)];
  const watermark = approved ? {} : { watermark: source.version ? t('notApproved') : t('draft') };
  switch (format) {
    case 'docx': {
      const signatures = source.signoff ? { signatures: signaturePage(source.signoff, actor) } : {};
      const bytes = await writeDocx({ title, blocks: annexed, locale: actor.locale, ...watermark, ...signatures });
      return { bytes, type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', filename };
    }
    case 'md':
      return {
        bytes: new TextEncoder().encode(writeMarkdown({ title, blocks: annexed, ...watermark })),
        type: 'text/markdown; charset=utf-8',
        filename,
      };
    case 'json': {
      const template = { id: review.templateId, version: review.templateVersion };
      const version = source.version && {
        no: source.version.no,
        contentSha256: source.version.contentSha256,
        outcome: source.version.outcome,
      };
      return {
        bytes: new TextEncoder().encode(writeJson({ title, template, blocks, measures, version })),
        type: 'application/json',
        filename,
      };
    }
  }
}

/** Name, role, decision, words and time of each signatory, as printed behind the text. */
function signaturePage(signoff: SignoffView, actor: Actor) {
  const t = words(actor.locale, 'export');
  const role = words(actor.locale, 'role');
  const decision = words(actor.locale, 'decision');
  return {
    heading: t('signatures'),
    rows: signoff.steps.flatMap((step) =>
      step.lines.map((line) => ({
        name: line.name,
        role: line.roles.map((one) => role(one)).join(t('and')),
        decision: line.decision ? decision(line.decision) + (line.stale ? t('stale') : '') : t('undecided'),
        ...(line.opinion ? { opinion: line.opinion } : {}),
        at: line.at ? line.at.slice(0, 16).replace('T', ' ') : '',
      })),
    ),
    digestLine: t('digest', { version: signoff.version, digest: signoff.digest }),
  };
}
