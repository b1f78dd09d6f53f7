// Where to go after signing in: only to a page of ours.

/** The path, query and hash of `next` when it is a page of this site, else '/'. Never '//host', '/\host', a scheme or a control character. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2000 || !/^\/(?![/\\])/.test(next) || /[\p{Cc}\\]/u.test(next))
    return '/';
  const here = 'http://here.invalid';
  const url = URL.canParse(next, here) ? new URL(next, here) : null;
  if (!url || url.origin !== here) return '/';
  const path = `${url.pathname}${url.search}${url.hash}`;
  // "/.//host" is a path of this site until it is written without its dots.
  return path.startsWith('//') ? '/' : path;
}
