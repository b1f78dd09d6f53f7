// A person as a coloured disc with the first character of the name (two initials for Latin names).
import type { CSSProperties } from 'react';

interface Props {
  name: string;
  /** 1..8 */
  colour: number;
  size?: 18 | 20 | 24 | 28 | 32 | 40;
}

/** First character of a Chinese name; up to two initials of a Latin one. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = Array.from(words[0] ?? '')[0] ?? '';
  if (!/\p{Script=Latin}/u.test(first)) return first;
  const last = words.length > 1 ? (Array.from(words[words.length - 1] ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** Decoration where the name stands beside it, which is everywhere here: the name is not spoken twice. */
export function Avatar({ name, colour, size = 24 }: Props) {
  const text = initials(name);
  return (
    <span
      className={`av av-${size}${text.length > 1 ? ' av-en' : ''}`}
      style={{ '--who': `var(--who-${colour})` } as CSSProperties}
      title={name}
      aria-hidden="true"
    >
      {text}
    </span>
  );
}
