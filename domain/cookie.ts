// The one name that pages, routes and sockets look for: the session cookie, called as next-auth calls it.

/** `__Secure-` needs https, and a browser then refuses to let a plain-http page overwrite it. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Secure-authjs.session-token' : 'authjs.session-token';
}
