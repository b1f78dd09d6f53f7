// How next-auth signs people in here: it checks a password and hands out our own opaque token, nothing more.
import type { NextAuthConfig } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { RefusalCode } from '../domain/refusal';
import { runtime } from '../server/runtime';

/** The longest that browsers keep a cookie, in seconds. The session's row decides when it is over, not the cookie. */
const COOKIE_AGE = 400 * 24 * 60 * 60;

/**
 * Built at each call, because the server exists only once it runs. `refuse` makes the error that next-auth lets through with its
 * code. jwt.encode is called at each session read and answers the token it was given; only a sign-in opens a session.
 */
export function authConfig(refuse: (code: RefusalCode) => Error): NextAuthConfig {
  const { auth, publicUrl } = runtime();
  return {
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, person: {} },
        authorize: (given, request) => authorize(given, request, refuse),
      }),
    ],
    secret: auth.secret,
    trustHost: true,
    useSecureCookies: publicUrl.startsWith('https:'),
    session: { strategy: 'jwt', maxAge: COOKIE_AGE },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    jwt: {
      encode: async ({ token }) => {
        if (typeof token?.opaque !== 'string') throw new Error('next-auth asked for a token outside of a sign-in');
        return token.opaque;
      },
      decode: async ({ token }) => (token ? { opaque: token } : null),
    },
    callbacks: {
      jwt: async ({ token, user, trigger }) =>
        trigger === 'signIn' && user.id ? { opaque: await auth.openSession(user.id) } : token,
    },
    logger: { error: (error) => error.name !== 'CredentialsSignin' && console.error(error) },
  };
}

async function authorize(
  given: Partial<Record<string, unknown>>,
  request: Request,
  refuse: (code: RefusalCode) => Error,
) {
  const { email, password, person } = given;
  if (typeof email !== 'string' || typeof password !== 'string') throw refuse('bad-request');
  // Set by our own server over whatever a client sent (STACK trap 9); X-Forwarded-For is nobody's word here.
  const address = request.headers.get('x-countersign-address') ?? 'unknown';
  const signedIn = await runtime().auth.signIn({ email, password, address });
  if (!signedIn.ok) throw refuse(signedIn.refusal.code);
  // The page's own person, where a page has one: the address may be another account's by now.
  if (person !== undefined && person !== signedIn.value.personId) throw refuse('wrong-credentials');
  return { id: signedIn.value.personId };
}
