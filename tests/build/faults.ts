// What keeps somebody out of a screen: axe's serious findings, what lies outside the view, what is covered, targets too small for a thumb,
// words that are cut off, movement for those who asked for none. One line a fault; none is an empty list.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The design's smallest target on a phone, in px. */
const TARGET = 44;

/** What the design asks of every screen though axe calls it moderate: landmarks and headings. */
const SHAPE = ['region', 'heading-order', 'page-has-heading-one', 'landmark-one-main', 'landmark-unique'];

/** What axe calls serious or critical, and what is wrong with the shape of the page: one line a rule with the first places. */
export async function violations(page: Page): Promise<string[]> {
  // Half a megabyte: once a page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const runner = (window as unknown as { axe: typeof axe }).axe;
    return (await runner.run(document, { resultTypes: ['violations'] })).violations;
  });
  // A menu belongs to the button that opened it, wherever in the page it is drawn.
  const floats = (html: string) => html.includes('data-radix-popper');
  return found
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || SHAPE.includes(id))
    .filter(({ id, nodes }) => id !== 'region' || nodes.some(({ html }) => !floats(html)))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 4)
          .map((node) => node.html.slice(0, 160))
          .join(' | ')}`,
    );
}

/**
 * Measured in the page as it stands, with an open dialog in what is in it alone. `targets`: also that a thumb hits everything: the middle
 * and the edges of 44 px around it belong to the thing itself (links inside a sentence are words, not targets).
 */
export async function misplaced(page: Page, { targets = false } = {}): Promise<string[]> {
  return page.evaluate(measure, targets ? TARGET : 0);
}

/** Runs in the browser: closes over nothing. */
function measure(target: number): string[] {
  const ACTS =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=menuitem], [role=menuitemradio], [role=option]';
  const faults: string[] = [];
  const named = (element: Element) => {
    const words = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 24) ?? '';
    return `${element.tagName.toLowerCase()}.${String(element.getAttribute('class') ?? '').replaceAll(' ', '.')} “${words}”`;
  };
  const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth;
  if (wide > 0) faults.push(`the page is ${wide} px too wide`);

  for (const pane of document.querySelectorAll('body *')) {
    const across = pane.clientWidth > innerWidth * 0.8 && pane.scrollWidth > pane.clientWidth + 1;
    if (across && /auto|scroll/.test(getComputedStyle(pane).overflowX)) faults.push(`scrolls sideways: ${named(pane)}`);
  }

  const modal = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')].at(-1);
  const root = modal ?? document.body;
  for (const element of root.querySelectorAll<HTMLElement>(ACTS)) {
    if (!shown(element)) continue;
    const label = labelOf(element);
    const held = label ?? element;
    if (outOfReach(held)) {
      faults.push(`out of reach: ${named(element)}`);
      continue;
    }
    const scrolled = saved(held);
    if (!inView(held)) held.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const middle = middleOf(held);
    if (!hit(middle.x, middle.y, held, element)) {
      held.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { x, y } = middleOf(held);
      if (!hit(x, y, held, element) && !behindDrawer(x, y, element))
        faults.push(`covered: ${named(element)} by ${nameAt(x, y)}`);
    }
    if (target && !inSentence(element)) small(held, element);
    for (const [node, top, left] of scrolled) node.scrollTo({ top, left, behavior: 'instant' });
  }

  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const cut = new Set<Element>();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!holder || cut.has(holder) || !node.textContent?.trim() || !shown(holder)) continue;
    if (!clips(node, holder)) continue;
    cut.add(holder);
    faults.push(`cut off: ${named(holder)}`);
  }

  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    for (const element of document.body.querySelectorAll('*')) {
      for (const pseudo of [null, '::before', '::after']) {
        const style = getComputedStyle(element, pseudo);
        if (pseudo && style.content === 'none') continue;
        const moves = Math.max(
          ...style.transitionDuration.split(',').map(seconds),
          style.animationName === 'none' ? 0 : Math.max(...style.animationDuration.split(',').map(seconds)),
        );
        if (moves > 0.001 || style.scrollBehavior === 'smooth') faults.push(`moves: ${named(element)}${pseudo ?? ''}`);
      }
    }
  }
  return [...new Set(faults)];

  function seconds(text: string): number {
    return Number.parseFloat(text) / (text.trim().endsWith('ms') ? 1000 : 1);
  }
  function shown(element: Element): boolean {
    if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) return false;
    if (element.closest('.sr, .skip, [aria-hidden=true], [inert]')) return false;
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1;
  }
  /** A native control under a drawn one is pressed through its label. */
  function labelOf(element: HTMLElement): HTMLElement | null {
    return element instanceof HTMLInputElement && /checkbox|radio|file/.test(element.type)
      ? element.closest<HTMLElement>('label')
      : null;
  }
  function scrollers(element: Element): Element[] {
    const found: Element[] = [];
    for (let up = element.parentElement; up; up = up.parentElement)
      if (up.scrollWidth > up.clientWidth + 1 || up.scrollHeight > up.clientHeight + 1) found.push(up);
    return found;
  }
  function saved(element: Element): [Element, number, number][] {
    return scrollers(element).map((up) => [up, up.scrollTop, up.scrollLeft]);
  }
  /** Outside of the view, and nothing that scrolls brings it in. */
  function outOfReach(element: Element): boolean {
    const box = seen(element);
    let across = box.left < -1 || box.right > innerWidth + 1;
    let down = box.top < -1 || box.bottom > innerHeight + 1;
    for (let up = element.parentElement; up && (across || down); up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      if (/auto|scroll/.test(overflowX) && up.scrollWidth > up.clientWidth) across = false;
      if (/auto|scroll/.test(overflowY) && up.scrollHeight > up.clientHeight) down = false;
    }
    // The page itself may scroll down, never across.
    if (document.documentElement.scrollHeight > innerHeight) down = false;
    return across || down;
  }
  /** Its box, cut where words end in an ellipsis. */
  function seen(element: Element): { left: number; right: number; top: number; bottom: number } {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const clip = element.closest('.clip, .clip-2')?.getBoundingClientRect();
    return { left, right: Math.min(right, clip?.right ?? right), top, bottom };
  }
  function inView(element: Element): boolean {
    const { x, y } = middleOf(element);
    return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  }
  function middleOf(element: Element): { x: number; y: number } {
    // The first line of what breaks over two.
    const box = [...element.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
    const { left, top, width, height } = box ?? element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }
  function hit(x: number, y: number, held: Element, element: Element): boolean {
    const there = document.elementFromPoint(x, y);
    return Boolean(there && (held.contains(there) || element.contains(there) || there.closest('label') === held));
  }
  /** In a narrow window the outline and the rail lie over the text until they are shut. */
  function behindDrawer(x: number, y: number, element: Element): boolean {
    const drawer = '.ol, .rail-h, .rail, .tray';
    return innerWidth < 1100 && Boolean(document.elementFromPoint(x, y)?.closest(drawer)) && !element.closest(drawer);
  }
  function nameAt(x: number, y: number): string {
    const there = document.elementFromPoint(x, y);
    return there ? named(there) : 'nothing';
  }
  function inSentence(element: Element): boolean {
    return (
      getComputedStyle(element).display === 'inline' &&
      Boolean(element.closest('p, dd, li, td, small')) &&
      element.closest('p, dd, li, td, small')?.textContent?.trim() !== element.textContent?.trim()
    );
  }
  function small(held: HTMLElement, element: HTMLElement): void {
    const reach = target / 2 - 1;
    const missed = () => {
      const { x, y } = middleOf(held);
      const edges = [
        [x - reach, y],
        [x + reach, y],
        [x, y - reach],
        [x, y + reach],
      ] as const;
      return edges.some(
        ([px, py]) => px >= 0 && py >= 0 && px < innerWidth && py < innerHeight && !hit(px, py, held, element),
      );
    };
    if (!missed()) return;
    // Half behind the edge of what scrolls, it is no smaller.
    held.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    if (!missed()) return;
    const { width, height } = held.getBoundingClientRect();
    faults.push(`small: ${named(element)} ${Math.round(width)}x${Math.round(height)}`);
  }
  /** Words that end at an edge without saying so: neither an ellipsis nor a limit of lines. */
  function clips(node: Node, holder: Element): boolean {
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    if (words.width < 1) return false;
    for (let up: Element | null = holder; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.position === 'fixed') return false;
      if (style.overflowX === 'visible') continue;
      if (/auto|scroll/.test(style.overflowX) || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none')
        return false;
      const box = up.getBoundingClientRect();
      if (words.right > box.right + 1 || words.left < box.left - 1) return true;
    }
    return false;
  }
}
