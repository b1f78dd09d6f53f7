// The test that every figure has to pass: all clients hold the same text, and it is the text that was written.
import * as Y from 'yjs';
import type { Seat } from '../subjects/subject';
import { joined, type Member } from './member';

const PATIENCE_MS = 20_000;

/** Waits for `so`; fails loudly. */
export async function until(what: string, so: () => boolean, ms = PATIENCE_MS): Promise<void> {
  const end = performance.now() + ms;
  while (!so()) {
    if (performance.now() > end) throw new Error(`did not converge: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/**
 * Every member shows the same text with every one of `written` in it; with `late`, so does one that comes afterwards.
 * @throws with the first difference in words.
 */
export async function expectAgreement(
  members: readonly Member[],
  written: readonly string[],
  late: Seat | null,
): Promise<void> {
  const [first, ...others] = members;
  const text = first?.text() ?? '';
  for (const run of written) {
    if (!text.includes(run))
      throw new Error(`did not converge: ${run.length} characters of a writer are not in the text`);
  }
  for (const [n, other] of others.entries()) {
    if (other.text() !== text) throw new Error(`did not converge: client ${n + 1} shows another text than client 0`);
  }
  if (late) await expectLate(late, text);
}

async function expectLate(seat: Seat, text: string): Promise<void> {
  const [newcomer] = await joined([seat]);
  const seen = newcomer?.text();
  await newcomer?.leave();
  if (seen !== text) throw new Error('did not converge: who comes later is shown another text');
}

/** A paragraph with one run of text, and that run. */
export function aParagraph(content: Y.XmlFragment, words = ''): Y.XmlText {
  const text = new Y.XmlText(words);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  content.insert(content.length, [paragraph]);
  return text;
}
