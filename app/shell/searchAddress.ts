// Addresses of the search: of its page, and of the place of a hit.
import { nearOf } from '../../domain/search';
import type { SearchHit } from '../../domain/view';

/** What the page was asked for. */
export interface SearchQuery {
  q?: string;
  /** Where the words stand. */
  in?: string;
  stage?: string;
}

/** The same for the page and, below its root, for the API. */
export function searchAddress(query: SearchQuery & { cursor?: string }): string {
  const params = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return params.size > 0 ? `/search?${params}` : '/search';
}

/** Where a passage of a text stands: the page goes there as it goes to a hit. Of several lines, the first. */
export function passageAddress(reviewId: string, quote: string): string {
  const [words = ''] = quote.trim().split('\n', 1);
  // One term, whatever white space is in it.
  const find = words.includes('"') ? words : `"${words}"`;
  return `/reviews/${reviewId}?${new URLSearchParams({ find, near: words })}`;
}

/** Where a hit is: the page goes there by itself (`usePlace`). */
export function hitAddress(reviewId: string, hit: SearchHit | null, q: string): string {
  if (!hit) return `/reviews/${reviewId}`;
  const place: Record<string, string> =
    hit.kind === 'comment'
      ? { thread: hit.threadId }
      : { find: q, near: nearOf(hit.parts), ...(hit.sectionKey && { section: hit.sectionKey }) };
  return `/reviews/${reviewId}?${new URLSearchParams(place)}`;
}
