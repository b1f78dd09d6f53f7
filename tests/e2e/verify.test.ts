// The verifier's page, as somebody without an account uses it: the verdict is made in the browser, and no byte is sent.
import { beforeAll, describe, expect, test } from 'vitest';
import { CHECKS } from '../../domain/package/format';
import chinese from '../../domain/words/zh-CN.json';
import { writeZip } from '../../server/files/stableZip';
import { type Look, type Visitor, whyNoBrowser } from '../build/browser';
import { cli } from '../build/cli';
import { anApprovedReview, endless, filesOf, manifestIn, packageOf, packageSignedAnew } from '../build/package';
import { aStage } from '../build/stage';

const skipped = whyNoBrowser();
/** Three words in a row: names of files and of algorithms are not a sentence. */
const ENGLISH = /[A-Za-z]+ [a-z]+ [a-z]+/;

describe.skipIf(skipped !== null)(`the verifier${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let id: string;
  let zip: Uint8Array;
  beforeAll(async () => {
    id = await anApprovedReview(at.admin, [at.admin]);
    zip = await packageOf(at.product, at.admin, id);
  }, 90_000);

  /** Opens the page, gives it the file, and answers the verdict's heading. */
  async function verdictOf(
    bytes: Uint8Array,
    look: Look = {},
    without = '',
  ): Promise<{ visitor: Visitor; words: string }> {
    const visitor = await at.visitor(null, '/', look);
    const { page } = visitor;
    const bare = `Object.defineProperty(globalThis, 'crypto', { value: ${without} });`;
    if (without !== '') {
      await page.addInitScript(bare);
      // A worker has no init script: each script that one may be made of begins with the same.
      await page.route('**/*.js', async (route) => {
        const answer = await route.fetch();
        const body = `if (!globalThis.document && globalThis.crypto?.subtle) ${bare}\n${await answer.text()}`;
        await route.fulfill({ response: answer, body });
      });
    }
    await page.goto(`${at.product.url}/verify`);
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '签署包.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) });
    const words = await page.locator('[role=status] h1').innerText({ timeout: 20_000 });
    expect([sent, visitor.complaints]).toEqual([[], []]);
    const subtle = await page.workers()[0]?.evaluate(() => typeof globalThis.crypto.subtle);
    expect(subtle).toBe(without === '' ? 'object' : 'undefined');
    return { visitor, words };
  }

  test('says that a package holds, who signed it and what that does not prove', async () => {
    const { visitor, words } = await verdictOf(zip);
    expect(words).toBe('内容未被改动，1 个同意有效');
    const shown = await visitor.page.locator('main').innerText();
    for (const part of ['一季度回顾', '与这台服务器公布的一致', '这项核验不证明什么', '同意'])
      expect(shown).toContain(part);
    expect(await visitor.page.locator('.vc .bad').count()).toBe(0);
    await visitor.context.close();
  }, 60_000);

  test.each([
    ['zh-CN', '导出', /^签署包.*证明文字未改.*不是可靠电子签名.*eIDAS 高级电子签名/s],
    [
      'en',
      'Export',
      /^Signed package.*no word was changed.*Neither an advanced electronic signature \(eIDAS\) nor a reliable one/s,
    ],
  ] as const)(
    'in %s, the package is handed out beside the words of what it proves and what it is not',
    async (locale, menu, words) => {
      const visitor = await at.visitor(at.admin, `/reviews/${id}/sign`, { locale });
      await visitor.page.getByRole('button', { name: menu }).click({ timeout: 20_000 });
      await visitor.page.getByRole('menuitem', { name: words }).waitFor({ timeout: 20_000 });
      await visitor.context.close();
    },
    60_000,
  );

  test('says so in English, in a browser whose page has no cryptography of its own', async () => {
    const { visitor, words } = await verdictOf(zip, { locale: 'en' }, '{ getRandomValues: (array) => array }');
    expect(words).toBe('Unchanged, and its agreement holds');
    await visitor.context.close();
  }, 60_000);

  test('names what is wrong with one changed character, and repeats no word of it', async () => {
    const files = filesOf(zip);
    const text = Buffer.from(files.get('document.json') ?? []).toString();
    files.set('document.json', Buffer.from(text.replace('一季度', '二季度')));
    const changed = writeZip([...files].map(([name, data]) => ({ name, data: Buffer.from(data) })));
    const { visitor, words } = await verdictOf(changed);
    expect(words).toBe('与签署时不一致');
    expect(
      await visitor.page
        .locator('.vc li', { has: visitor.page.locator('.bad') })
        .locator('b')
        .allInnerTexts(),
    ).toEqual(['各文件', '正文摘要']);
    expect(await visitor.page.locator('main').innerText()).not.toContain('季度');
    await visitor.context.close();
  }, 60_000);

  test('PK10 says what is wrong in Chinese on the Chinese page, for each of its checks', async () => {
    const files = filesOf(zip);
    const manifest = manifestIn(files);
    const lacking = new Map(files);
    lacking.delete('VERIFY.txt');
    const [first, ...rest] = manifest.chain;
    const wrong: Map<string, Uint8Array>[] = [
      lacking,
      new Map(files).set('manifest.sig', Buffer.alloc(64)),
      new Map(files).set('document.json', Buffer.from('{}')),
      packageSignedAnew(files, manifest, { 'records.json': Buffer.from('[]') }),
      packageSignedAnew(files, { ...manifest, chain: [...(first ? [first] : []), ...rest.slice(1)] }),
      packageSignedAnew(files, { ...manifest, chain: manifest.chain.slice(0, -1) }),
      new Map(files).set('manifest.json', Buffer.from('{}')),
    ];
    const visitor = await at.visitor();
    const { page } = visitor;
    const named = new Set<string>();
    for (const one of wrong) {
      await page.goto(`${at.product.url}/verify`);
      const buffer = Buffer.from(writeZip([...one].map(([name, data]) => ({ name, data: Buffer.from(data) }))));
      await page.locator('input[type=file]').setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer });
      await page.locator('[role=status] h1').waitFor();
      const items = page.locator('.vc li', { has: page.locator('.bad') });
      for (const name of await items.locator('b').allInnerTexts()) named.add(name);
      const details = await items.locator('small').allInnerTexts();
      expect(details.length).toBe(await items.count());
      for (const words of [...details, ...(await items.allInnerTexts())]) expect(words).not.toMatch(ENGLISH);
    }
    const checks = chinese.verify.check;
    expect([...named].sort()).toEqual(CHECKS.map((check) => checks[check].name).sort());
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  }, 60_000);

  test('PK20 stays alive while it judges what would take for ever, and ends it after a minute in words', async () => {
    const files = filesOf(zip);
    const manifest = manifestIn(files);
    const slow = packageSignedAnew(files, { ...manifest, chain: endless(manifest.chain, 3000) });
    const buffer = Buffer.from(writeZip([...slow].map(([name, data]) => ({ name, data: Buffer.from(data) }))));
    const visitor = await at.visitor();
    const { page } = visitor;
    await page.clock.install();
    await page.goto(`${at.product.url}/verify`);
    const choose = page.getByRole('button', { name: '选择文件' });
    const give = (bytes: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: bytes });
    await give(buffer);
    await expect.poll(() => choose.getAttribute('aria-busy'), { timeout: 20_000 }).toBe('true');
    // The page answers: what is typed stands there.
    await page.getByLabel('公钥指纹').fill('ab');
    expect(await page.getByLabel('公钥指纹').inputValue()).toBe('ab');
    await page.getByLabel('公钥指纹').fill('');
    expect(await page.locator('[role=status] h1').count()).toBe(0);
    const alert = page.locator('main').getByRole('alert');
    const aMinuteLater = async () => {
      await page.clock.fastForward(60_000);
      return alert.count();
    };
    await expect.poll(aMinuteLater, { timeout: 20_000 }).toBe(1);
    expect(await alert.innerText()).toContain('一分钟内核验不完');
    // And it judges the next one.
    await give(Buffer.from(zip));
    await page.locator('[role=status] h1').waitFor({ timeout: 20_000 });
    expect(await alert.count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  }, 90_000);

  test('PK20 repeats nothing of a package that says more than a page can show', async () => {
    const files = filesOf(zip);
    // Of many kinds of letters: what packs too well is refused as a bomb.
    const letters = Array.from({ length: 4_000_001 }, (_none, n) =>
      String.fromCharCode(0x4e00 + ((n * 7919) % 20_000)),
    );
    const loud = packageSignedAnew(files, { ...manifestIn(files), title: letters.join('') });
    const buffer = Buffer.from(writeZip([...loud].map(([name, data]) => ({ name, data: Buffer.from(data) }))));
    const visitor = await at.visitor(null, '/', { locale: 'en' });
    await visitor.page.goto(`${at.product.url}/verify`);
    await visitor.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer });
    const alert = visitor.page.locator('main').getByRole('alert');
    await alert.waitFor({ timeout: 20_000 });
    expect(await alert.innerText()).toContain('nothing of the file was believed');
    await visitor.context.close();
  }, 60_000);

  test('says in words that a file is no package', async () => {
    const visitor = await at.visitor();
    await visitor.page.goto(`${at.product.url}/verify`);
    await visitor.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip') });
    const alert = visitor.page.locator('main').getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('这不是签署包');
    await visitor.context.close();
  }, 60_000);

  test('PK11 says that a package under a key that became bad is unproven, until somebody types the digest from a printed page', async () => {
    const published = await fetch(`${at.product.url}/.well-known/countersign-keys.json`);
    const { items } = (await published.json()) as { items: { kid: string }[] };
    const kid = items[0]?.kid ?? '';
    const marked = await cli(['keys', 'bad', kid, '2100-01-01T00:00:00Z'], { COUNTERSIGN_DATA: at.home.dataDir });
    expect(marked.code, marked.err).toBe(0);
    const { visitor, words } = await verdictOf(zip);
    const { page } = visitor;
    expect(words).toBe('内容未被改动，但公钥后来失效，签名未得证明');
    expect(await page.getByRole('button', { name: '看签发的正文' }).count()).toBe(0);
    const again = page.getByRole('button', { name: '再次核验' });
    expect(await again.isDisabled()).toBe(true);
    await page.getByLabel('会签完成事件的 SHA-256').fill(manifestIn(filesOf(zip)).chain.at(-1)?.hash ?? '');
    await again.click();
    await page.getByText('正文和 1 个同意得到你所留摘要的证明').waitFor();
    expect(await page.locator('.vc .bad').count()).toBe(0);
    expect(await page.getByRole('button', { name: '看签发的正文' }).count()).toBe(0);
    await visitor.context.close();
  }, 60_000);
});
