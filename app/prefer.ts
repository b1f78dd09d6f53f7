// The time zone that a browser tells about its reader without being asked. Pure, so that it can be tested.

/** The browser's zone when it is one, else the server's: dates must not jump between server and browser. */
export function validTimeZone(zone: string | undefined): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return own;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(zone) }).resolvedOptions().timeZone;
  } catch {
    return own; // A cookie is anybody's text: an unknown zone is no zone.
  }
}
