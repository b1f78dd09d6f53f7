// Words of a search result with what was looked for marked; a real <mark>, so that it is told without colour too.
import type { Part } from '../../domain/search';
import { seen } from '../ui/seen';

export function Marked({ parts }: { parts: readonly Part[] }) {
  let at = 0;
  return parts.map(({ text, hit }) => {
    const key = at;
    at += text.length;
    return hit ? <mark key={key}>{seen(text)}</mark> : <span key={key}>{seen(text)}</span>;
  });
}
