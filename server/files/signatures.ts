// The signature page in words, once for Word and PDF: name, role, decision, words and time of each signatory, and the digests.
import type { Locale } from '../../domain/actor';
import type { SignoffLineView, SignoffView } from '../../domain/view';
import { words } from '../words';
import type { PdfSignatures } from './pdfPage';
import type { SignaturePage } from './signaturePage';

interface Row {
  name: string;
  role: string;
  decision: string;
  opinion?: string;
  /** UTC; '' without a decision. */
  at: string;
}

function rowsOf(signoff: SignoffView, locale: Locale): Row[] {
  const t = words(locale, 'export');
  const role = words(locale, 'role');
  const decision = words(locale, 'decision');
  return signoff.steps.flatMap((step) =>
    step.lines
      .filter((line) => !line.resting)
      .map((line) => ({
        name: nameOf(line, locale),
        role: line.roles.map((one) => role(one)).join(t('and')),
        decision: line.decision ? decision(line.decision) + (line.stale ? t('stale') : '') : t('undecided'),
        ...(line.opinion ? { opinion: line.opinion } : {}),
        at: line.at ? line.at.slice(0, 16).replace('T', ' ') : '',
      })),
  );
}

/** Who stands for another is printed with both names (代). */
function nameOf({ name, standing, standsFor }: SignoffLineView, locale: Locale): string {
  if (standing !== 'delegated' || !standsFor) return name;
  return words(locale, 'signoff')('standsFor', { name, principal: standsFor.name });
}

/** `fingerprint`: of the key that signs the package; absent on drafts. */
export function wordSignatures(signoff: SignoffView, locale: Locale, fingerprint?: string): SignaturePage {
  const t = words(locale, 'export');
  return {
    heading: t('signatures'),
    rows: rowsOf(signoff, locale),
    notes: notesOf(signoff, locale, fingerprint),
  };
}

/** With the line at the foot of every page. */
export function pdfSignatures(
  signoff: SignoffView,
  locale: Locale,
  fingerprint?: string,
): { footLine: string; signatures: PdfSignatures } {
  const t = words(locale, 'export');
  return {
    footLine: words(locale, 'package')('digestLine', { version: signoff.version, digest: signoff.digest }),
    signatures: {
      heading: t('signatures'),
      columns: ['name', 'role', 'decision', 'at'].map((key) => t(`column.${key}`)),
      rows: rowsOf(signoff, locale).map(({ name, role, decision, opinion, at }) => [
        [name],
        [role],
        opinion === undefined ? [decision] : [decision, opinion],
        [at],
      ]),
      notes: notesOf(signoff, locale, fingerprint),
    },
  };
}

function notesOf({ version, digest }: SignoffView, locale: Locale, fingerprint: string | undefined): string[] {
  const key = fingerprint === undefined ? [] : [words(locale, 'package')('keyLine', { fingerprint })];
  return [words(locale, 'export')('digest', { version, digest }), ...key];
}
