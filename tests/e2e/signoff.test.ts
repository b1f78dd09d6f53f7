// The sign-off as people see it, each of the seven on their own page: the plan in words, a delegation, a digest that moves under an open page,
// an objection, a returned section, a second round, a stale agreement said again in one tap, a reservation, an abstention, and the head
// issuing on a phone. An answer that is lost on the way costs nobody a second press.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstBrokenCopy, type HandedLink } from '../../domain/chain';
import type { Gate } from '../../domain/gates';
import type { Decision } from '../../domain/review';
import type { SignoffView } from '../../domain/view';
import zh from '../../domain/words/zh-CN.json';
import { PASSWORD, type Person } from '../build/api';
import { type Look, signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { aReadyReview } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';
import { writeBehind } from '../build/typist';

const skipped = whyNoBrowser();
const WAIT = { timeout: 20_000 };
const NAMES = ['Zhao', 'Qian', 'Sun', 'Li', 'Zhou', 'Wu', 'Shen', 'Dai'] as const;
type Name = (typeof NAMES)[number];
const SECTION = '需要改进的';
const SENTENCE = '会议时间太长';

describe.skipIf(skipped !== null)(`the sign-off in the browser${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const at = aStage();
  let lin: Visitor;
  let zhao: Visitor;
  let sun: Visitor;
  /** Everybody who came. */
  const visitors: Visitor[] = [];
  let id = '';
  const people = new Map<Name, Person>();
  const who = (name: Name): Person => {
    const person = people.get(name);
    if (!person) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const view = async () => (await at.admin.call<SignoffView>('GET', `/reviews/${id}/signoff`)).body;
  /** In a browser profile of their own. */
  const comes = async (person: Person, path: string, look: Look = {}) => {
    const visitor = await at.visitor(person, path, look);
    visitors.push(visitor);
    return visitor;
  };
  const act = async (body: object) => {
    const answer = await at.admin.call('POST', `/reviews/${id}/actions`, body);
    expect(answer.body).toMatchObject({ stage: 'signoff' });
  };
  const freeze = async () => {
    const { body } = await at.admin.call<{ items: Gate[] }>('GET', `/reviews/${id}/gates`);
    const overrides = body.items.filter(({ waivable }) => waivable).map(({ rule }) => ({ rule, reason: '样稿' }));
    await act({ action: 'freeze', overrides });
  };
  /** A writer changes the sentence that everything here turns on. */
  const write = (words: string) => writeBehind({ url: at.product.url, who: at.admin, id }, SENTENCE, words);

  beforeAll(async () => {
    const { admin, product } = at;
    for (const name of NAMES) people.set(name, await aPerson(product.url, admin, name));
    const signers = NAMES.filter((name) => name !== 'Shen' && name !== 'Dai');
    id = await aReadyReview(admin, [
      ...signers.map((name): [Person, ['signatory']] => [who(name), ['signatory']]),
      [who('Shen'), ['head']],
      [who('Dai'), ['commenter']],
    ]);
    await admin.call('POST', `/reviews/${id}/actions`, { action: 'start-review' });
    lin = await comes(admin, `/reviews/${id}`);
  }, 120_000);

  test('the owner sees the steps in words; a rule that nobody could meet is refused at its field; what is saved is what is asked', async () => {
    const { page } = lin;
    await page.locator('#gate').getByRole('button', { name: '会签步骤' }).click(WAIT);
    const dialog = page.getByRole('dialog');
    const first = dialog.locator('.pn-s').first();
    await first.getByText('7 人全部同意').waitFor(WAIT);
    await dialog.getByRole('button', { name: '加一步' }).click();
    const second = dialog.locator('.pn-s').nth(1);
    await second.getByLabel('谁签').selectOption('head');
    await second.getByText('这一步是签发').click();
    await second.getByText('由Shen签发').waitFor(WAIT);
    await first.getByText('6 人全部同意').waitFor(WAIT);
    await first.getByLabel('谁签').selectOption('people');
    await first.getByLabel('怎样算通过').selectOption('min');
    await first.getByLabel('至少几人', { exact: true }).fill('9');
    await dialog.getByText('永远通不过').waitFor(WAIT);
    await dialog.getByRole('button', { name: '保存步骤' }).click();
    expect(await dialog.count()).toBe(1);
    await first.getByLabel('至少几人', { exact: true }).fill('5');
    await dialog.getByRole('button', { name: '保存步骤' }).click();
    await expect.poll(() => dialog.count(), WAIT).toBe(0);
    const plan = await at.admin.call<{ steps: { rule: unknown; issues?: boolean }[]; edited: boolean }>(
      'GET',
      `/reviews/${id}/signoff-plan`,
    );
    expect(plan.body).toMatchObject({ edited: true, steps: [{ rule: { kind: 'quorum', min: 5 } }, { issues: true }] });
  }, 60_000);

  test('a signer delegates from the sign page, and both names stand in the list', async () => {
    await freeze();
    zhao = await comes(who('Qian'), `/reviews/${id}/sign`);
    const { page } = zhao;
    await page.getByText('摘要已核对').waitFor(WAIT);
    await page.getByRole('button', { name: /委托他人代签/ }).click();
    await page.getByRole('dialog').getByText('Dai', { exact: true }).click();
    await page.getByRole('dialog').getByText('“Dai（代Qian）”').waitFor(WAIT);
    await page.getByRole('dialog').getByRole('button', { name: '委托Dai' }).click();
    await page.locator('.sl-lines').getByText('Dai（代Qian）').waitFor(WAIT);
    await page.getByText('已委托他人代签。').waitFor(WAIT);
    await zhao.context.clearCookies();
  }, 60_000);

  test('a digest that moves while the page is open is refused; the difference is shown, and the new version is signed', async () => {
    const { page } = zhao;
    await signIn(zhao, at.product.url, who('Zhao').email, `/reviews/${id}/sign`);
    await page.getByText('摘要已核对').waitFor(WAIT);
    // P10 what was received has one other byte: nothing of it is shown, and nothing can be signed.
    await page.route('**/versions/*/canonical', async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
      await route.fulfill({ response: answer, body });
    });
    await page.reload();
    await page.locator('.sn-doc').getByText('收到的正文与摘要不符，不能签。').waitFor(WAIT);
    await page.locator('.dc').getByText('收到的正文与摘要不符，不能签。').waitFor(WAIT);
    expect(await page.locator('.sn-doc .paper, .dc input, .dc .btn-primary').count()).toBe(0);
    await page.unroute('**/versions/*/canonical');
    await page.reload();
    await page.getByText('摘要已核对').waitFor(WAIT);
    // Its own look at the news is held back: the press comes first.
    await page.route('**/api/v1/reviews/*/signoff', (route) => route.abort());
    await act({ action: 'return-sections', sectionKeys: ['problems'], reason: '补一个例子' });
    await write('（平均两小时）');
    await freeze();
    await decide(page, 'agree');
    await page.getByText('没有签上：这一版刚刚变了。').waitFor(WAIT);
    await page.unroute('**/api/v1/reviews/*/signoff');
    await page.getByRole('button', { name: '看新的一版和改动' }).click();
    await page.getByRole('heading', { name: /与你刚才看的相比/ }).waitFor(WAIT);
    await page.locator('.chg-l ins').filter({ hasText: '（平均两小时）' }).waitFor(WAIT);
    await page.locator('.marked ins').filter({ hasText: '（平均两小时）' }).waitFor(WAIT);
    await page.getByRole('button', { name: '清洁稿' }).click();
    expect(await page.locator('.marked').count()).toBe(0);
    await decide(page, 'agree');
    await page.getByText('签署凭据').waitFor(WAIT);
  }, 90_000);

  test('somebody objects; the owner returns the section with points, and says before whose signature it costs', async () => {
    sun = await comes(who('Sun'), `/reviews/${id}/sign`);
    await sun.page.getByText('摘要已核对').waitFor(WAIT);
    await decide(sun.page, 'object');
    await sun.page.getByText('写明理由').waitFor(WAIT);
    await decide(sun.page, 'object', '没有写明谁主持。');
    await sun.page.getByText('签署凭据').waitFor(WAIT);
    const { page } = lin;
    await page.getByText('Sun不同意，会签停在这里。').waitFor(WAIT);
    await page.getByRole('button', { name: '退回章节…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(SECTION, { exact: false }).click();
    await dialog.getByText('Sun不同意', { exact: true }).waitFor(WAIT);
    await dialog.getByRole('button', { name: '列为一条：Sun的不同意' }).click();
    expect(await dialog.getByLabel('答Sun的不同意').inputValue()).toBe('没有写明谁主持。');
    await dialog.getByText('改动会使 1 个签名失效。').waitFor(WAIT);
    await dialog.getByRole('button', { name: '退回章节修改' }).click();
    await page.getByRole('tab', { name: /会签/ }).click();
    await page.locator('.pts').getByText('没有写明谁主持。').waitFor(WAIT);
    await page.locator('.pts').getByRole('link', { name: '答Sun的不同意' }).click();
    expect(await page.evaluate(() => document.activeElement?.querySelector('.said')?.textContent)).toBe(
      '没有写明谁主持。',
    );
    expect((await view()).openSections).toHaveLength(1);
  }, 60_000);

  test('TH16 while it is open the other sections hold still under the keys, and the points are answered beside the text', async () => {
    const { page } = lin;
    await expect.poll(() => page.locator('.ProseMirror').getAttribute('contenteditable'), WAIT).toBe('true');
    const other = page.locator('.ProseMirror p', { hasText: '上次的改进项都已完成' });
    await other.click();
    await page.keyboard.press('End');
    await page.keyboard.insertText('偷改');
    await page.getByText('这一段还在会签中，不能改；退回的段落可以改。').first().waitFor(WAIT);
    expect(await other.innerText()).not.toContain('偷改');
    await write('（由张主任主持）');
    await page.locator('.pts').getByRole('button', { name: '答复' }).click();
    await page.locator('.pts textarea').fill('已写明由张主任主持。');
    // What is half written waits behind another list of the rail.
    await page.getByRole('tab', { name: /批注/ }).click();
    await page.getByRole('tab', { name: /会签/ }).click();
    expect(await page.locator('.pts textarea').inputValue()).toBe('已写明由张主任主持。');
    await page.getByRole('button', { name: '提交答复' }).click();
    await page.locator('.pts .q').getByText('已写明由张主任主持。').waitFor(WAIT);
  }, 60_000);

  test('WF14 freezing again says whose signature will be stale; its answer is lost, and it is frozen once', async () => {
    const { page } = lin;
    const keys = await losesAnAnswer(page, '**/actions');
    await page
      .getByRole('button', { name: /重新冻结/ })
      .first()
      .click(WAIT);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 个签名会失效。').waitFor(WAIT);
    await waiveAll(page);
    await dialog.locator('.btn-primary[type=submit]').click(WAIT);
    await page.getByText('1 个签名失效。').waitFor(WAIT);
    await expect.poll(() => keys, WAIT).toEqual([keys[0], keys[0]]);
    await page.unroute('**/actions');
    expect(await view()).toMatchObject({ version: 3, openSections: [] });
    await page.locator('.chg-card ins').filter({ hasText: '由张主任主持' }).waitFor(WAIT);
  }, 60_000);

  test('SG20 a stale agreement is said again in one tap, beside the change and the answers; its answer is lost, and it counts once', async () => {
    const { page } = zhao;
    const keys = await losesAnAnswer(page, '**/decisions');
    await page.reload();
    await page.getByRole('heading', { name: /你上次签署后的改动/ }).waitFor(WAIT);
    await page.locator('.chg-l ins').filter({ hasText: '由张主任主持' }).waitFor(WAIT);
    await page.locator('.pts .q').getByText('已写明由张主任主持。').waitFor(WAIT);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: '看过改动，仍同意' }).click();
    await page.getByText('签署凭据').waitFor(WAIT);
    await expect.poll(() => keys, WAIT).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0]]);
    expect((await view()).steps[0]).toMatchObject({ agreed: 1 });
  }, 60_000);

  test('the objection gives way to a reservation; the others agree or abstain, and one of them for somebody else', async () => {
    await sun.page.reload();
    await sun.page.getByText('你对前一版的不同意仍然有效。').waitFor(WAIT);
    await decide(sun.page, 'reserve', '下次再缩短些。');
    await sun.page.getByText('签署凭据').waitFor(WAIT);
    await Promise.all(
      (['Dai', 'Li', 'Zhou', 'Wu'] as const).map(async (name) => {
        const { page } = await comes(who(name), `/reviews/${id}/sign`);
        await page.getByText('摘要已核对').waitFor(WAIT);
        if (name === 'Dai') await page.locator('.dc').getByText('Dai（代Qian）').first().waitFor(WAIT);
        await decide(page, name === 'Wu' ? 'abstain' : 'agree');
        await page.getByText('签署凭据').waitFor(WAIT);
      }),
    );
    expect((await view()).steps[0]).toMatchObject({ agreed: 5, passed: true });
  }, 90_000);

  test('the head issues on a phone, whose button stands at the foot and lies on nothing', async () => {
    const { page, context } = await comes(who('Shen'), `/reviews/${id}/sign`, { width: 390, height: 844 });
    const button = page.locator('.dc-go').getByRole('button');
    await page.getByRole('button', { name: '签署', exact: true }).waitFor(WAIT);
    await page.getByText('会签 5 / 7').waitFor(WAIT);
    await page.locator('.sn-sum').getByText('保留 1').waitFor(WAIT);
    const foot = () => page.evaluate(placesAtTheFoot);
    const before = await foot();
    expect(before).toMatchObject({ scrolled: 0, button: 44, gap: 0, over: 0, tabsEnd: 844 });
    await page.evaluate(() => document.querySelector('.sn')?.scrollTo(0, 1e6));
    expect(await foot()).toMatchObject({ bar: before.bar, over: 0, lastHidden: false });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { bottom: 34 } });
    await expect.poll(foot, WAIT).toMatchObject({ bar: before.bar - 34, gap: 0, over: 0 });
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: {} });

    // What a press lacks is brought to sight from wherever one is.
    await button.click();
    await expect.poll(() => page.locator('.choices .error').evaluate(inSight), WAIT).toBe(true);
    await page.locator('input[type=radio][value=agree]').check({ force: true });
    await page.evaluate(() => document.querySelector('.sn')?.scrollTo(0, 0));
    await button.click();
    const password = page.locator('input[type=password]');
    await expect.poll(() => password.evaluate((field) => field === document.activeElement), WAIT).toBe(true);
    expect(await password.evaluate(inSight)).toBe(true);
    await page.keyboard.insertText(PASSWORD);
    await page.getByRole('button', { name: '签署：同意' }).click();
    await page.getByText('会签完成。').waitFor(WAIT);
    expect((await at.admin.call<{ stage: string }>('GET', `/reviews/${id}`)).body.stage).toBe('approved');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }, 60_000);

  test('the record has what each of them said on their page, once', async () => {
    type Said = { kind: string; body: { name: string; decision: Decision; standsFor?: { name: string } } };
    const { body } = await at.admin.call<{ items: Said[] }>('GET', `/reviews/${id}/events`);
    const said = body.items
      .filter(({ kind }) => kind === 'decision.made')
      .map(
        ({ body: { name, decision, standsFor } }) => `${name}${standsFor ? ` for ${standsFor.name}` : ''}: ${decision}`,
      );
    const expected = ['Zhao: agree', 'Sun: object', 'Zhao: agree', 'Sun: reserve', 'Dai for Qian: agree'];
    expect(said.sort()).toEqual([...expected, 'Li: agree', 'Zhou: agree', 'Wu: abstain', 'Shen: agree'].sort());
    // SG21 the reservation took the objection back, in the record too.
    expect(body.items.filter(({ kind }) => kind === 'decision.withdrawn').map((one) => one.body.decision)).toEqual([
      'object',
    ]);
    expect(body.items.filter(({ kind }) => kind === 'version.frozen')).toHaveLength(3);
  });

  test('the record of the review is read on its page, by a signatory what belongs to the sign-off', async () => {
    const { page } = lin;
    await page.goto(`${at.product.url}/reviews/${id}`);
    await page.getByRole('link', { name: '记录', exact: true }).click(WAIT);
    await page.getByText(/^这里的 \d+ 条都与各自的前一条链在一起/).waitFor(WAIT);
    const entry = (words: string) => page.locator('.rc-l > li').filter({ hasText: words });
    expect(await entry('没有写明谁主持。').innerText()).toMatch(/Sun\s*签署了意见\s*第 2 版 · 不同意/);
    expect(await entry('撤回了签署').innerText()).toMatch(/Sun\s*撤回了签署\s*第 2 版 · 不同意/);
    expect(await entry('会签完成').innerText()).toContain('服务器');
    await sun.page.goto(`${at.product.url}/reviews/${id}/record`);
    await sun.page.getByText('你做过的事，以及会签的全部经过，最新的在前。').waitFor(WAIT);
    expect(await sun.page.locator('.rc-l > li').filter({ hasText: '新建了材料' }).count()).toBe(0);
    expect(await sun.page.locator('.rc-l > li').filter({ hasText: 'Shen' }).first().innerText()).toContain(
      '签署了意见',
    );
  }, 60_000);

  test('an administrator filters the record of the organisation, has its chain read, and takes it away as a file', async () => {
    const { page } = lin;
    await page.goto(`${at.product.url}/audit`);
    await page.getByRole('button', { name: '核验链条' }).click(WAIT);
    await page.getByText('链条完整。').waitFor(WAIT);
    await page.getByLabel('事项').selectOption('decision');
    const whose = page.getByRole('group', { name: '人员' });
    await whose.getByRole('searchbox').fill('sun@');
    await whose.getByText('sun@office.test').click(WAIT);
    await page.getByRole('button', { name: '筛选' }).click();
    await page.waitForURL(/kind=decision&person=[0-9a-f-]{36}$/, WAIT);
    const shown = () =>
      page.locator('.au tbody tr').evaluateAll((rows) => rows.map((row) => row.children[3]?.textContent));
    await expect.poll(shown, WAIT).toEqual(['签署了意见', '撤回了签署', '签署了意见']);
    await page.getByRole('button', { name: '导出全部记录' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download', WAIT),
      page.getByRole('menuitem', { name: 'JSONL（可核验）' }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    const links = lines.map((line) => JSON.parse(line) as HandedLink);
    expect([links[0]?.seq, firstBrokenCopy(links)]).toEqual([1, null]);
  }, 60_000);

  test('no page complained, but for the refusal that was wanted, the news that were held back and the answers that were lost', () => {
    const unexpected = visitors
      .flatMap((one) => one.complaints)
      .filter((text) => !/^409 POST .*\/decisions|Failed to fetch|ERR_FAILED/.test(text));
    expect(unexpected).toEqual([]);
  });
});

/** Chooses, says, and signs with the password; what comes of it the page says. */
async function decide(page: Page, decision: Decision, opinion = ''): Promise<void> {
  await page.locator(`input[type=radio][value=${decision}]`).check({ force: true });
  await page.locator('.dc textarea').fill(opinion);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.getByRole('button', { name: `签署：${zh.decision[decision]}` }).click();
}

/** The server does what it is asked the first time, and nobody hears of it. Answers the keys of the requests, as they come. */
async function losesAnAnswer(page: Page, path: string): Promise<string[]> {
  const keys: string[] = [];
  await page.route(path, async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? 'none');
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  return keys;
}

/** Runs in the page: where the foot of the sign page is, in px; `over`: how much of what scrolls lies under the button's bar. */
function placesAtTheFoot() {
  const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
  const pane = document.querySelector('.sn');
  const [bar, tabs, scrolls] = [box('.dc-go'), box('.m-tabs'), box('.sn')];
  const last = pane?.lastElementChild?.getBoundingClientRect();
  return {
    scrolled: pane?.scrollTop ?? -1,
    bar: bar.top,
    button: box('.dc-go .btn').height,
    gap: Math.round(tabs.top - bar.bottom),
    over: Math.max(0, Math.round(scrolls.bottom - bar.top)),
    tabsEnd: Math.round(tabs.bottom),
    lastHidden: (last?.bottom ?? 0) > bar.top + 1,
  };
}

/** Runs in the page: nothing lies over its middle. */
function inSight(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return there !== null && element.contains(there);
}

/** A reason in every field that asks for one, once the conditions are there. */
async function waiveAll(page: Page): Promise<void> {
  await page
    .getByRole('dialog')
    .getByText('正在核对条件')
    .waitFor({ state: 'hidden', ...WAIT });
  const reasons = page.getByRole('dialog').locator('.gates textarea');
  for (let n = await reasons.count(); n > 0; n--) await reasons.nth(n - 1).fill('样稿');
}
