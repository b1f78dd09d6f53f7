// `npm run bench -- --only browser`: what keystrokes, openings and scripts cost in Chromium, in a review of 20,000 characters with
// 300 threads and the moving carets of 20 others. `--profile DIR` writes CPU profiles of the typing.
import { loadavg } from 'node:os';
import { aVisitor, launchBrowser, signIn } from '../../tests/build/browser';
import { ADMIN, aHome, start } from '../../tests/build/product';
import { aLongReview, THREADS } from './longReview';
import { type Opening, open } from './opening';
import { joinOthers, type Others } from './others';
import { beginTyping, typeAndSay } from './typing';

const CARETS = 20;
const WRITERS = 4;
const OPENINGS = 3;
/** The first of a page that was just opened run code that Chromium has not compiled yet: they are told apart from those behind them. */
const LETTERS = { first: 100, behind: 300 };

type Say = (line: string) => void;

export async function benchBrowser(say: Say, profileTo: string | undefined): Promise<void> {
  say(
    `load average at the start: ${(loadavg()[0] ?? 0).toFixed(1)}; above 1 the figures, CPU as well, are those of a busy machine`,
  );
  const home = await aHome();
  const product = await start(home, { env: { COUNTERSIGN_API_RATE: '0', COUNTERSIGN_FRAME_RATE: '0' } });
  const browser = await launchBrowser();
  let others: Others | null = null;
  try {
    const admin = await product.admin();
    const id = await aLongReview(admin);
    const visitor = await aVisitor(browser);
    await signIn(visitor, product.url, ADMIN, '/inbox');
    const cookies = await visitor.context.cookies();
    await visitor.context.close();
    const openings: Opening[] = [];
    for (let n = 0; n < OPENINGS; n++) {
      const fresh = await aVisitor(browser);
      await fresh.context.addCookies(cookies);
      openings.push(await open(fresh.page, `${product.url}/reviews/${id}`));
      if (n < OPENINGS - 1) {
        await fresh.context.close();
        continue;
      }
      others = await joinOthers(product, admin, id, CARETS);
      await beginTyping(fresh.page, THREADS);
      const carets = 'others move their carets';
      await typeAndSay(browser, fresh.page, `${carets}, first letters`, LETTERS.first, say, profileTo);
      await typeAndSay(browser, fresh.page, `${carets}, letters behind them`, LETTERS.behind, say, profileTo);
      others.write(WRITERS);
      await typeAndSay(browser, fresh.page, `${WRITERS} of them write as well`, LETTERS.first, say, profileTo);
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
    others?.leave();
    await browser.close();
    await product.stop();
    await home.clear();
  }
}
