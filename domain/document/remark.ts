// A note from the foot or the end of a foreign page, for a text that has none: a remark in brackets, where its sentence ends (ED30).

/** `at`: UTF-16 offset in its line at which the sign stood; the sign itself is no part of the line. */
export interface Noted {
  at: number;
  words: string;
}

interface Remarks {
  /** What is put into the line, and where, in its order. */
  within: readonly Noted[];
  /** Lines of their own behind it. */
  behind: readonly string[];
}

const HEADING = /^[\s\u3000]*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)])/;
/** As long as a heading may be (OL4). */
const SHORT = 40;
const HAN = /\p{Script=Han}/u;
const END = /[。！？!?]|…+|\.(?=\s|$)/;
/** As much as is looked at before a sign. */
const LOOK_BACK = 20;
const ENDED = /(?:[。！？!?]+|\.)$/;
const ENDED_IN_QUOTES = /[。！？!?.…][”’」』）)"']+$/;

/** `alone`: whether lines of their own can stand behind this one. They do behind a heading, whose words say what its section is. */
export function remarksOf(line: string, notes: readonly Noted[], alone = true): Remarks {
  const heads = alone && (HEADING.test(line) || (line.length <= SHORT && !END.test(line)));
  const chinese = HAN.test(line);
  const said = notes.flatMap(({ at, words }) => {
    const remark = remarkOf(words, chinese);
    return remark === '' ? [] : [{ at: heads ? line.length : placeOf(line, at), words: remark }];
  });
  if (heads) return { within: [], behind: said.map(({ words }) => words.trimStart()) };
  return { within: said.sort((a, b) => a.at - b.at), behind: [] };
}

/** The line with its remarks, those behind it as further lines. */
export function withRemarks(line: string, notes: readonly Noted[], alone = true): string {
  const { within, behind } = remarksOf(line, notes, alone);
  let from = 0;
  const pieces = within.map(({ at, words }) => {
    const piece = line.slice(from, at) + words;
    from = at;
    return piece;
  });
  return [pieces.join('') + line.slice(from), ...behind].join('\n');
}

/** In the language of the words around it; '' for a note that says nothing. Inside of brackets a last full stop is not written. */
function remarkOf(note: string, chinese: boolean): string {
  const words = note
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:注|note)\s*[：:]\s*/i, '')
    .replace(/[。.]$/, '');
  if (words === '') return '';
  return chinese || HAN.test(words) ? `（注：${words}）` : ` (Note: ${words})`;
}

/** Before the mark that ends the sentence of the sign, else at the end of its line. */
function placeOf(line: string, at: number): number {
  const start = Math.max(line.lastIndexOf('\n', at - 1) + 1, at - LOOK_BACK);
  const head = line.slice(start, at).trimEnd();
  if (ENDED_IN_QUOTES.test(head)) return start + head.length;
  const ended = ENDED.exec(head);
  if (ended) return start + ended.index;
  const rest = line.slice(at).split('\n', 1)[0] ?? '';
  return at + (END.exec(rest)?.index ?? rest.trimEnd().length);
}
