// CK11 numbering: within one parent the ordinals run 1, 2, 3 …
import type { Check, Hit } from './check';

interface Numbered {
  n: number;
  /** As written; '' for a heading without a number. */
  mark: string;
  start: number;
}

export const numbering: Check = function* ({ outline }): Generator<Hit> {
  const labelled = (all: readonly { n: number; label: string; start: number }[]) =>
    all.map(({ n, label, start }) => ({ n, mark: label, start }));
  const marked = (all: readonly { n: number; marker: string; start: number }[]) =>
    all.map(({ n, marker, start }) => ({ n, mark: marker, start }));
  yield* breaks(labelled(outline.parts));
  for (const part of outline.parts) {
    yield* breaks(labelled(part.dimensions));
    yield* breaks(marked(part.points));
    for (const dimension of part.dimensions) yield* breaks(marked(dimension.points));
  }
};

/** A list of another kind inside a list counts from one, and the outer list goes on behind it. */
function* breaks(all: readonly Numbered[]): Generator<Hit> {
  const open: { kind: string; n: number }[] = [];
  for (const { n, mark, start } of all) {
    const kind = kindOf(mark);
    if (kind === '' || /^[•●▪‣·*–-]$/.test(kind)) continue;
    const at = open.findIndex((list) => list.kind === kind);
    if (at >= 0) open.length = at + 1;
    else open.push({ kind, n: 0 });
    const list = open.at(-1);
    if (!list) continue;
    const expected = list.n + 1;
    if (n !== expected) {
      yield { start, end: start + mark.length, message: messageFor(mark, expected, n), fields: { expected, found: n } };
    }
    list.n = n;
  }
}

/** 一是 and 二要 are one kind, as are 1. and 2、 */
function kindOf(mark: string): string {
  return mark
    .replaceAll(/[一二三四五六七八九十百千零\d]+/g, 'n')
    .replace('（', '(')
    .replace('）', ')')
    .replace(/[．、]/, '.')
    .replace('要', '是');
}

function messageFor(mark: string, expected: number, found: number) {
  return {
    zh: `“${mark}”处应为第 ${expected} 项，现写为第 ${found} 项，改正序号。`,
    en: `“${mark}” says ${found} where ${expected} comes next: mend the number.`,
  };
}
