// Naming people while typing: what stands behind the "@" at the caret, whom it may mean, and whom the finished words name.
import { mentionedIn, namesIn } from '../../../domain/thread';

interface Nameable {
  id: string;
  name: string;
}

/** Longest name that is looked for behind an "@", in UTF-16 code units. */
const LONGEST = 30;
/** People offered at once. */
const OFFERED = 6;

/** The "@" before the caret and what is typed behind it; null where no name is being typed. */
export function namingAt(body: string, caret: number): { at: number; typed: string } | null {
  const at = body.lastIndexOf('@', caret - 1);
  if (at === -1 || caret - at > LONGEST) return null;
  const typed = body.slice(at + 1, caret);
  return /[\n@，。；：！？、（）]/.test(typed) || /\s\s|^\s/.test(typed) ? null : { at, typed };
}

/** Those whose name begins with what is typed, then those in whose name it stands; nobody once a whole name and a space stand. */
export function offered<T extends Nameable>(people: readonly T[], typed: string): T[] {
  const wanted = typed.toLowerCase();
  const fits = people.filter(({ name }) => name.toLowerCase().includes(wanted));
  const begins = (one: T) => (one.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return fits.sort((a, b) => begins(a) - begins(b)).slice(0, OFFERED);
}

/** The words with this name in place of what was typed, and where the caret goes. */
export function named(
  body: string,
  naming: { at: number; typed: string },
  name: string,
): { body: string; caret: number } {
  const rest = body.slice(naming.at + 1 + naming.typed.length);
  const gap = /^\s/.test(rest) ? '' : ' ';
  return { body: `${body.slice(0, naming.at)}@${name}${gap}${rest}`, caret: naming.at + 1 + name.length + 1 };
}

/** TH6: whom the words name. Where two share a name, those who were picked; nobody was picked: both. */
export function mentionsOf(body: string, people: readonly Nameable[], picked: ReadonlySet<string>): string[] {
  const wanted = namesIn(body, people).flatMap(({ people: same }) => {
    const chosen = same.filter(({ id }) => picked.has(id));
    return (chosen.length > 0 ? chosen : same).map(({ id }) => id);
  });
  return mentionedIn(body, wanted, people);
}
