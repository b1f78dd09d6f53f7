// What a browser keeps of a review for somebody who may not read it any more.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../build/api';
import { type Visitor, whyNoBrowser } from '../build/browser';
import { SAMPLE_ZH } from '../build/sampleText';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };

describe.skipIf(skipped !== null)(`after a removal${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let qian: Person;
  let visitor: Visitor;
  let id = '';

  beforeAll(async () => {
    qian = await aPerson(at.product.url, at.admin, 'Qian');
    visitor = await at.visitor(qian);
  }, 90_000);

  const member = (method: 'PUT' | 'DELETE') =>
    at.admin.call(method, `/reviews/${id}/members/${qian.id}`, method === 'PUT' ? { roles: ['editor'] } : undefined);
  const open = async (page: Page) => {
    await page.goto(`${at.product.url}/reviews/${id}`);
    await page.locator('.ProseMirror').waitFor(WAIT);
    await expect.poll(() => keptUpdates(page), WAIT).toBeGreaterThan(0);
  };

  test('P6 who looks at the text sees it go, and the local copy is wiped', async () => {
    const { page } = visitor;
    const made = await at.admin.call<{ id: string }>('POST', '/reviews', {
      templateId: 'self-check-2023-team',
      text: SAMPLE_ZH,
    });
    id = made.body.id;
    await member('PUT');
    await open(page);
    await member('DELETE');
    await page.getByText('打不开这一页').or(page.getByText('这份材料不再向你开放')).first().waitFor(WAIT);
    await expect.poll(() => keptUpdates(page), WAIT).toBe(0);
  }, 60_000);

  test('P6 who was removed while away has the copy wiped by the page that does not open', async () => {
    const { page } = visitor;
    await member('PUT');
    await open(page);
    await page.goto(`${at.product.url}/account`);
    await member('DELETE');
    expect(await keptUpdates(page)).toBeGreaterThan(0);
    await page.goto(`${at.product.url}/reviews/${id}`);
    await page.getByText('打不开这一页').waitFor(WAIT);
    await expect.poll(() => keptUpdates(page), WAIT).toBe(0);
  }, 60_000);

  test('P6 the end of a session wipes nothing and leads nobody away from the words', async () => {
    const { page } = visitor;
    await member('PUT');
    await open(page);
    await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));
    await page.getByRole('dialog').getByText('登录已过期').waitFor(WAIT);
    expect(new URL(page.url()).pathname).toBe(`/reviews/${id}`);
    expect(await keptUpdates(page)).toBeGreaterThan(0);
  }, 60_000);
});

/** Updates in the browser's store, over all copies. */
function keptUpdates(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let kept = 0;
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      // Unsent comments have a store of their own.
      const holdsText = db.objectStoreNames.contains('updates');
      kept += await new Promise<number>((resolve, reject) => {
        if (!holdsText) return resolve(0);
        const request = db.transaction('updates').objectStore('updates').count();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      db.close();
    }
    return kept;
  });
}
