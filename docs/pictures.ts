// Draws the pictures of README and of design reviews: starts the built product on a fresh directory, fills it with sample texts,
// and looks at it in Chromium. `npx tsx docs/pictures.ts [FOLDER]`; without FOLDER they go to docs/pictures.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { PASSWORD, type Person } from '../tests/build/api';
import { aVisitor, type Look, launchBrowser, signIn, type Visitor } from '../tests/build/browser';
import { aHome, start } from '../tests/build/product';
import { SAMPLE_EN, SAMPLE_ZH } from '../tests/build/sampleText';

const FOLDER = process.argv[2] ?? 'docs/pictures';
const TEAM = [
  ['林晓', 'linxiao'],
  ['钱进', 'qianjin'],
  ['孙立', 'sunli'],
  ['周敏', 'zhoumin'],
] as const;

mkdirSync(FOLDER, { recursive: true });
const home = await aHome();
const product = await start(home);
const browser = await launchBrowser();
try {
  await draw(browser);
} finally {
  await browser.close();
  await product.stop();
  await home.clear();
}

async function draw(browser: Browser): Promise<void> {
  const admin = await product.admin();
  await admin.call('PATCH', '/organisation', { name: '市图书馆' });
  const people: Person[] = [];
  for (const [name, account] of TEAM) people.push(await person(admin, name, account));
  const [lin, qian, sun, zhou] = people as [Person, Person, Person, Person];
  const members = [
    { personId: qian.id, roles: ['editor', 'signatory'] },
    { personId: sun.id, roles: ['commenter', 'head'] },
    { personId: zhou.id, roles: ['editor', 'signatory'] },
  ];
  const meta = { org: '市图书馆', year: '2023', theme: '学思想、强本领、转作风', date: '2024-04-02' };
  const id = await review(lin, { templateId: 'self-check-2023-team', text: SAMPLE_ZH, meta, members });
  const english = await review(lin, {
    templateId: 'retrospective',
    text: SAMPLE_EN,
    meta: { org: 'Reading room', date: '2024-03-29' },
    members,
  });
  await comments(id, qian, sun, zhou);
  const signed = await review(lin, {
    templateId: 'self-check-2023-team',
    text: SAMPLE_ZH.replace('市图书馆班子2023年', '市图书馆2023年度'),
    meta,
    members,
  });
  await freeze(lin, signed);
  const { body } = await lin.call<{ digest: string }>('GET', `/reviews/${signed}/signoff`);
  await qian.call('POST', `/reviews/${signed}/decisions`, {
    digest: body.digest,
    decision: 'reserve',
    opinion: '“一卡通”接口的完成时间建议再核一次。',
    password: PASSWORD,
  });

  await visit(browser, sun, {}, async ({ page }) => shot(page, '/', 'desk'));
  await visit(browser, lin, { theme: 'dark', locale: 'en' }, async ({ page }) => shot(page, '/', 'desk-dark-en'));
  await visit(browser, lin, {}, async ({ page }) => {
    await shot(page, '/reviews', 'reviews');
    await shot(page, '/reviews/new', 'new-review');
    await imported(page);
  });
  await writing(browser, id, [lin, qian, zhou]);
  await visit(browser, lin, { locale: 'en', theme: 'dark' }, async ({ page }) => {
    await live(page, english);
    await save(page, 'workspace-dark-en');
  });
  await visit(browser, sun, {}, async ({ page }) => {
    await live(page, signed);
    await save(page, 'workspace-frozen');
    await shot(page, `/reviews/${signed}/sign`, 'sign');
  });
  await visit(browser, sun, { locale: 'en', theme: 'dark' }, async ({ page }) =>
    shot(page, `/reviews/${signed}/sign`, 'sign-dark-en'),
  );
  await visit(browser, sun, { width: 390, height: 844 }, async ({ page }) => {
    await shot(page, '/', 'phone-desk');
    await live(page, id);
    await save(page, 'phone-text');
    await shot(page, `/reviews/${signed}/sign`, 'phone-sign');
  });
  await visit(browser, admin, {}, async ({ page }) => {
    await shot(page, '/people', 'people');
    await shot(page, '/account', 'account');
  });
  const nobody = await aVisitor(browser);
  await shot(nobody.page, '/sign-in', 'sign-in');
}

/** Two others have their cursors in the text; the checks are opened once. */
async function writing(browser: Browser, id: string, [lin, qian, zhou]: [Person, Person, Person]): Promise<void> {
  await visit(browser, qian, {}, ({ page: hers }) =>
    visit(browser, zhou, {}, ({ page: his }) =>
      visit(browser, lin, {}, async ({ page }) => {
        await Promise.all([live(page, id), live(hers, id), live(his, id)]);
        await caretBehind(hers, '其中3次由办公室代为签到。');
        await caretBehind(his, '没有同读者座谈。');
        await page.waitForTimeout(800);
        await save(page, 'workspace');
        await page.getByRole('tab', { name: /检查/ }).click();
        await page.waitForTimeout(1200);
        await save(page, 'workspace-checks');
        await page.getByRole('button', { name: '分享' }).click();
        await page.waitForTimeout(300);
        await save(page, 'share');
      }),
    ),
  );
}

async function imported(page: Page): Promise<void> {
  await shot(page, '/reviews/import?template=self-check-2023-team', 'import-drop');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '对照检查材料（初稿）.txt', mimeType: 'text/plain', buffer: Buffer.from(SAMPLE_ZH) });
  await page.locator('.im-f').waitFor();
  await save(page, 'import');
}

async function comments(id: string, qian: Person, sun: Person, zhou: Person): Promise<void> {
  const open = async (who: Person, body: object) =>
    (await who.call<{ id: string }>('POST', `/reviews/${id}/threads`, body)).body.id;
  await open(sun, {
    quote: '实际开展8次',
    body: '缺的 4 次是哪几个月？写到月份，读的人才知道问题在哪。',
    kind: 'must-fix',
  });
  const talk = await open(qian, { quote: '有9次当天往返', body: '业务部的台账是 10 次，请再核一下。' });
  await zhou.call('POST', `/threads/${talk}/replies`, { body: '查过了，其中一次住了一晚，是 9 次。' });
  await open(zhou, { quote: '最长的一封等了26天', body: '建议补一句现在的处理办法。' });
}

async function freeze(owner: Person, id: string): Promise<void> {
  await owner.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
  const { body } = await owner.call<{ items: { rule: string }[] }>('GET', `/reviews/${id}/gates`);
  const overrides = body.items.map(({ rule }) => ({ rule, reason: '本次只查三个方面，经班子会同意' }));
  const frozen = await owner.call('POST', `/reviews/${id}/actions`, { action: 'freeze', overrides });
  if (frozen.status !== 200) throw new Error(JSON.stringify(frozen.body));
}

async function person(admin: Person, name: string, account: string): Promise<Person> {
  const email = `${account}@office.test`;
  await admin.call('POST', '/people', { email, name, password: PASSWORD });
  const { signedIn } = await import('../tests/build/api');
  return signedIn(product.url, email);
}

async function review(owner: Person, body: object): Promise<string> {
  const made = await owner.call<{ id: string }>('POST', '/reviews', body);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
}

async function visit(
  browser: Browser,
  who: Person,
  look: Look,
  work: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await aVisitor(browser, look);
  try {
    await signIn(visitor, product.url, who.email);
    await work(visitor);
    const complaints = visitor.complaints.filter((text) => !/WebSocket/.test(text));
    if (complaints.length > 0) console.error(who.email, complaints);
  } finally {
    await visitor.context.close();
  }
}

async function shot(page: Page, path: string, name: string): Promise<void> {
  await page.goto(product.url + path);
  await page.waitForLoadState('networkidle');
  await save(page, name);
}

async function save(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  console.log(`${FOLDER}/${name}.png`);
}

async function live(page: Page, id: string): Promise<void> {
  await page.goto(`${product.url}/reviews/${id}`);
  await page.locator('.ProseMirror').waitFor();
  await page.waitForTimeout(2500);
}

async function caretBehind(page: Page, words: string): Promise<void> {
  await page.locator('.ProseMirror').focus();
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(
      document.querySelector('.ProseMirror') ?? document.body,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      document.getSelection()?.collapse(node, at + wanted.length);
      return;
    }
  }, words);
}
