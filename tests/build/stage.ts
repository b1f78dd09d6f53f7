// What nearly every browser test stands on: the built product and a Chromium of its own, put up and cleared away with its block.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Person } from './api';
import { aVisitor, type Look, launchBrowser, signIn, type Visitor } from './browser';
import { aHome, type Home, type Product, start } from './product';

export interface Stage {
  home: Home;
  /** A test that stops it puts the next one in its place. */
  product: Product;
  browser: Browser;
  /** Signed in over the API. */
  admin: Person;
  /** A browser profile of its own; with somebody in it once they are named, on the page of this path. */
  visitor(who?: Person | null, path?: string, look?: Look): Promise<Visitor>;
}

/** To be called in a `describe`, before its own `beforeAll`: what it answers is filled when that begins. */
export function aStage(options: Parameters<typeof start>[1] = {}): Stage {
  const stage = {
    visitor: async (who = null, path = '/', look = {}) => {
      const visitor = await aVisitor(stage.browser, look);
      if (who) await signIn(visitor, stage.product.url, who.email, path);
      return visitor;
    },
  } as Stage;
  beforeAll(async () => {
    stage.home = await aHome();
    [stage.product, stage.browser] = await Promise.all([start(stage.home, options), launchBrowser()]);
    stage.admin = await stage.product.admin();
  }, 120_000);
  afterAll(async () => {
    await stage.browser?.close();
    await stage.product?.stop();
    await stage.home?.clear();
  }, 60_000);
  return stage;
}
