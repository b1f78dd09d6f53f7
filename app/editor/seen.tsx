// Words as they are stored, each character that turns the order of the others named in its place. The editor's plugin draws the same.
import { Fragment, type ReactNode } from 'react';
import { codeOf, turningPieces } from '../../domain/document/controls';

/** CT2: an element of its own, in which the character can turn nothing else; the style sheet writes its name. */
export function seen(text: string): ReactNode {
  const pieces = turningPieces(text);
  if (pieces.length === 1 && !pieces[0]?.turns) return text;
  return pieces.map((piece, at) => {
    const key = `${at} ${piece.text.length}`;
    if (!piece.turns) return <Fragment key={key}>{piece.text}</Fragment>;
    return (
      <bdi key={key} className="ctl" data-code={codeOf(piece.text)}>
        {piece.text}
      </bdi>
    );
  });
}
