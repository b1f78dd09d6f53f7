// The two choices a browser remembers before anybody has signed in: language and theme.

/** A year, for the whole site, readable by the server; no secret ever goes here. */
export function remember(name: 'locale' | 'theme', value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing on plain http and in older browsers.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
