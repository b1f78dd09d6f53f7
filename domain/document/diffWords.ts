// The difference of two passages, word by word: Intl.Segmenter knows where Chinese and English words end.
import { commonOf } from './diffSequence';

/** Lengths are UTF-16 code units: of the first passage for keep and delete, of the second for insert. */
export interface TextEdit {
  op: 'keep' | 'delete' | 'insert';
  length: number;
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** Common words shorter than this between two long differences only make them hard to read. */
const ISLAND = 2;

/** In order; at each place the deletion stands before the insertion. No whole character is cut. Equal passages are one keep. */
export function diffText(a: string, b: string): TextEdit[] {
  if (a === b) return a === '' ? [] : [{ op: 'keep', length: a.length }];
  const [left, right] = [tokens(a), tokens(b)];
  const edits: TextEdit[] = [];
  const ends = { a: 0, b: 0 };
  const upTo = (a: number, b: number) => {
    push(edits, 'delete', lengthOf(left, ends.a, a));
    push(edits, 'insert', lengthOf(right, ends.b, b));
  };
  for (const same of commonOf(left, right)) {
    upTo(same.a, same.b);
    ends.a = same.a + same.length;
    ends.b = same.b + same.length;
    push(edits, 'keep', lengthOf(left, same.a, ends.a));
  }
  upTo(left.length, right.length);
  return withoutIslands(edits);
}

function tokens(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}

function lengthOf(all: readonly string[], from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at++) length += all[at]?.length ?? 0;
  return length;
}

function push(edits: TextEdit[], op: TextEdit['op'], length: number): void {
  const last = edits.at(-1);
  if (length === 0) return;
  if (last?.op === op) last.length += length;
  else edits.push({ op, length });
}

/** A kept word or mark between longer differences becomes a part of them. */
function withoutIslands(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  let gone = 0;
  let come = 0;
  const flush = () => {
    push(result, 'delete', gone);
    push(result, 'insert', come);
    gone = 0;
    come = 0;
  };
  edits.forEach(({ op, length }, index) => {
    if (op === 'delete') gone += length;
    else if (op === 'insert') come += length;
    else if (
      length <= ISLAND &&
      index < edits.length - 1 &&
      isLong(gone + come, length) &&
      isLong(nextChange(edits, index), length)
    ) {
      gone += length;
      come += length;
    } else {
      flush();
      push(result, 'keep', length);
    }
  });
  flush();
  return result;
}

function isLong(change: number, island: number): boolean {
  return change >= 3 * island;
}

function nextChange(edits: readonly TextEdit[], index: number): number {
  let length = 0;
  for (let at = index + 1; at < edits.length && edits[at]?.op !== 'keep'; at++) length += edits[at]?.length ?? 0;
  return length;
}
