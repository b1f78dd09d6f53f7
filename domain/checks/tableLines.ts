// Which lines are rows of a table: the rendered text joins the cells of a row by tabs, and says so nowhere else.
import type { CheckedText } from './checkedText';

const NUMBER = /^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])\s*$/;

/** Indexes of the lines that stand together with as many tabs each, at least one of them between words. */
export function tableLines({ text, lines }: CheckedText): Set<number> {
  const found = new Set<number>();
  const rows = lines.map(({ start, end }) => rowOf(text.slice(start, end)));
  for (let from = 0; from < rows.length; ) {
    const tabs = rows[from]?.tabs ?? 0;
    let to = from + 1;
    while (to < rows.length && rows[to]?.tabs === tabs) to += 1;
    if (tabs > 0 && to - from > 1 && rows.slice(from, to).some((row) => row.parted)) {
      for (let at = from; at < to; at++) found.add(at);
    }
    from = to;
  }
  return found;
}

/** `parted`: a tab stands between words, and not only behind the number of a list. */
function rowOf(line: string): { tabs: number; parted: boolean } {
  if (!line.includes('\t')) return { tabs: 0, parted: false };
  const cells = line.split('\t');
  const filled = cells.filter((cell) => cell.trim() !== '');
  return { tabs: cells.length - 1, parted: filled.length > (NUMBER.test(filled[0] ?? '') ? 2 : 1) };
}
