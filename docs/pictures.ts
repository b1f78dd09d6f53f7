// Draws every screen of the product, for README and for looking at it: `npx tsx docs/pictures.ts [--look en-dark] [--only workspace]`.
// Starts the built product on a fresh directory, fills it over the API, and looks at it in Chromium; the pictures go to /pictures,
// which git ignores. With --readme the few of README are drawn anew into docs/pictures.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { blocksOf } from '../domain/document/layout';
import en from '../domain/words/en.json';
import zh from '../domain/words/zh-CN.json';
import { PASSWORD, type Person, signedIn } from '../tests/build/api';
import { aVisitor, type Look, launchBrowser, signIn, type Visitor } from '../tests/build/browser';
import { anApprovedReview, packageOf } from '../tests/build/package';
import { aHome, start } from '../tests/build/product';
import { aTypist, synced } from '../tests/build/typist';
import { type Account, EN, type Sample, TEAM, ZH } from './office';

const README = ['workspace', 'import', 'sign', 'history', 'verify'];
const LOOKS = {
  'zh-light': { locale: 'zh-CN', theme: 'light' },
  'zh-dark': { locale: 'zh-CN', theme: 'dark' },
  'en-light': { locale: 'en', theme: 'light' },
  'en-dark': { locale: 'en', theme: 'dark' },
  'zh-phone': { locale: 'zh-CN', theme: 'light', width: 390, height: 844 },
  'en-phone': { locale: 'en', theme: 'dark', width: 390, height: 844 },
} as const satisfies Record<string, Look>;
type LookName = keyof typeof LOOKS;

const readme = process.argv.includes('--readme');
const option = (name: string) => process.argv[process.argv.indexOf(name, 2) + 1 || process.argv.length];
const only = process.argv.includes('--only') ? new RegExp(option('--only') ?? '') : null;
const looks = readme
  ? (['zh-light'] as const)
  : process.argv.includes('--look')
    ? [option('--look') as LookName]
    : (Object.keys(LOOKS) as LookName[]);

/** What stands in one language: a review in work, one that is being signed, one that is approved. */
interface Desk {
  sample: Sample;
  work: string;
  frozen: string;
  zip: Uint8Array;
}
interface Tour {
  page: Page;
  desk: Desk;
  phone: boolean;
  /** A word of the product in the language of this look, by its path. */
  word: (path: string) => string;
  open: (path: string) => Promise<void>;
  live: (id: string) => Promise<void>;
  save: (name: string) => Promise<void>;
}

const home = await aHome();
const product = await start(home, { admin: false });
const browser = await launchBrowser();
try {
  await draw(browser);
} finally {
  await browser.close();
  await product.stop();
  await home.clear();
}

async function draw(browser: Browser): Promise<void> {
  const setUp = /http:\/\/\S+\/set-up\S*/.exec(product.output())?.[0] ?? '';
  for (const look of looks)
    await as(browser, look, null, null, async ({ page, save }) => {
      await page.goto(setUp);
      await save('set-up');
    });
  const { admin, team } = await office(setUp);
  for (const look of looks) await as(browser, look, null, null, outside);
  const desks = { 'zh-CN': await filled(team, ZH), en: await filled(team, EN) };
  for (const look of looks) {
    const desk = desks[LOOKS[look].locale];
    await as(browser, look, team.hejing, desk, empties);
    await as(browser, look, team.linxiao, desk, lists);
    await as(browser, look, team.linxiao, desk, workspace);
    await as(browser, look, team.linxiao, desk, (tour) => company(tour, look, team));
    await as(browser, look, team.linxiao, desk, versions);
    await as(browser, look, team.linxiao, desk, states);
    await as(browser, look, team.zhoumin, desk, signing);
    await as(browser, look, admin, desk, administration);
  }
}

async function outside({ page, open, save }: Tour): Promise<void> {
  await open('/sign-in');
  await save('sign-in');
  await page.locator('input[name=email]').fill('nobody@office.test');
  await page.locator('input[name=password]').fill('wrong horse 11');
  await page.locator('button[type=submit]').click();
  await page.locator('[role=alert]').first().waitFor();
  await save('sign-in-error');
  await open('/verify');
  await save('verify-drop');
  await open('/no-such-page');
  await save('not-found');
}

/** Somebody who has just come in: nothing waits, nothing was written. */
async function empties({ open, save }: Tour): Promise<void> {
  await open('/inbox');
  await save('inbox-other');
}

async function lists({ page, desk, phone, word, open, save }: Tour): Promise<void> {
  await open('/');
  await save('desk');
  await open('/inbox');
  await save('inbox');
  await open('/reviews');
  await save('reviews');
  await open('/reviews/bin');
  await save('bin');
  await open('/account');
  await save('account');
  if (!phone) {
    await open('/');
    await page.keyboard.press('Control+k');
    await page.locator('.pal-i').first().waitFor();
    await save('palette');
    await page.keyboard.type(desk.sample.query);
    await page.locator('.pal-hit').first().waitFor();
    await save('palette-found');
  }
  await open('/reviews/new');
  await save('new-review');
  await open(`/reviews/new?template=${desk.sample.template}`);
  await save('new-review-settings');
  await open(`/reviews/import?template=${desk.sample.template}`);
  await save('import-drop');
  await page.locator('input[type=file]').setInputFiles({
    name: `${word('nav.reviews')}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(desk.sample.text),
  });
  await page.locator('.im-f').waitFor();
  await save('import');
}

async function workspace(tour: Tour): Promise<void> {
  const { page, desk, phone, word, live, save } = tour;
  await live(desk.work);
  if (phone) return phoneWorkspace(tour);
  await save('workspace-opened');
  await page.getByRole('tab', { name: word('checks.title') }).click();
  const check = page.locator('.check-c').first();
  await page.locator('.ck-head').waitFor();
  await save('workspace-checks');
  // The English sample is without a finding.
  if ((await check.count()) > 0) {
    await check.click();
    await save('workspace-check-open');
  }
  await page.getByRole('tab', { name: word('suggest.title') }).click();
  await save('workspace-suggestions');
  const cleanUp = page.getByRole('button', { name: word('suggest.cleanUp') });
  if ((await cleanUp.count()) > 0) {
    await cleanUp.click();
    await dialog(tour, 'dialog-clean-up');
  }
  await page.getByRole('button', { name: word('review.share') }).click();
  await dialog(tour, 'dialog-share');
  await page.locator('.top-1 .wide .btn').last().click();
  await dialog(tour, 'dialog-freeze');
  await page.getByRole('button', { name: word('review.more'), exact: true }).click();
  await page.getByRole('menu').waitFor();
  await save('menu-more');
  await page.keyboard.press('Escape');
  await page.locator('body').press('?');
  await dialog(tour, 'dialog-keys');
  await page.locator('.ol-care').first().click();
  await page.getByRole('menu').waitFor();
  await save('menu-section');
  await page.keyboard.press('Escape');
  await page.locator('.fieldline button').first().scrollIntoViewIfNeeded();
  await save('workspace-fields');
  await page.locator('.fieldline button').first().click();
  await save('field-picker');
  await page.keyboard.press('Escape');
  await caretBehind(page, desk.sample.cursors[0]);
  await page.keyboard.press('Control+f');
  await save('workspace-find');
}

async function phoneWorkspace({ page, save }: Tour): Promise<void> {
  await save('workspace');
  for (const [n, name] of [
    [1, 'outline'],
    [2, 'comments'],
  ] as const) {
    await page.locator('.m-tabs > *').nth(n).click();
    await save(`workspace-${name}`);
  }
  await page.locator('.m-one').waitFor();
  await save('workspace-comment');
}

/** Two others have their cursors in the text, a thread is open, a suggestion stands beside. */
async function company(tour: Tour, look: LookName, team: Team): Promise<void> {
  const { page, desk, phone, live, save } = tour;
  if (phone || (only && !only.test('workspace'))) return;
  await as(browser, look, team.qianjin, desk, (hers) =>
    as(browser, look, team.zhoumin, desk, async (his) => {
      await Promise.all([live(desk.work), hers.live(desk.work), his.live(desk.work)]);
      await caretBehind(hers.page, desk.sample.cursors[0]);
      await caretBehind(his.page, desk.sample.cursors[1]);
      await page.locator('[data-thread-card]').nth(1).click();
      await save('workspace');
    }),
  );
}

async function versions({ page, desk, phone, word, open, save }: Tour): Promise<void> {
  await open(`/reviews/${desk.work}/history`);
  await save('history');
  if (phone) return;
  await page.getByRole('button', { name: word('versions.merged') }).click();
  await save('history-merged');
  await page.getByText(word('versions.showAuthors')).click();
  await save('history-authors');
  await page
    .getByRole('button', { name: new RegExp(word('versions.restore').replace(/\{.*?\}/g, '.*')) })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await save('dialog-restore');
  await open(`/reviews/${desk.work}/print`);
  await save('print');
}

/** The line is cut, the session ends. */
async function states({ page, desk, live, save }: Tour): Promise<void> {
  await live(desk.work);
  await page.context().setOffline(true);
  await page.locator('.banner[role=alert]').waitFor({ timeout: 60_000 });
  await save('workspace-offline');
  await page.context().setOffline(false);
  await live(desk.work);
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));
  await page.getByRole('dialog').waitFor({ timeout: 60_000 });
  await save('workspace-session-over');
}

async function signing({ desk, live, open, save }: Tour): Promise<void> {
  await open('/');
  await save('desk-signer');
  await live(desk.frozen);
  await save('workspace-frozen');
  await open(`/reviews/${desk.frozen}/sign`);
  await save('sign');
  await open(`/reviews/${desk.frozen}/record`);
  await save('record');
}

async function administration({ page, desk, open, save }: Tour): Promise<void> {
  await open('/people');
  await save('people');
  await open('/people/reviews');
  await save('people-reviews');
  await open('/audit');
  await save('audit');
  await open('/');
  await save('desk-empty');
  await open('/verify');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'package.zip', mimeType: 'application/zip', buffer: Buffer.from(desk.zip) });
  await page.locator('.vc').first().waitFor();
  await save('verify');
}

async function dialog({ page, save }: Tour, name: string): Promise<void> {
  await page.getByRole('dialog').waitFor();
  await save(name);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

type Team = Record<Account, Person>;

async function office(setUp: string): Promise<{ admin: Person; team: Team }> {
  const token = new URL(setUp).searchParams.get('token');
  const visitor = await aVisitor(browser);
  await visitor.page.goto(setUp);
  if (token === '') throw new Error('the set-up link has no token');
  const account = { name: '系统管理员', email: 'admin@office.test', password: PASSWORD, organisation: '市图书馆' };
  for (const [name, value] of Object.entries(account)) await visitor.page.locator(`input[name=${name}]`).fill(value);
  await visitor.page.locator('button[type=submit]').click();
  await visitor.page.waitForURL((address) => !address.pathname.startsWith('/set-up'));
  await visitor.context.close();
  const admin = await signedIn(product.url, account.email);
  // The pages speak as each look's browser does.
  await did(admin, 'PATCH', '/me', { locale: null });
  const team = {} as Team;
  for (const [name, key] of TEAM) {
    const email = `${key}@office.test`;
    await admin.call('POST', '/people', { email, name, password: PASSWORD });
    team[key] = await signedIn(product.url, email);
  }
  return { admin, team };
}

async function filled(team: Team, sample: Sample): Promise<Desk> {
  const owner = team.linxiao;
  const members = TEAM.flatMap(([, key, roles]) => (key === 'linxiao' ? [] : [{ personId: team[key].id, roles }]));
  const make = async () => {
    const { template: templateId, text, meta } = sample;
    return (await did<{ id: string }>(owner, 'POST', '/reviews', { templateId, text, meta, members })).id;
  };
  const work = await make();
  await talked(team, work, sample);
  await caredFor(team, work, sample);
  // The frozen review holds the same words; without this each of them would be marked as a duplicate.
  const same = sample === ZH ? '同一份材料，另存作会签演示' : 'The same text, kept to show the sign-off';
  await did(owner, 'POST', `/reviews/${work}/waivers`, { rule: 'duplicate-across', reason: same });
  await did(owner, 'POST', `/reviews/${work}/named-versions`, { name: sample === ZH ? '一稿' : 'First draft' });
  await suggested(team, work, sample);
  await did(owner, 'POST', `/reviews/${work}/actions`, { action: 'start-review' });
  const frozen = await make();
  await did(owner, 'POST', `/reviews/${frozen}/actions`, { action: 'start-review' });
  const { items } = await did<{ items: { rule: string }[] }>(owner, 'GET', `/reviews/${frozen}/gates`);
  const reason = sample === ZH ? '经班子会同意，本次不改' : 'Agreed at the table: not this time';
  const overrides = [...new Set(items.map(({ rule }) => rule))].map((rule) => ({ rule, reason }));
  await did(owner, 'POST', `/reviews/${frozen}/actions`, { action: 'freeze', overrides });
  const { digest } = await did<{ digest: string }>(owner, 'GET', `/reviews/${frozen}/signoff`);
  const opinion = sample === ZH ? '“一卡通”接口的完成时间建议再核一次。' : 'Please check the date of the signs again.';
  for (const [who, decision] of [
    ['qianjin', 'reserve'],
    ['hejing', 'agree'],
  ] as const)
    await did(team[who], 'POST', `/reviews/${frozen}/decisions`, {
      digest,
      decision,
      password: PASSWORD,
      ...(decision === 'reserve' && { opinion }),
    });
  const approved = await anApprovedReview(owner, [owner, team.qianjin]);
  const title = sample === ZH ? '迎新活动分工（作废）' : 'Welcome week, an early draft';
  const { id } = await did<{ id: string }>(owner, 'POST', '/reviews', { templateId: sample.template, title });
  await did(owner, 'DELETE', `/reviews/${id}`);
  return { sample, work, frozen, zip: await packageOf(product, owner, approved) };
}

async function talked(team: Team, id: string, { talks }: Sample): Promise<void> {
  for (const { by, quote, body, kind, replies = [], settled } of talks) {
    const opened = await did<{ id: string }>(team[by], 'POST', `/reviews/${id}/threads`, { quote, body, kind });
    for (const [who, words] of replies) await did(team[who], 'POST', `/threads/${opened.id}/replies`, { body: words });
    if (settled) await did(team[by], 'POST', `/threads/${opened.id}/resolve`, {});
  }
}

async function caredFor(team: Team, id: string, { care }: Sample): Promise<void> {
  for (const { key: sectionKey, owner, state } of care)
    await did(team.linxiao, 'PUT', `/reviews/${id}/sections`, { sectionKey, ownerId: team[owner].id, state });
  const typist = await aTypist(product.url, team.linxiao, id);
  await synced(typist);
  const measures = blocksOf(typist.doc).filter((block) => block.type === 'point' && block.kind === 'measure');
  typist.leave();
  const owners = ['qianjin', 'zhoumin', 'hejing'] as const;
  for (const [n, key] of owners.entries()) {
    const point = measures[n] && 'id' in measures[n] ? measures[n].id : null;
    if (point)
      await did(team.linxiao, 'PUT', `/reviews/${id}/points/${point}/fields`, {
        owner: { personId: team[key].id },
        due: `2024-0${n + 4}-30`,
        ...(n < 2 && { verifier: { personId: team.sunli.id } }),
      });
  }
}

/** Through the page, as a colleague does: strikes words and writes others in their place. */
async function suggested(team: Team, id: string, { instead }: Sample): Promise<void> {
  await as(browser, 'zh-light', team.qianjin, null, async ({ page, live }) => {
    await live(id);
    await page.locator('.ProseMirror').focus();
    await page.keyboard.press('Control+Alt+s');
    for (const [from, to] of instead) {
      await select(page, from);
      await page.keyboard.press('Delete');
      await page.keyboard.type(to);
    }
    await page.locator('.save.is-ok, .save').first().waitFor();
    await page.waitForTimeout(1500);
  });
}

async function did<T>(who: Person, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await who.call<T>(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What a screen complains of is told, and so is what does not come: the other screens are drawn all the same. */
async function as(
  browser: Browser,
  name: LookName,
  who: Person | null,
  desk: Desk | null,
  work: (tour: Tour) => Promise<void>,
): Promise<void> {
  const look: Look = LOOKS[name];
  const visitor = await aVisitor(browser, look);
  visitor.page.setDefaultTimeout(20_000);
  await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
  try {
    if (who) await signIn(visitor, product.url, who.email);
    await work(tourOf(visitor, name, look, desk));
  } catch (cause) {
    console.error(name, work.name, cause);
    process.exitCode = 1;
  } finally {
    const complaints = visitor.complaints.filter((text) => !/WebSocket|ERR_INTERNET|^40[14] /.test(text));
    if (complaints.length > 0) console.error(name, who?.email, complaints);
    await visitor.context.close();
  }
}

function tourOf({ page }: Visitor, name: LookName, look: Look, desk: Desk | null): Tour {
  const words: unknown = look.locale === 'en' ? en : zh;
  const open = async (path: string) => {
    await page.goto(product.url + path);
    await page.waitForLoadState('networkidle');
  };
  return {
    page,
    desk: desk ?? ({} as Desk),
    phone: look.width !== undefined,
    word: (path) => String(path.split('.').reduce((at, key) => (at as Record<string, unknown>)[key] as unknown, words)),
    open,
    live: async (id) => {
      await page.goto(`${product.url}/reviews/${id}`);
      await page.locator('.ProseMirror').waitFor();
      await page.locator('.ws-tools button').first().waitFor({ state: 'attached' });
      await page.waitForTimeout(1500);
    },
    save: async (screen) => {
      if (readme ? !README.includes(screen) : only && !only.test(screen)) return;
      await page.waitForTimeout(300);
      const folder = readme ? 'docs/pictures' : `pictures/${name}`;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: `${folder}/${screen}.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) console.error(`${name}/${screen} is ${wide} px too wide`);
    },
  };
}

function caretBehind(page: Page, words: string): Promise<void> {
  return select(page, words, words.length);
}

/** Selects the first place with these words, from `from` on. */
async function select(page: Page, words: string, from = 0): Promise<void> {
  await page.locator('.ProseMirror').focus();
  await page.evaluate(
    ({ wanted, from }) => {
      const walker = document.createTreeWalker(
        document.querySelector('.ProseMirror') ?? document.body,
        NodeFilter.SHOW_TEXT,
      );
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        document.getSelection()?.setBaseAndExtent(node, at + from, node, at + wanted.length);
        return;
      }
    },
    { wanted: words, from },
  );
  // The editor hears of it a moment later; a key before that is pressed elsewhere.
  await page.waitForTimeout(200);
}
