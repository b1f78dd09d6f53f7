// Sentences of Chinese and Latin prose: how many, whether the last one ends, and the title that a point begins with.

const CLOSERS = '”’」』）)》】"\'';
const HAN = /\p{Script=Han}/u;
const ENDS_CHINESE = new RegExp(`[。！？…][${CLOSERS}]*$`, 'u');
const ENDS_LATIN = new RegExp(`[.!?。！？…][${CLOSERS}]*$`, 'u');

/** Units ended by 。！？… (runs and closing quotes belong to their unit); an unended tail counts as one. */
export function sentencesIn(words: string): number {
  const latin = !HAN.test(words);
  let count = 0;
  let open = false;
  for (let i = 0; i < words.length; i++) {
    const character = words[i] ?? '';
    if (isEnd(words, i, latin)) {
      if (open) count += 1;
      open = false;
    } else if (character.trim() !== '' && !CLOSERS.includes(character)) open = true;
  }
  return open ? count + 1 : count;
}

/** Whether the last character ends a sentence, or only closing quotes and brackets stand between. */
export function endsSentence(words: string): boolean {
  // The last few characters decide; a longer run of brackets is nobody's sentence.
  return (HAN.test(words) ? ENDS_CHINESE : ENDS_LATIN).test(words.slice(-8));
}

/** Rule 8: a title longer than this ends at an earlier ，or ； that is at least so far in. */
const LONG_TITLE = 30;
const SHORTEST_TITLE = 4;

/** OL9: the words up to the first 。！？…; when that is longer than 30, up to the first ，or ； at least 4 in. */
export function pointTitle(words: string): string {
  const latin = !HAN.test(words);
  let end = 0;
  while (end < words.length && !isEnd(words, end, latin)) end += 1;
  const title = words.slice(0, end);
  if (title.length <= LONG_TITLE) return title.trim();
  const comma = title.slice(SHORTEST_TITLE).search(/[，；]/);
  return (comma < 0 ? title : title.slice(0, SHORTEST_TITLE + comma)).trim();
}

/** In words without Chinese a full stop ends a sentence where white space, a closing quote or nothing follows. */
function isEnd(words: string, at: number, latin: boolean): boolean {
  const character = words[at] ?? '';
  if ('。！？…'.includes(character)) return character !== '';
  if (!latin || !'.!?'.includes(character)) return false;
  const next = words[at + 1] ?? ' ';
  return next.trim() === '' || CLOSERS.includes(next);
}
