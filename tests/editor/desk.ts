// The harness in a real Chromium, and what a person does in it.
import type { CDPSession, Page } from 'playwright-core';
import type { SessionPage } from '../../app/editor/session/session';
import type { Block } from '../../domain/document/blocks';
import { wordsOf } from '../../domain/document/sections';
import { launchBrowser } from '../build/browser';
import type { Harness } from './harness/main';
import type { Peer } from './harness/peer';
import { SAMPLE, stateOf } from './harness/sample';
import { serveHarness } from './harness/serve';

export interface Desk {
  page: Page;
  cdp: CDPSession;
  /** Puts the caret after the first `after` of the text; at its start when `after` is ''. */
  caret(block: number, after: string): Promise<void>;
  /** Selects these words. */
  select(words: string): Promise<void>;
  press(...keys: string[]): Promise<void>;
  blocks(): Promise<Block[]>;
  /** The words of each block. */
  lines(): Promise<string[]>;
  /** The words of each block with every suggestion rejected. */
  rejected(): Promise<string[]>;
  /** What a colleague's copy says once everything has arrived. */
  remoteLines(): Promise<string[]>;
  remote(block: number, at: number, text: string): Promise<void>;
  sent(): Promise<number>;
  set(settings: Parameters<Harness['set']>[0]): Promise<void>;
  compose(text: string): Promise<void>;
  commit(text: string): Promise<void>;
  /** After what is asked for by timers: the end of a composition, the next painted frame. */
  calm(): Promise<void>;
  complaints: string[];
  /** Number of this run, for opening the same review again. */
  run(): Promise<number>;
  /** What the page says of its words; waits until `until` holds, for at most 20 s. */
  state(until?: (state: Told) => boolean): Promise<Told>;
}

export type Told = Pick<Harness['save'], 'link' | 'unsaved' | 'settled' | 'savedAt' | 'closed'> & {
  aside: string | null;
  present: string[];
};

export interface Desks {
  /** A fresh text in the same page; the desk before it is gone. With `review` the one of that run again, as after a reload. */
  open(blocks?: readonly Block[], review?: number): Promise<Desk>;
  peer: Peer;
  /** Cuts every way to a real engine, or opens it again. */
  cut(on: boolean): void;
  /** A browser profile of its own with the text of a real server. */
  visit(page: SessionPage): Promise<Desk>;
  close(): Promise<void>;
}

export async function editorDesks(): Promise<Desks> {
  const [served, browser] = await Promise.all([serveHarness(), launchBrowser()]);
  const newPage = async () => {
    const context = await browser.newContext({ viewport: { width: 1096, height: 900 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    await page.goto(served.url);
    await page.waitForSelector('.ProseMirror');
    return { page, complaints, cdp: await context.newCDPSession(page) };
  };
  const { page, complaints, cdp } = await newPage();
  let run = 0;
  return {
    peer: served.peer,
    cut: served.cut,
    open: async (blocks = SAMPLE, review) => {
      run += 1;
      complaints.length = 0;
      if (review === undefined) served.peer.reset(stateOf(blocks));
      await page.evaluate(([given, number]) => window.restart(given, number), [blocks, review] as const);
      await page.waitForSelector(`[data-run="${run}"] .ProseMirror`);
      return openDesk(page, cdp, complaints);
    },
    visit: async (given) => {
      const own = await newPage();
      await own.page.evaluate((session) => window.visit(session), given);
      await own.page.waitForSelector('[data-run="1"] .ProseMirror');
      return openDesk(own.page, own.cdp, own.complaints);
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}

function openDesk(page: Page, cdp: CDPSession, complaints: string[]): Desk {
  const lines = (all: Block[]) => all.map(wordsOf);
  // Longer than a composition takes to be over (plugins/ime.ts), and two frames.
  const calm = () =>
    page.evaluate(
      () =>
        new Promise<void>((done) =>
          setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done())), 80),
        ),
    );
  const all = async () => {
    await calm();
    return page.evaluate(() => window.h.blocks());
  };
  const place = (block: number, from: number, to: number) =>
    page.evaluate(
      ([index, start, end]) => {
        const at = document.querySelectorAll('.doc-text > *')[index ?? 0] as HTMLElement;
        // Other people's carets stand in the text without being of it.
        const own = (node: globalThis.Node) =>
          node.parentElement?.closest('.caret') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
        const walker = document.createTreeWalker(at, NodeFilter.SHOW_TEXT, own);
        const find = (offset: number): [globalThis.Node, number] => {
          walker.currentNode = at;
          let left = offset;
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const length = node.textContent?.length ?? 0;
            if (left <= length) return [node, left];
            left -= length;
          }
          return [at, 0];
        };
        document.querySelector<HTMLElement>('.doc-text')?.focus();
        const [anchor, anchorAt] = find(start ?? 0);
        const [head, headAt] = find(end ?? 0);
        getSelection()?.setBaseAndExtent(anchor, anchorAt, head, headAt);
      },
      [block, from, to] as const,
    );
  const told = () =>
    page.evaluate(() => {
      const { link, unsaved, settled, savedAt, closed } = window.h.save;
      const present = window.h.present.map((one) => one.name);
      return { link, unsaved, settled, savedAt, closed, aside: window.h.aside, present };
    });
  return {
    page,
    cdp,
    complaints,
    run: () => page.evaluate(() => window.run),
    async state(until = () => true) {
      const end = Date.now() + 20_000;
      for (let now = await told(); ; now = await told()) {
        if (until(now)) return now;
        if (Date.now() > end) throw new Error(`still ${JSON.stringify(now)}`);
        await calm();
      }
    },
    calm,
    blocks: all,
    lines: async () => lines(await all()),
    rejected: async () => {
      await calm();
      return lines(await page.evaluate(() => window.h.rejected()));
    },
    remoteLines: async () => {
      await calm();
      return lines(await page.evaluate(() => window.h.remoteBlocks()));
    },
    async caret(block, after) {
      const text = lines(await all())[block] ?? '';
      const at = after === '' ? 0 : text.indexOf(after) + after.length;
      await place(block, at, at);
      await calm();
    },
    async select(words) {
      const texts = lines(await all());
      const block = texts.findIndex((text) => text.includes(words));
      const from = texts[block]?.indexOf(words) ?? 0;
      await place(block, from, from + words.length);
      await calm();
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    remote: (block, at, text) =>
      page.evaluate(([b, a, t]) => window.h.remoteInsert(b, a, t), [block, at, text] as const),
    sent: () => page.evaluate(() => window.h.sent.length),
    set: async (settings) => {
      await page.evaluate((next) => window.h.set(next), settings);
      await calm();
    },
    compose: (text) =>
      cdp
        .send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
        .then(() => undefined),
    commit: (text) => cdp.send('Input.insertText', { text }).then(() => undefined),
  };
}
