// What somebody wrote to their decision, as it is stored: a character that turns the order of the others is named (CT2).
import { seen } from '../../ui/seen';

/** Nothing where nothing was written. `decisionId`: the points that are about this decision lead here. */
export function Opinion({ words, decisionId }: { words: string | undefined; decisionId?: string | undefined }) {
  if (!words) return null;
  const place = decisionId ? { id: opinionPlace(decisionId), tabIndex: -1 } : {};
  return (
    <blockquote className="q" {...place}>
      {seen(words)}
    </blockquote>
  );
}

/** The id of its place on a page. */
export function opinionPlace(decisionId: string): string {
  return `said-${decisionId}`;
}
