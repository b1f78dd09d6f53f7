// Next takes the page down, and the editor with it, when the answer to a refresh breaks off in the middle. Here each such answer
// is whole before Next sees it: one that breaks off is a failed request, which Next repeats when there is a network again. And one
// that would lead away to the sign-in page waits until somebody has signed in over this one.

/** The page's session is not over any more. */
export const SIGNED_IN = 'countersign-signed-in';

/** Puts itself before `fetch`; the answer takes it away. */
export function takeAnswersWhole(): () => void {
  const plain = window.fetch;
  const whole: typeof fetch = async (input, init) => {
    const response = await plain.call(window, input, init);
    if (!response.body || !new Headers(init?.headers).has('rsc')) return response;
    const body = await response.arrayBuffer();
    if (isHere(input) && leadsAway(response, body) && (await isSignedOut(plain))) {
      await new Promise((done) => window.addEventListener(SIGNED_IN, done, { once: true }));
      return whole(input, init);
    }
    const copy = new Response(body, response);
    // A new Response has neither, and the router looks at both.
    Object.defineProperties(copy, { url: { value: response.url }, redirected: { value: response.redirected } });
    return copy;
  };
  window.fetch = whole;
  return () => {
    if (window.fetch === whole) window.fetch = plain;
  };
}

function isHere(input: RequestInfo | URL): boolean {
  const { pathname } = new URL(input instanceof Request ? input.url : input, window.location.href);
  return pathname === window.location.pathname;
}

/** The text of the review may say the same: only who is signed out is believed to be led away. */
function leadsAway(response: Response, body: ArrayBuffer): boolean {
  if (new URL(response.url).pathname === '/sign-in') return true;
  return /NEXT_REDIRECT;\w+;\/sign-in/.test(new TextDecoder().decode(body));
}

async function isSignedOut(plain: typeof fetch): Promise<boolean> {
  const asked = await plain.call(window, '/api/v1/me/notifications/unread', { cache: 'no-store' });
  return asked.status === 401;
}
