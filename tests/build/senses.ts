// A page as it is met without a mouse or without eyes: what a Tab reaches and whether it shows, what is said aloud, what a contrast theme leaves.
import type { Page } from 'playwright-core';

export interface Stop {
  name: string;
  /** A line around it (or around what is drawn for it) that is not there without the focus. */
  shows: boolean;
  inView: boolean;
}

/** Presses Tab until the focus leaves the page or is where it was before, at most `presses` times. */
export async function walk(page: Page, presses = 90): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const one of document.querySelectorAll('[data-walked]')) one.removeAttribute('data-walked');
  });
  for (let n = 0; n < presses; n++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body || here.hasAttribute('data-walked')) return null;
      here.setAttribute('data-walked', '');
      const box = here.getBoundingClientRect();
      // A native control under a drawn one shows on what is drawn; a text that is written shows its caret.
      const drawn = [here, here.nextElementSibling, here.closest('label'), here.closest('.choice')];
      const ringed = drawn.some((one) => {
        return [null, '::before', '::after'].some((pseudo) => {
          if (!one) return false;
          const { outlineStyle, outlineWidth } = getComputedStyle(one, pseudo);
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        });
      });
      return {
        name: `${here.tagName.toLowerCase()}.${here.className} “${here.getAttribute('aria-label') ?? here.textContent?.trim().slice(0, 24) ?? ''}”`,
        shows: ringed || here.getAttribute('contenteditable') === 'true',
        inView: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
      };
    });
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}

/** From now on everything that a screen reader would say by itself. `heard()` answers it in order, and forgets it. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const REGION = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
    const heard: string[] = [];
    (window as unknown as { heard: string[] }).heard = heard;
    const say = (region: Element) => {
      const words = region.textContent?.trim();
      if (words && heard.at(-1) !== words) heard.push(words);
    };
    new MutationObserver((records) => {
      const regions = new Set<Element>();
      for (const { target, addedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(REGION);
        if (region) regions.add(region);
        // Only an alert is said when it comes as a whole.
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          if (node.matches('[role=alert]')) regions.add(node);
          for (const alert of node.querySelectorAll('[role=alert]')) regions.add(alert);
        }
      }
      for (const region of regions) say(region);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
}

/**
 * Of these, what is not there or says nothing where backgrounds and shadows are taken away: no outline, border or line of its own, and
 * no colour of a selection. `::after` behind a selector asks for that.
 */
export async function unmarked(page: Page, selectors: readonly string[]): Promise<string[]> {
  return page.evaluate((asked) => {
    return asked.filter((selector) => {
      const [plain = '', pseudo] = selector.split('::');
      const element = document.querySelector(plain);
      if (!element) return true;
      const style = getComputedStyle(element, pseudo ? `::${pseudo}` : null);
      const lined = (['Top', 'Right', 'Bottom', 'Left'] as const).some(
        (side) => style[`border${side}Style`] !== 'none' && Number.parseFloat(style[`border${side}Width`]) > 0,
      );
      const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      const selected = style.forcedColorAdjust === 'none' && style.backgroundColor !== 'rgba(0, 0, 0, 0)';
      return !(lined || outlined || selected || style.textDecorationLine !== 'none');
    });
  }, selectors);
}
