// Characters that turn the order in which the others are shown, and are not seen themselves: their names, and where they stand.

/** Every character with the Unicode property Bidi_Control. */
const TURNING = /(\p{Bidi_Control})/u;

/** `U+202E` */
export function codeOf(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** CT2: the text in pieces, every second one a character that turns the order: what shows it names it and lets it turn nothing. */
export function turningPieces(text: string): string[] {
  return text.split(TURNING);
}

/** CT2 where only letters can be written: a name in place of each of those that turn the order. */
export function withTurningNamed(text: string): string {
  return turningPieces(text)
    .map((piece, at) => (at % 2 ? `[${codeOf(piece)}]` : piece))
    .join('');
}
