// The signature page in words, once for Word and PDF: who signed in which step what with which meaning and when, and the digests.
import type { Locale } from '../../domain/actor';
import { withControlsNamed } from '../../domain/document/controls';
import { headingsIn, type SignedPlace, saying } from '../../domain/signedPlaces';
import type { SignoffView } from '../../domain/view';
import { words } from '../words';
import type { SignaturePage } from './signaturePage';

/** A version with its places, in the order of the steps. */
export interface Signed {
  version: number;
  digest: string;
  places: readonly SignedPlace[];
  /** Names of sections by their keys. */
  headings: ReadonlyMap<string, string>;
  /** Where the completion stands in the record of events; null before it. */
  completed: { seq: number; hash: string } | null;
}

/** As the sign-off over these canonical bytes stands now. */
export function signedNow({ version, digest, steps, left }: SignoffView, canonical: Uint8Array): Signed {
  const asked = steps.flatMap(({ title, issues, lines }) =>
    lines
      .filter((line) => !line.resting)
      .map((line) => ({
        step: title,
        issues,
        name: line.name,
        roles: line.roles,
        ...(line.standing === 'delegated' && line.standsFor ? { standsFor: line.standsFor.name } : {}),
        scope: line.scope,
        decision: line.decision ?? null,
        stale: line.stale ?? false,
        versionNo: line.lastSigned ?? null,
        opinion: line.opinion ?? null,
        at: line.at ?? null,
      })),
  );
  return { version, digest, places: [...asked, ...left], headings: headingsOf(canonical), completed: null };
}

export function headingsOf(canonical: Uint8Array): ReadonlyMap<string, string> {
  return headingsIn(JSON.parse(new TextDecoder().decode(canonical)));
}

/**
 * `fingerprints`: of the keys that may sign the package; none on drafts. CT3: opinions, titles and names are as somebody typed them, and
 * no character of theirs may cost the others the file.
 */
export function signaturesIn(signed: Signed, locale: Locale, fingerprints: readonly string[] = []): SignaturePage {
  const t = words(locale, 'export');
  return {
    heading: t('signatures'),
    columns: ['step', 'who', 'decision', 'at'].map((key) => t(`column.${key}`)),
    rows: signed.places.map((place) => rowOf(place, signed, locale).map((cell) => cell.map(withControlsNamed))),
    notes: notesOf(signed, locale, fingerprints),
  };
}

/** Stands at the foot of every page of a version. */
export function footLine({ version, digest }: Signed, locale: Locale): string {
  return words(locale, 'package')('digestLine', { version, digest });
}

function rowOf(place: SignedPlace, { headings }: Signed, locale: Locale): string[][] {
  const { step, roles, scope, opinion, at } = place;
  const t = words(locale, 'export');
  const role = words(locale, 'role');
  const sections = scope === 'whole' ? null : scope.map((key) => headings.get(key) ?? key).join(t('and'));
  const covers = sections === null ? t('whole') : t('sections', { sections });
  const decided =
    place.decision === null ? [t('undecided')] : [decisionOf(place, locale), ...(opinion ? [opinion] : [])];
  return [
    [locale === 'en' ? step.en : step.zh],
    [nameOf(place, locale), roles.map((one) => role(one)).join(t('and'))],
    [...decided, covers],
    [at ? at.slice(0, 16).replace('T', ' ') : ''],
  ];
}

/** What stands for other bytes, or is left of who is asked no more, is told with its version; who issues the text, as issuing it. */
function decisionOf(place: SignedPlace, locale: Locale): string {
  const t = words(locale, 'export');
  const decision = words(locale, 'decision')(place.decision ?? '');
  if (place.left) return t(`left.${place.left}`, { decision, version: place.versionNo ?? 0 });
  if (saying(place) === 'stale') return t('stale', { decision, version: place.versionNo ?? 0 });
  return place.issues ? t('issued', { decision }) : decision;
}

/** Who stands for another is printed with both names (代). */
function nameOf({ name, standsFor }: SignedPlace, locale: Locale): string {
  return standsFor === undefined ? name : words(locale, 'signoff')('standsFor', { name, principal: standsFor });
}

function notesOf({ version, digest, completed }: Signed, locale: Locale, fingerprints: readonly string[]): string[] {
  const t = words(locale, 'package');
  return [
    words(locale, 'export')('digest', { version, digest }),
    ...(completed === null ? [] : [t('completedLine', completed)]),
    ...fingerprints.map((fingerprint) => t('keyLine', { fingerprint })),
  ];
}
