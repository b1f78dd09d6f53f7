// The text as a PDF on the official page, its fonts embedded, set in a worker thread of its own.
import { Refused } from '../../domain/refusal';
import { type Bounds, inWorker } from './inWorker';
import { findFonts } from './pdfFonts';
import type { PdfPage } from './pdfPage';
import { Turns } from './turns';

/** Fonts of 15 MB each are opened; a text of a million characters is set in half of the time. */
const BOUNDS: Bounds = { time: 120_000, memory: 700 };

/** One at a time: each holds its fonts in memory. */
const turns = new Turns(1, 20);

/**
 * The characters of these texts that no font has: a PDF of them would be refused. Refusals as `writePdf`, never `unprintable`.
 */
export function missingGlyphs(texts: readonly string[], fontFolder: string): Promise<string[]> {
  const over = (detail: string) => new Refused('too-large', { detail });
  return turns.take(() =>
    inWorker({ name: 'pdfWorker', data: { texts, fonts: findFonts(fontFolder) }, bounds: BOUNDS, over }),
  );
}

/**
 * `fontFolder`: the administrator's own fonts.
 * @throws Refused `unprintable` for a character that no font has, `too-large` when it takes too long or too much memory,
 * `unavailable` when too many wait.
 */
export function writePdf(page: PdfPage, fontFolder: string): Promise<Uint8Array> {
  const over = (detail: string) => new Refused('too-large', { detail });
  return turns.take(() =>
    inWorker({ name: 'pdfWorker', data: { page, fonts: findFonts(fontFolder) }, bounds: BOUNDS, over }),
  );
}
