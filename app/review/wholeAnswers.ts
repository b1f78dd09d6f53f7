// Next takes the page down, and the editor with it, when the answer to a refresh breaks off in the middle. Here each such answer
// is whole before Next sees it: one that breaks off is a failed request, which Next repeats when there is a network again.

/** Puts itself before `fetch`; the answer takes it away. */
export function takeAnswersWhole(): () => void {
  const plain = window.fetch;
  const whole: typeof fetch = async (input, init) => {
    const response = await plain.call(window, input, init);
    if (!response.body || !new Headers(init?.headers).has('rsc')) return response;
    const copy = new Response(await response.arrayBuffer(), response);
    // A new Response has neither, and the router looks at both.
    Object.defineProperties(copy, { url: { value: response.url }, redirected: { value: response.redirected } });
    return copy;
  };
  window.fetch = whole;
  return () => {
    if (window.fetch === whole) window.fetch = plain;
  };
}
