// The signature page in words, once for Word and PDF: name, role, decision, words and time of each signatory, and the digests.
import type { Locale } from '../../domain/actor';
import type { LineProgress } from '../../domain/signoff';
import type { SignoffView } from '../../domain/view';
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

/** A place at the sign-off with what was decided there. */
interface SignedLine {
  name: string;
  roles: readonly string[];
  /** For whom it was given (代). */
  principal?: string;
  decision: string | null;
  stale: boolean;
  opinion: string | null;
  /** ISO 8601, UTC. */
  at: string | null;
}

/** A version with its places, in the order of the steps. */
export interface Signed {
  version: number;
  digest: string;
  lines: readonly SignedLine[];
}

/** As the sign-off stands now. */
export function signedNow({ version, digest, steps }: SignoffView): Signed {
  const lines = steps.flatMap((step) => step.lines.filter((line) => !line.resting));
  return {
    version,
    digest,
    lines: lines.map(({ name, roles, standing, standsFor, decision, stale, opinion, at }) => ({
      name,
      roles,
      ...(standing === 'delegated' && standsFor ? { principal: standsFor.name } : {}),
      decision: decision ?? null,
      stale: stale ?? false,
      opinion: opinion ?? null,
      at: at ?? null,
    })),
  };
}

/** As the record has it: by steps, within one by name. */
export function signedLines(lines: readonly LineProgress[]): SignedLine[] {
  const names = new Map(lines.map(({ line }) => [line.id, line.name]));
  return lines
    .filter(({ resting }) => !resting)
    .toSorted((a, b) => a.line.step - b.line.step || (a.line.name < b.line.name ? -1 : 1))
    .map(({ line, state }) => {
      const principal = line.standing === 'delegated' ? names.get(line.standsFor ?? '') : undefined;
      const { decision, stale, opinion, at } = state;
      return {
        name: line.name,
        roles: line.roles,
        ...(principal === undefined ? {} : { principal }),
        decision,
        stale,
        opinion,
        at,
      };
    });
}

function rowsOf({ lines }: Signed, locale: Locale): Row[] {
  const t = words(locale, 'export');
  const role = words(locale, 'role');
  const decision = words(locale, 'decision');
  return lines.map((line) => ({
    name: nameOf(line, locale),
    role: line.roles.map((one) => role(one)).join(t('and')),
    decision: line.decision ? decision(line.decision) + (line.stale ? t('stale') : '') : t('undecided'),
    ...(line.opinion ? { opinion: line.opinion } : {}),
    at: line.at ? line.at.slice(0, 16).replace('T', ' ') : '',
  }));
}

/** Who stands for another is printed with both names (代). */
function nameOf({ name, principal }: SignedLine, locale: Locale): string {
  return principal === undefined ? name : words(locale, 'signoff')('standsFor', { name, principal });
}

/** `fingerprint`: of the key that signs the package; absent on drafts. */
export function wordSignatures(signed: Signed, locale: Locale, fingerprint?: string): SignaturePage {
  const t = words(locale, 'export');
  return {
    heading: t('signatures'),
    rows: rowsOf(signed, locale),
    notes: notesOf(signed, locale, fingerprint),
  };
}

/** With the line at the foot of every page. */
export function pdfSignatures(
  signed: Signed,
  locale: Locale,
  fingerprint?: string,
): { footLine: string; signatures: PdfSignatures } {
  const t = words(locale, 'export');
  return {
    footLine: words(locale, 'package')('digestLine', { version: signed.version, digest: signed.digest }),
    signatures: {
      heading: t('signatures'),
      columns: ['name', 'role', 'decision', 'at'].map((key) => t(`column.${key}`)),
      rows: rowsOf(signed, locale).map(({ name, role, decision, opinion, at }) => [
        [name],
        [role],
        opinion === undefined ? [decision] : [decision, opinion],
        [at],
      ]),
      notes: notesOf(signed, locale, fingerprint),
    },
  };
}

function notesOf({ version, digest }: Signed, locale: Locale, fingerprint: string | undefined): string[] {
  const key = fingerprint === undefined ? [] : [words(locale, 'package')('keyLine', { fingerprint })];
  return [words(locale, 'export')('digest', { version, digest }), ...key];
}
