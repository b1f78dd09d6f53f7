// Ctrl K before the page's script is here: heard by a few words in the page itself, answered by the shell when it comes (ED11).

interface EarlyPalette {
  asked: boolean;
  /** From now on the shell hears by itself. */
  stop(): void;
}

declare global {
  interface Window {
    earlyPalette?: EarlyPalette;
  }
}

/**
 * Runs where the shell will be, under the request's nonce. The same press as in Shell; the second takes the first back. From the
 * pages of entry the shell is one step away: there it waits for the address to change.
 */
export const EARLY_PALETTE = `(function(){var p=window.earlyPalette={asked:false,stop:function(){removeEventListener('keydown',hear,true)}};
function hear(e){if(/^\\/(sign-in|set-up|join|reset)/.test(location.pathname)||e.isComposing||e.altKey||e.shiftKey||!(e.ctrlKey||e.metaKey)||e.key.toLowerCase()!=='k')return;
e.preventDefault();p.asked=!p.asked}addEventListener('keydown',hear,true)})()`;

/** Whether the palette was asked for before; once. */
export function takeEarlyPalette(): boolean {
  const early = window.earlyPalette;
  early?.stop();
  const asked = early?.asked ?? false;
  if (early) early.asked = false;
  return asked;
}
