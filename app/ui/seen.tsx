// Words as they are stored, each character that turns the order of the others named in its place. The editor's plugin draws the same.
import type { ReactNode } from 'react';
import { codeOf, turningPieces } from '../../domain/document/turning';

/** CT2: an element of its own, in which the character can turn nothing else; the style sheet writes its name. */
export function seen(text: string): ReactNode {
  return turningPieces(text).map((piece, at) =>
    at % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words are shown as they are and never move.
      <bdi key={at} className="ctl" data-code={codeOf(piece)}>
        {piece}
      </bdi>
    ) : (
      piece
    ),
  );
}
