// Where a word ends in a text without spaces: what Ctrl with an arrow, Ctrl Backspace and a double click go by (ED4).

interface Piece {
  from: number;
  to: number;
  /** White space between words. */
  blank: boolean;
}

/** The word at this offset: the one after it, at the end of the text the one before it; null in an empty text. */
export function wordAt(text: string, offset: number): { from: number; to: number } | null {
  const pieces = piecesOf(text);
  const piece = pieces.find(({ to }) => offset < to) ?? pieces.at(-1);
  return piece ? { from: piece.from, to: piece.to } : null;
}

/** ED4: where the word before (-1) begins or the word after (1) ends; white space on the way is passed. The text's own edge at last. */
export function wordEdge(text: string, offset: number, step: -1 | 1): number {
  const pieces = piecesOf(text).filter(({ blank }) => !blank);
  if (step === 1) return pieces.find(({ to }) => to > offset)?.to ?? text.length;
  return pieces.findLast(({ from }) => from < offset)?.from ?? 0;
}

/** Marks beside each other are one piece, as white space is. */
function piecesOf(text: string): Piece[] {
  const pieces: (Piece & { word: boolean })[] = [];
  for (const { segment, index, isWordLike } of segmenter().segment(text)) {
    const next = { from: index, to: index + segment.length, blank: segment.trim() === '', word: isWordLike ?? false };
    const last = pieces.at(-1);
    if (last && !last.word && !next.word && last.blank === next.blank) last.to = next.to;
    else pieces.push(next);
  }
  return pieces;
}

let made: Intl.Segmenter | undefined;

/** Made once: it loads a dictionary. Of no language but Chinese does the choice matter. */
function segmenter(): Intl.Segmenter {
  made ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return made;
}
