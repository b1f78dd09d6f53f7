// One fresh visit of the long review: what it downloads, and when its text is seen and may be edited.
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** Sizes in bytes gzip, times in ms after navigation. */
export interface Opening {
  scripts: number;
  html: number;
  byte: number;
  /** Of the text: the page has nothing else to paint before it. */
  paint: number;
  editable: number;
}

export async function open(page: Page, url: string): Promise<Opening> {
  const bodies: Promise<number>[] = [];
  let html = Promise.resolve(0);
  let counting = true;
  page.on('response', (response) => {
    const size = () => response.body().then((body) => gzipSync(body).length);
    if (response.url() === url) html = size();
    if (counting && new URL(response.url()).pathname.endsWith('.js')) bodies.push(size());
  });
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('.ProseMirror[contenteditable=true]').first().waitFor();
  counting = false;
  const times = await page.evaluate(() => {
    const editable = performance.now();
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return { editable, byte: entry?.responseStart ?? 0, paint: paint?.startTime ?? 0 };
  });
  const sizes = await Promise.all(bodies);
  return { ...times, html: await html, scripts: sizes.reduce((sum, one) => sum + one, 0) };
}
