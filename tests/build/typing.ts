// People who type into one review without a pause, whatever happens to the server, and the account of what was acknowledged.
import type { Person } from './api';
import { settled } from './footprint';
import { pause } from './product';
import { aTypist, synced, type Typist } from './typist';

export interface Typing {
  typists: readonly Typist[];
  /** Words typed, and those of them that were acknowledged. */
  typed(): number;
  acknowledged(): Set<string>;
  /** Milliseconds from now to the next acknowledgement of a word that is typed from now on. */
  nextAck(ms?: number): Promise<number>;
  /** Types no more; resolves when every word is acknowledged. Answers all words. */
  stop(ms?: number): Promise<string[]>;
  leave(): void;
}

/** `everyMs`: between two words of one person; each is a paragraph of its own, with `letters` behind its number. */
export async function typing(
  url: string,
  person: Person,
  reviewId: string,
  { people = 5, everyMs = 50, letters = '' }: { people?: number; everyMs?: number; letters?: string } = {},
): Promise<Typing> {
  const typists = await Promise.all(Array.from({ length: people }, () => aTypist(url, person, reviewId)));
  await Promise.all(typists.map(synced));
  const words: string[] = [];
  let going = true;
  const runs = typists.map(async (typist, who) => {
    for (let n = 0; going; n++) {
      const word = `[${who}.${n}.${typist.doc.clientID}]${letters}`;
      words.push(word);
      typist.type(word);
      await pause(everyMs);
    }
  });
  const acknowledged = () => new Set(typists.flatMap((typist) => [...typist.acknowledged]));
  return {
    typists,
    typed: () => words.length,
    acknowledged,
    nextAck: async (ms = 120_000) => {
      const began = Date.now();
      const from = words.length;
      await settled('an acknowledgement', () => words.slice(from).some(isAcknowledged), Boolean, ms);
      return Date.now() - began;
    },
    stop: async (ms = 120_000) => {
      going = false;
      await Promise.all(runs);
      await settled(
        'everything is acknowledged',
        () => acknowledged().size,
        (n) => n === words.length,
        ms,
      );
      return words;
    },
    leave: () => {
      going = false;
      for (const typist of typists) typist.leave();
    },
  };

  function isAcknowledged(word: string): boolean {
    return typists.some((typist) => typist.acknowledged.has(word));
  }
}

/** Words that are not in the text exactly once. */
export async function notOnce(person: Person, reviewId: string, words: readonly string[]): Promise<string[]> {
  const { status, body } = await person.call<string>('GET', `/reviews/${reviewId}/text`);
  if (status !== 200) throw new Error(`no text: ${status}`);
  const lines = new Map<string, number>();
  for (const line of body.split('\n')) lines.set(line, (lines.get(line) ?? 0) + 1);
  return words.filter((word) => lines.get(word) !== 1);
}
