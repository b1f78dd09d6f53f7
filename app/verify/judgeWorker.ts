// A package judged away from the page's thread: whatever is in it, the page goes on to answer, and may end this at any moment (PK20).
import { sha256Hex } from '../../domain/jcs';
import type { Verdict } from '../../domain/package/format';
import { type PublishedKey, trustIn } from '../../domain/package/keys';
import { verifyPackage } from '../../domain/package/verify';
import { Refused } from '../../domain/refusal';
import { ed25519 } from './ed25519';
import { readPackage } from './readPackage';

export interface Asked {
  file: Blob;
  /** What the server publishes; null when it did not answer. */
  published: readonly PublishedKey[] | null;
  /** A fingerprint that the verifier typed; '' for none. */
  typed: string;
  /** As `verifyPackage` takes it. */
  witness: string | null;
}

export interface Found {
  verdict: Verdict;
  /** The text as it was handed out, when it is there. */
  pdf: Uint8Array | null;
  /** SHA-256 of the text in the package, whatever the package says of it; null where there is none. */
  digest: string | null;
}

/** `problem`: why there is no verdict, below `verify.problem` of the words. */
export type Answered = { found: Found } | { problem: 'too-large' | 'unreadable-file' | 'too-long' };

/** Most that a verdict may say, in characters: names and opinions of a hundred signers are a tenth of it; a page cannot show more. */
const TOLD = 4_000_000;

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  // What is no refusal is an error of this program: it goes to the page's `onerror`, and a rejection alone would not.
  answer(data).then((answered) => postMessage(answered), reportError);
});

async function answer(asked: Asked): Promise<Answered> {
  try {
    const found = await judged(asked);
    return JSON.stringify(found.verdict).length > TOLD ? { problem: 'too-long' } : { found };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { problem: error.refusal.code === 'too-large' ? 'too-large' : 'unreadable-file' };
  }
}

/** @throws Refused as readPackage. */
async function judged({ file, published, typed, witness }: Asked): Promise<Found> {
  const files = await readPackage(file);
  const trust = typed !== '' || published ? await trustIn(published ?? [], ed25519, typed === '' ? null : typed) : null;
  const verdict = await verifyPackage({ files, ed25519, trust, witness });
  const text = files.get('document.json');
  return { verdict, pdf: files.get('document.pdf') ?? null, digest: text ? sha256Hex(text) : null };
}
