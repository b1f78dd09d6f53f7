// The record `countersign.signoff/1`: who is to sign which content by which rule. Each change of people makes the next one over it.
import { type Json, jcs, sha256Hex, utf8 } from './jcs';
import type { StepRule } from './review';
import { type Content, type SignoffLine, type SignoffStep, scopeText } from './signoff';

export interface RecordInput {
  reviewId: string;
  versionNo: number;
  /** The record before it, of this version or the one before; null for the first. */
  prevRecordSha256: string | null;
  contentSha256: string;
  sections: readonly { id: string; sha256: string }[];
  signatories: readonly Signatory[];
  rule: { steps: readonly { order: number; kind: StepRule['kind']; issues: boolean; [more: string]: unknown }[] };
}

interface Signatory {
  userId: string;
  name: string;
  roles: readonly string[];
  order: number;
  required: boolean;
  scope: string;
  [more: string]: unknown;
}

/** PROMISES "Two digests": canonical JSON and its SHA-256; what is undefined is left out. */
export function signoffRecord(input: RecordInput): { bytes: Uint8Array; recordSha256: string } {
  const bytes = utf8(jcs({ schema: 'countersign.signoff/1', ...input } as unknown as Json));
  return { bytes, recordSha256: sha256Hex(bytes) };
}

/** SG15: the record of these people under these rules. Who stands for whom is named by both; `required` under the rule `all`. */
export function recordOf(input: {
  reviewId: string;
  versionNo: number;
  prevRecordSha256: string | null;
  content: Content;
  steps: readonly SignoffStep[];
  lines: readonly SignoffLine[];
}): { bytes: Uint8Array; recordSha256: string } {
  const { reviewId, versionNo, prevRecordSha256, content, steps, lines } = input;
  const stepOf = new Map(steps.map((step) => [step.no, step]));
  const personOf = new Map(lines.map(({ id, personId, name }) => [id, { userId: personId, name }]));
  const ordered = lines.toSorted(
    (a, b) =>
      (stepOf.get(a.step)?.order ?? 0) - (stepOf.get(b.step)?.order ?? 0) ||
      a.step - b.step ||
      (a.seat < b.seat ? -1 : 1),
  );
  return signoffRecord({
    reviewId,
    versionNo,
    prevRecordSha256,
    contentSha256: content.contentSha256,
    sections: content.sections,
    signatories: ordered.map((line) => ({
      userId: line.personId,
      name: line.name,
      roles: line.roles,
      order: stepOf.get(line.step)?.order ?? 0,
      step: line.step,
      required: stepOf.get(line.step)?.rule.kind === 'all',
      scope: scopeText(line.scope),
      group: line.group ?? undefined,
      standing: line.standing === 'own' ? undefined : line.standing,
      standsFor: line.standing === 'delegated' ? personOf.get(line.standsFor ?? '') : undefined,
    })),
    rule: {
      steps: steps
        .toSorted((a, b) => a.order - b.order || a.no - b.no)
        .map(({ order, no, rule, issues }) => ({ order, no, ...rule, issues })),
    },
  });
}
