// The first minute of a newcomer: the printed link, an account, a review from a template, words that are saved.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../build/api';
import { aVisitor, launchBrowser, type Visitor, whyNoBrowser } from '../build/browser';
import { aHome, type Home, type Product, start } from '../build/product';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };

describe.skipIf(skipped !== null)(`a newcomer${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let home: Home;
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    home = await aHome();
    [product, browser] = await Promise.all([start(home, { admin: false }), launchBrowser()]);
    visitor = await aVisitor(browser, { locale: 'en' });
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    await home?.clear();
  });

  test('opens the printed link and has an organisation and an account', async () => {
    const { page } = visitor;
    await page.goto(/http:\/\/localhost:\d+\/set-up\?token=[\w-]{43}/.exec(product.output())?.[0] ?? '');
    await page.locator('input[name=organisation]').fill('Harbour Library');
    await page.locator('input[name=name]').fill('Ana Lin');
    await page.locator('input[name=email]').fill('ana@library.test');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('button[type=submit]').click();
    await page.waitForURL(`${product.url}/`, WAIT);
    await expect.poll(() => page.getByText('Harbour Library').count(), WAIT).toBeGreaterThan(0);
  });

  test('starts a review from a template and writes in it; the words are on the server', async () => {
    const { page } = visitor;
    await page.goto(`${product.url}/reviews/new`);
    await page.getByText('Retrospective', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Create review' }).click();
    await page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/, WAIT);
    await page.locator('.ProseMirror').waitFor(WAIT);
    await page.locator('.ProseMirror h1, .ProseMirror h2, .ProseMirror .d-1').first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('Three of four actions are closed.');
    await expect.poll(() => page.locator('.save').innerText(), WAIT).toMatch(/Saved to server/);
    const text = await page.evaluate(async () => (await fetch(`/api/v1${location.pathname}/text`)).text());
    expect(text).toContain('Three of four actions are closed.');
  });

  test('the link opens nothing a second time', async () => {
    const other = await aVisitor(browser, { locale: 'en' });
    await other.page.goto(/http:\/\/localhost:\d+\/set-up\?token=[\w-]{43}/.exec(product.output())?.[0] ?? '');
    expect(await other.page.locator('input[name=organisation]').count()).toBe(0);
    await other.context.close();
  });

  test('no page complained', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
