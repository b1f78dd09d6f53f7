// One person types into the long review while twenty others have it open.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { percentile, spread } from './spread';
import { type Key, traceKeys } from './trace';

/** Five keys a second, as a quick typist; after ten of them a pause, in which all that waits for one runs. */
const BETWEEN_MS = 200;
const WORD = 10;
const PAUSE_MS = 800;
/** All that an opened page still fetches and draws is over by then. */
const CALM_MS = 5_000;

type Say = (line: string) => void;

/** Puts the caret at the end of a line in the middle, beside its comment. */
export async function beginTyping(page: Page, threads: number): Promise<void> {
  await page
    .locator('.rail-stack > .thread')
    .nth(threads / 2)
    .waitFor({ state: 'attached', timeout: 60_000 });
  await page.waitForTimeout(CALM_MS);
  await page.locator('.ProseMirror > *').filter({ hasText: '第151项' }).first().click();
  await page.keyboard.press('End');
}

/** `count` letters. `profileTo`: a folder for the CPU profile of another such run. */
export async function typeAndSay(
  browser: Browser,
  page: Page,
  who: string,
  count: number,
  say: Say,
  profileTo?: string,
): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const threads = await page.locator('.rail-stack > .thread').count();
  const carets = await page.locator('.ProseMirror .caret').count();
  const letters = (await page.locator('.ProseMirror').innerText()).length;
  const lasts = count * BETWEEN_MS + (count / WORD) * PAUSE_MS;
  const rest = await cpuOf(cdp, () => page.waitForTimeout(lasts));
  await page.evaluate(watchKeys);
  let all = 0;
  const keys = await traceKeys(browser, page, async () => {
    all = await cpuOf(cdp, () => press(page, count));
  });
  const seen = await page.evaluate(() => (window as unknown as { seen: { shown: number[]; long: number } }).seen);
  say(
    `${who}: ${letters} characters, ${threads} cards, ${carets} carets of others, ${keys.length} keys, five a second`,
  );
  say(`  main-thread CPU ms from the key to the end of its frame: ${spread(keys.map(({ cpu }) => cpu))}`);
  say(`    of these at P50: ${phases(keys)}; forced layouts a key: ${mean(keys.map(({ forced }) => forced))}`);
  say(`  ms by the clock, the wait for the screen's beat included: ${spread(keys.map(({ wall }) => wall))}`);
  say(`  Event Timing, key to picture, in steps of 8 ms: ${spread(seen.shown)}; tasks over 50 ms: ${seen.long}`);
  say(
    `  main-thread CPU ms a key with all that follows from it: ${((all - rest) / keys.length).toFixed(1)}; of others' carets a second: ${((rest * 1000) / lasts).toFixed(1)}`,
  );
  if (profileTo) await profile(cdp, page, join(profileTo, `${who.replaceAll(' ', '-')}.cpuprofile`), count);
  await cdp.detach();
}

async function press(page: Page, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    await page.keyboard.press('a');
    await page.waitForTimeout(n % WORD === 0 ? BETWEEN_MS + PAUSE_MS : BETWEEN_MS);
  }
}

async function profile(cdp: CDPSession, page: Page, file: string, count: number): Promise<void> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
  await cdp.send('Profiler.start');
  await press(page, count);
  const { profile } = await cdp.send('Profiler.stop');
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, JSON.stringify(profile));
}

/** Of the main thread, in ms of its own clock. */
async function cpuOf(cdp: CDPSession, act: () => Promise<void>): Promise<number> {
  const before = await taskMs(cdp);
  await act();
  return (await taskMs(cdp)) - before;
}

async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** In the page. What takes less than 16 ms is not told, and counts as that. */
function watchKeys(): void {
  const seen = { shown: [] as number[], long: 0 };
  Object.assign(window, { seen });
  const told = new Map<number, number>();
  window.addEventListener('keydown', (event) => void told.set(event.timeStamp, seen.shown.push(16) - 1), true);
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      const at = told.get(startTime);
      if (name === 'keydown' && at !== undefined) seen.shown[at] = duration;
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    seen.long += list.getEntries().length;
  }).observe({ type: 'longtask' });
}

function phases(keys: readonly Key[]): string {
  const names = ['script', 'style', 'layout', 'paint'] as const;
  return names
    .map(
      (name) =>
        `${name} ${percentile(
          keys.map((key) => key.phases[name]),
          0.5,
        ).toFixed(1)}`,
    )
    .join(', ');
}

function mean(values: readonly number[]): string {
  return (values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)).toFixed(1);
}
