// `npm run bench -- --only browser`: what one keystroke, one opening and the scripts cost in Chromium, in a review of 20,000
// characters with 300 threads and 20 other carets. `--profile DIR` writes the CPU profile of the typing.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { PASSWORD, type Person, signedIn } from '../tests/build/api';
import { aVisitor, launchBrowser, signIn } from '../tests/build/browser';
import { ADMIN, aHome, type Product, start } from '../tests/build/product';

const LINES = 300;
const THREADS = 300;
const CARETS = 20;
/** A person may have ten connections to a document. */
const A_PERSON = 10;
const KEYS = 60;
/** Between two keys: all that one of them sets off is over by then, the checks included. */
const PAUSE_MS = 400;
const OPENINGS = 3;
const WORDS = '本季度按计划完成了门诊流程的整改并逐条核对了记录例如周一的例会由主持人记录并在三天内发给各科室，';

type Say = (line: string) => void;

export async function benchBrowser(say: Say, profileTo: string | undefined): Promise<void> {
  const home = await aHome();
  const product = await start(home, { env: { COUNTERSIGN_API_RATE: '0', COUNTERSIGN_FRAME_RATE: '0' } });
  const browser = await launchBrowser();
  const carets: WebsocketProvider[] = [];
  try {
    const admin = await product.admin();
    const id = await aLongReview(admin);
    carets.push(...(await showCarets(product, admin, id)));
    const visitor = await aVisitor(browser);
    await signIn(visitor, product.url, ADMIN, '/inbox');
    const cookies = await visitor.context.cookies();
    await visitor.context.close();
    const openings: Opening[] = [];
    for (let n = 0; n < OPENINGS; n++) {
      const fresh = await aVisitor(browser);
      await fresh.context.addCookies(cookies);
      openings.push(await open(fresh.page, `${product.url}/reviews/${id}`));
      if (n === OPENINGS - 1) await type(fresh.page, say, profileTo);
      await fresh.context.close();
    }
    const least = (of: (one: Opening) => number) => Math.round(Math.min(...openings.map(of)));
    say(
      `scripts until the text is editable: ${least((one) => one.scripts)} bytes gzip; the page ${least((one) => one.html)}`,
    );
    say(
      `best of ${OPENINGS} fresh visits, ms after navigation: first byte ${least((one) => one.byte)}, first paint with the text ${least((one) => one.paint)}, editable ${least((one) => one.editable)}`,
    );
  } finally {
    for (const one of carets) {
      one.destroy();
      // With its awareness, whose clock would keep this process alive.
      one.doc.destroy();
    }
    await browser.close();
    await product.stop();
    await home.clear();
  }
}

async function aLongReview(admin: Person): Promise<string> {
  const lines = Array.from(
    { length: LINES },
    (_, n) => `${n % 2 ? '' : `${n / 2 + 1}. `}第${n}项${WORDS}${WORDS.slice(0, 14)}。`,
  );
  const text = `长文\n\n一、需要改进的\n${lines.join('\n')}\n二、改进项\n1. 例会不超过三十分钟。\n`;
  const made = await admin.call<{ id: string }>('POST', '/reviews', { templateId: 'retrospective', text });
  for (let n = 0; n < THREADS; n++) {
    const answer = await admin.call('POST', `/reviews/${made.body.id}/threads`, {
      quote: `第${n % LINES}项`,
      body: '这一条请再核对。',
    });
    if (answer.status !== 201) throw new Error(`no thread: ${JSON.stringify(answer.body)}`);
  }
  return made.body.id;
}

/** Others with a caret each, spread over the text; they do not move. */
async function showCarets(product: Product, admin: Person, id: string): Promise<WebsocketProvider[]> {
  const shown: WebsocketProvider[] = [];
  for (let n = 0; n < CARETS; n++) {
    const email = `caret${Math.floor(n / A_PERSON)}@office.test`;
    if (n % A_PERSON === 0) {
      const made = await admin.call<{ id: string }>('POST', '/people', { email, name: `同事${n}`, password: PASSWORD });
      await admin.call('PUT', `/reviews/${id}/members/${made.body.id}`, { roles: ['editor'] });
    }
    const person = await signedIn(product.url, email);
    const review = await person.call<{ collab: { params: Record<string, string> } }>('GET', `/reviews/${id}`);
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(`${product.url.replace('http', 'ws')}/collab`, id, doc, {
      params: { ...review.body.collab.params, token: person.token },
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    const content = doc.getXmlFragment('content');
    const block = content.get((n + 1) * 10);
    const words = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(words instanceof Y.XmlText)) throw new Error('the long text has no words there');
    const at = Y.createRelativePositionFromTypeIndex(words, 3);
    provider.awareness.setLocalStateField('cursor', {
      anchor: Y.relativePositionToJSON(at),
      head: Y.relativePositionToJSON(at),
    });
    shown.push(provider);
  }
  return shown;
}

interface Opening {
  scripts: number;
  html: number;
  byte: number;
  paint: number;
  editable: number;
}

async function open(page: Page, url: string): Promise<Opening> {
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
  const times = await page.evaluate(async () => {
    const editable = performance.now();
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return { editable, byte: entry?.responseStart ?? 0, paint: paint?.startTime ?? 0 };
  });
  const sizes = await Promise.all(bodies);
  return { ...times, html: await html, scripts: sizes.reduce((sum, one) => sum + one, 0) };
}

/** Main-thread CPU of each key with all that follows from it, and the time from the key to the end of the frame that shows it. */
async function type(page: Page, say: Say, profileTo: string | undefined): Promise<void> {
  await page
    .locator('.rail-stack > .thread')
    .nth(THREADS / 2)
    .waitFor({ timeout: 60_000 });
  await page.waitForTimeout(5_000);
  const caret = page.locator('.ProseMirror > *').filter({ hasText: '第151项' }).first();
  await caret.click();
  await page.keyboard.press('End');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(watchKeys);
  if (profileTo) {
    await cdp.send('Profiler.enable');
    await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
    await cdp.send('Profiler.start');
  }
  const work: number[] = [];
  for (let n = 0; n < KEYS; n++) {
    const before = await taskMs(cdp);
    await page.keyboard.press('a');
    await page.waitForTimeout(PAUSE_MS);
    work.push((await taskMs(cdp)) - before);
  }
  if (profileTo) {
    const { profile } = await cdp.send('Profiler.stop');
    await mkdir(profileTo, { recursive: true });
    await writeFile(join(profileTo, 'typing.cpuprofile'), JSON.stringify(profile));
  }
  const { frames, long } = await page.evaluate(
    () => (window as unknown as { seen: { frames: number[]; long: number } }).seen,
  );
  say(
    `${(await page.locator('.ProseMirror').innerText()).length} characters, ${THREADS} threads, ${await page.locator('.ProseMirror-yjs-cursor').count()} carets of others, ${KEYS} keys`,
  );
  say(`main-thread CPU ms a key, all that follows in ${PAUSE_MS} ms: ${spread(work)}`);
  say(
    `wall ms from keydown to the end of its frame, the wait for the screen left out: ${spread(frames)}; tasks over 50 ms: ${long}`,
  );
}

async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** In the page: from the key's event to the frame's last callback with its layout done. */
function watchKeys(): void {
  const seen = { frames: [] as number[], long: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    seen.long += list.getEntries().length;
  }).observe({ type: 'longtask' });
  window.addEventListener(
    'keydown',
    () => {
      const began = performance.now();
      let waited = 0;
      // What the key itself does is over with this task; waiting for the screen's beat is nobody's work.
      setTimeout(() => {
        waited = performance.now();
      });
      requestAnimationFrame(() => {
        const frame = performance.now();
        const idle = waited > 0 ? Math.max(0, frame - waited) : 0;
        const channel = new MessageChannel();
        channel.port1.onmessage = () => seen.frames.push(performance.now() - began - idle);
        channel.port2.postMessage(null);
      });
    },
    { capture: true },
  );
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `P50 ${at(0.5)}, P95 ${at(0.95)}, P99 ${at(0.99)}`;
}
