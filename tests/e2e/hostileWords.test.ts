// T43: sixty payloads through every field of text, pasted and imported, and out through every page and file: they stay words.
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../server/api/routes';
import { PASSWORD, type Person, signedIn } from '../build/api';
import { signIn, type Visitor, whyNoBrowser } from '../build/browser';
import { inDays } from '../build/days';
import { PAYLOADS } from '../build/payloads';
import { READY } from '../build/ready';
import { aPerson } from '../build/server';
import { aStage } from '../build/stage';
import { fieldsWith, textFields } from '../build/textFields';

const skipped = whyNoBrowser();
const WAIT = { timeout: 30_000 };
const TEMPLATE = 'retrospective';

/** Fields that hold no words: ids, days, instants, places in the text, secrets. By their last name; a new field of words has another. */
const NO_WORDS =
  /[ .](personId|ownerId|templateId|author|id|ids\[\]|mentions\[\]|point|to|from|due|until|password|current|next|members\[\]\.personId)$/;
/** An address that fails to sign in is counted, and after a few nobody signs in any more. */
const APART = ['POST /session email'];
/** Taken by their own rules only in words that are known already: a rule, a section, the e-mail of somebody; or when they are old enough. */
const REFUSED: readonly string[] = [
  'POST /people email',
  'POST /reviews/:id/actions points[].sectionKey',
  'POST /reviews/:id/actions sectionKeys[]',
  'POST /reviews/:id/purge reason',
  'POST /reviews/:id/signoff/lines scope[]',
  'POST /reviews/:id/threads around.prefix',
  'POST /reviews/:id/threads around.suffix',
  'POST /reviews/:id/threads sectionKey',
  'POST /reviews/:id/waivers rule',
  'PUT /reviews/:id/sections sectionKey',
  'PUT /threads/:id/place sectionKey',
];

/** All payloads in as few strings of this length as hold them. */
function packed(most: number): string[] {
  const packs: string[] = [];
  for (const one of PAYLOADS.map((payload) => payload.replaceAll('\n', ' '))) {
    const last = packs.at(-1);
    if (last !== undefined && last.length + one.length < most) packs[packs.length - 1] = `${last} ${one}`;
    else packs.push(one);
  }
  return packs;
}

const isHostile = (words: string) => PAYLOADS.some((payload) => words.includes(payload.trim().slice(0, 16)));

/** A person by the API, or in their browser. */
interface Asker {
  call(method: string, path: string, body: object): Promise<{ status: number }>;
}

/** What a page did that no page may do. */
interface Seen {
  ran: string[];
  foreign: string[];
  policy: string[];
}

describe.skipIf(skipped !== null)(`hostile words${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  // Six hundred writes within a minute are what this is about.
  const at = aStage({ env: { COUNTERSIGN_API_RATE: '0' } });
  let visitor: Visitor;
  let second: Person;
  /** All payloads as its text, in drafting; one that was signed with them. */
  let drafted: string;
  let signed: string;
  /** One that was moved, returned, answered and looked into with them. */
  let moving: string;
  let fields = 0;
  const sent = new Set<string>();
  const taken = new Set<string>();
  const seen: Seen = { ran: [], foreign: [], policy: [] };

  beforeAll(async () => {
    second = await aPerson(at.product.url, at.admin, 'Sun');
    visitor = await at.visitor();
    await watch(visitor.context, visitor.page, at.product.url, seen);
  }, 120_000);

  /** Counts what was taken; a refusal of the field's own rules (too long, no such id) is fine, an error is not. */
  async function put(who: Asker, method: string, path: string, body: object): Promise<boolean> {
    const { status } = await who.call(method, path, body);
    expect(status, `${method} ${path} ${JSON.stringify(body).slice(0, 120)}`).toBeLessThan(500);
    const filled = fieldsWith(routes, { method, path, body }, isHostile);
    for (const field of filled) sent.add(field);
    if (status < 300) for (const field of filled) taken.add(field);
    if (status < 300) fields += 1;
    return status < 300;
  }

  test('T43 every field of text takes them as words', { timeout: 120_000 }, async () => {
    expect(new Set(PAYLOADS).size).toBe(60);
    const text = `${READY}\n${PAYLOADS.map((one) => one.replaceAll('\n', ' ')).join('\n')}\n`;
    const review = async (title: string) => {
      const { body } = await at.admin.call<{ id: string }>('POST', '/reviews', {
        templateId: TEMPLATE,
        title,
        text,
        meta: { date: '2026-03-31' },
        members: [{ personId: second.id, roles: ['editor', 'signatory', 'head'] }],
      });
      return body.id;
    };
    drafted = await review(PAYLOADS[0] ?? '');
    signed = await review(PAYLOADS[5] ?? '');
    const on = (id: string) => `/reviews/${id}`;
    const { body: structure } = await at.admin.call<{ parts: { key: string }[] }>('GET', `${on(drafted)}/outline`);
    const points = await measureIds(drafted);
    for (const [n, payload] of PAYLOADS.entries()) {
      await Promise.all([
        put(at.admin, 'PATCH', on(drafted), { title: payload }),
        put(at.admin, 'PATCH', on(drafted), { meta: { date: payload } }),
        put(second, 'PATCH', '/me', { name: payload }),
        put(at.admin, 'PATCH', '/organisation', { name: payload }),
        put(at.admin, 'POST', '/set-phrases', { phrase: payload }),
        put(at.admin, 'POST', `${on(drafted)}/threads`, { quote: payload.replaceAll('\n', ' '), body: payload }),
        put(at.admin, 'POST', `${on(drafted)}/named-versions`, { name: payload, note: payload }),
        put(at.admin, 'POST', `${on(drafted)}/waivers`, { rule: 'long-sentence', reason: payload }),
        put(at.admin, 'PUT', `${on(drafted)}/sections`, { sectionKey: payload, state: 'review' }),
        ...points.slice(0, 1).map((point) =>
          put(at.admin, 'PUT', `${on(drafted)}/points/${point}/fields`, {
            owner: { name: payload },
            verifier: { name: `${payload}.` },
            criterion: payload,
          }),
        ),
      ]);
      if (n % 10 === 0) {
        const email = `p${n}@office.test`;
        await put(at.admin, 'POST', '/people', { email, name: payload, password: PASSWORD });
        await put(second, 'PUT', '/me/absence', { from: inDays(-2), until: inDays(30), note: payload });
      }
      for (const path of [`/reviews?q=`, '/search?q=', `/people?q=`, '/people/all?q='])
        expect((await at.admin.call('GET', `${path}${encodeURIComponent(payload)}`)).status).toBeLessThan(500);
    }
    const replied = await at.admin.call<{ items: { id: string }[] }>('GET', `${on(drafted)}/threads`);
    const thread = replied.body.items[0]?.id ?? '';
    for (const payload of PAYLOADS) await put(second, 'POST', `/threads/${thread}/replies`, { body: payload });
    expect(structure.parts.length).toBeGreaterThan(0);
    const all = PAYLOADS.join(' ');
    await put(at.admin, 'POST', `${on(signed)}/actions`, { action: 'start-review' });
    await put(at.admin, 'POST', `${on(signed)}/actions`, {
      action: 'freeze',
      overrides: await overridesFor(signed, all),
    });
    const { body: signoff } = await second.call<{ digest: string }>('GET', `${on(signed)}/signoff`);
    expect(signoff.digest).toMatch(/^[0-9a-f]{64}$/);
    await put(second, 'POST', `${on(signed)}/decisions`, {
      digest: signoff.digest,
      decision: 'reserve',
      opinion: all.slice(0, 1900),
      password: PASSWORD,
    });
    expect(fields).toBeGreaterThan(500);
  });

  test('T43 so do plans, comments that change, and what administrators write', { timeout: 180_000 }, async () => {
    const { body: review } = await at.admin.call<{ id: string }>('POST', '/reviews', {
      templateId: TEMPLATE,
      text: READY,
      meta: { date: '2026-03-31' },
      members: [{ personId: second.id, roles: ['editor', 'signatory', 'head'] }],
    });
    moving = review.id;
    const on = `/reviews/${moving}`;
    const steps = (words: string) => [
      {
        order: 1,
        title: { zh: words, en: words },
        who: { people: [{ personId: second.id, group: words, scope: [words] }] },
        rule: { kind: 'each-group', min: 1 },
      },
    ];
    const comment = await second.call<{ id: string; commentId: string }>('POST', `${on}/threads`, {
      quote: '会议时间太长',
      body: '请看',
    });
    const { id: thread, commentId } = comment.body;
    const { body: versions } = await at.admin.call<{ items: { id: string }[] }>(
      'GET',
      `/reviews/${drafted}/named-versions`,
    );
    const version = versions.items[0]?.id ?? '';
    const { body: threads } = await at.admin.call<{ items: { id: string }[] }>('GET', `/reviews/${drafted}/threads`);
    const placed = threads.items[0]?.id ?? '';
    await at.admin.call('POST', '/people', {
      email: 'chen@office.test',
      name: 'Chen',
      password: PASSWORD,
      admin: true,
    });
    const chen = await signedIn(at.product.url, 'chen@office.test');
    for (const [n, payload] of PAYLOADS.entries()) {
      const line = payload.replaceAll('\n', ' ');
      await Promise.all([
        put(at.admin, 'PUT', `${on}/signoff-plan`, { steps: steps(payload) }),
        put(at.admin, 'PATCH', `/reviews/${drafted}/named-versions/${version}`, { name: payload, note: payload }),
        put(at.admin, 'DELETE', '/set-phrases', { phrase: `${payload.slice(0, 99)}.` }),
        put(at.admin, 'POST', `${on}/waivers`, { rule: payload, reason: payload }),
        put(at.admin, 'POST', `${on}/waivers`, { rule: 'long-sentence', sectionKey: payload, reason: payload }),
        put(at.admin, 'POST', '/people', { email: payload, name: payload }),
        put(at.admin, 'PUT', `/threads/${placed}/place`, { quote: line }),
        put(at.admin, 'PUT', `/threads/${placed}/place`, { quote: line, sectionKey: payload }),
        put(at.admin, 'POST', `${on}/threads`, { quote: '会议时间太长', sectionKey: payload, body: payload }),
        put(at.admin, 'POST', `${on}/threads`, {
          anchor: { from: {}, to: {} },
          quote: line,
          around: { prefix: line, suffix: line, others: 0, likeness: 0 },
          body: payload,
        }),
        put(chen, 'POST', `${on}/break-glass`, { reason: payload }),
        put(chen, 'POST', `${on}/purge`, { reason: payload }),
      ]);
      // One after the other: each undoes the one before.
      await put(second, 'PATCH', `/comments/${commentId}`, { body: payload });
      await put(at.admin, 'POST', `/threads/${thread}/resolve`, { reason: payload });
      await put(second, 'POST', `/threads/${thread}/reopen`, {});
      await put(at.admin, 'PUT', `/comments/${commentId}/hidden`, { reason: payload });
      await put(at.admin, 'DELETE', `/comments/${commentId}/hidden`, {});
      await put(at.admin, 'POST', `${on}/actions`, { action: 'start-review', reason: payload });
      await put(at.admin, 'POST', `${on}/actions`, { action: 'return-to-draft', reason: payload });
      if (n % 10 === 0)
        await put(second, 'POST', '/reviews', {
          templateId: TEMPLATE,
          title: payload,
          text: `${READY}\n${line}\n`,
          meta: { date: payload },
          signoff: { steps: steps(payload) },
        });
    }
    await put(at.admin, 'PUT', `/comments/${commentId}/hidden`, { reason: PAYLOADS[0] ?? '' });
    // No program makes a token: in a browser, and not more than one person can keep.
    await signIn(visitor, at.product.url, at.admin.email, '/account');
    const made: string[] = [];
    const inBrowser: Asker = {
      call: async (method, path, body) => {
        const { status, id } = await visitor.page.evaluate(inPage, { method, path, body: JSON.stringify(body) });
        if (id) made.push(id);
        return { status };
      },
    };
    for (const [n, name] of PAYLOADS.entries()) {
      await put(inBrowser, 'POST', '/me/tokens', { name, days: 30 });
      const spent = n % 2 === 0 ? undefined : made.pop();
      if (spent) await put(inBrowser, 'DELETE', `/me/tokens/${spent}`, {});
    }
    // Whose reviews pass to another owner, with a reason that their members read.
    const gone = await aPerson(at.product.url, at.admin, 'Gone');
    await gone.call('POST', '/reviews', {
      templateId: TEMPLATE,
      title: '移交样本',
      members: [{ personId: at.admin.id, roles: ['editor'] }],
    });
    await at.admin.call('POST', `/people/${gone.id}/disable`);
    for (const reason of packed(2000))
      await put(at.admin, 'POST', `/people/${gone.id}/hand-over`, { to: second.id, reason });
  });

  test('T43 so does a sign-off that is started, returned, answered and signed', { timeout: 180_000 }, async () => {
    const on = `/reviews/${moving}`;
    await at.admin.call('PUT', `${on}/signoff-plan`, { steps: null });
    expect(await put(at.admin, 'POST', `${on}/actions`, { action: 'start-review' })).toBe(true);
    // What the owners' comments block is settled.
    const { body: open } = await at.admin.call<{ items: { id: string; kind: string }[] }>('GET', `${on}/threads`);
    for (const { id } of open.items) await at.admin.call('POST', `/threads/${id}/resolve`, { reason: '样稿' });
    const freeze = async (reason: string) =>
      put(at.admin, 'POST', `${on}/actions`, {
        action: 'freeze',
        overrides: [
          ...(await overridesFor(moving, reason)),
          ...PAYLOADS.map((words) => ({ rule: words.slice(0, 100), sectionKey: words, reason: words })),
        ],
      });
    for (const reason of packed(1900)) {
      expect(await freeze(reason)).toBe(true);
      expect(await put(at.admin, 'POST', `${on}/actions`, { action: 'cancel-signoff', reason })).toBe(true);
    }
    const [reason = ''] = packed(1900);
    expect(await freeze(reason)).toBe(true);
    const { body: directory } = await at.admin.call<{ items: { id: string }[] }>('GET', '/people?q=');
    for (const [n, words] of PAYLOADS.entries())
      await put(at.admin, 'POST', `${on}/signoff/lines`, {
        personId: directory.items[n % directory.items.length]?.id,
        step: 1,
        group: words,
        ...(n % 2 === 0 ? { scope: [words] } : {}),
      });
    const points = PAYLOADS.map((body) => ({ body }));
    const placed = PAYLOADS.map((body) => ({ body, sectionKey: body }));
    const answered = async () => {
      const { body } = await at.admin.call<{ items: { id: string }[] }>('GET', `${on}/points`);
      for (const [n, { id }] of body.items.entries())
        await put(at.admin, 'POST', `${on}/points/${id}/answer`, { answer: PAYLOADS[n % PAYLOADS.length] });
    };
    await put(at.admin, 'POST', `${on}/signoff/return`, { step: 1, reason, points: placed });
    expect(await put(at.admin, 'POST', `${on}/signoff/return`, { step: 1, reason, points })).toBe(true);
    await answered();
    const back = (more: object) =>
      put(at.admin, 'POST', `${on}/actions`, { action: 'return-sections', reason, ...more });
    for (const words of PAYLOADS) await back({ sectionKeys: [words] });
    await back({ sectionKeys: ['problems'], points: placed });
    expect(await back({ sectionKeys: ['problems'], points })).toBe(true);
    await answered();
    expect(await freeze(reason)).toBe(true);
    const { body: signoff } = await second.call<{ digest: string }>('GET', `${on}/signoff`);
    for (const opinion of packed(9_000))
      expect(
        await put(second, 'POST', `${on}/decisions`, {
          digest: signoff.digest,
          decision: 'object',
          opinion,
          password: PASSWORD,
        }),
      ).toBe(true);
    console.log(`T43: ${PAYLOADS.length} payloads, ${sent.size} fields of text, ${fields} times taken`);
  });

  test('T43 no route takes a field of text that none of this reached', () => {
    const wanted = textFields(routes).filter((field) => !NO_WORDS.test(field) && !APART.includes(field));
    expect(wanted.filter((field) => !sent.has(field))).toEqual([]);
    expect(wanted.filter((field) => !taken.has(field))).toEqual(REFUSED);
    // Words that are looked for: each such parameter is asked with all of them above.
    const asked = routes.filter(({ query }) => query?.includes('q')).map(({ path }) => path);
    expect(asked.sort()).toEqual(['/people', '/people/all', '/reviews', '/search']);
    expect([...sent].filter((field) => !wanted.includes(field))).toEqual([]);
  });

  test('T43 no page runs one of them, asks another host, or offends its own policy', { timeout: 180_000 }, async () => {
    const { page } = visitor;
    await signIn(visitor, at.product.url, at.admin.email);
    const query = encodeURIComponent(PAYLOADS[6] ?? '');
    const pages = [
      '/',
      '/reviews',
      `/reviews?q=${query}`,
      `/search?q=${query}`,
      '/inbox',
      '/people',
      '/people/reviews',
    ];
    for (const path of [...pages, '/audit', '/account', '/reviews/new', `/reviews/${drafted}/history`])
      await visit(page, path);
    for (const path of [`/reviews/${signed}`, `/reviews/${signed}/sign`, `/reviews/${signed}/print`, '/verify'])
      await visit(page, path);
    for (const path of ['', '/sign', '/record', '/history', '/print']) await visit(page, `/reviews/${moving}${path}`);
    await visit(page, '/reviews/bin');
    await visit(page, `/reviews/${drafted}`);
    await page.locator('.ProseMirror').waitFor(WAIT);
    // CT2 what turns the order is named in the editor, and on the paper that is signed.
    await page.locator('.ProseMirror bdi.ctl[data-code="U+202E"]').first().waitFor(WAIT);
    expect(await page.title()).toContain(PAYLOADS.at(-1) ?? '');
    expect(seen).toEqual({ ran: [], foreign: [], policy: [] });
    // Pasted: as HTML and as text, all at once.
    await page.locator('.ProseMirror').click();
    await page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', html);
      document
        .querySelector('.ProseMirror')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, linked());
    await page.waitForTimeout(500);
    const links = await page
      .locator('.ProseMirror a')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol));
    expect(links.filter((protocol) => !['http:', 'https:', 'mailto:'].includes(protocol))).toEqual([]);
    expect(await page.locator('main :is(script, iframe, object, embed, base, meta, img[onerror])').count()).toBe(0);
    // Chromium judges a pasted <base>, and since 156.0.8078.114 a handler, where it is parsed, in a document that is never shown: both are
    // refused there. In the page there is none, and of the others the policy hears nothing.
    const handlers = await page
      .locator('body *')
      .evaluateAll((all) => all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on'))));
    expect(handlers).toEqual([]);
    const parsed = [' base-uri ', ' script-src-attr inline'];
    expect(seen.policy.filter((what) => !parsed.some((kind) => what.includes(kind)))).toEqual([]);
    expect({ ran: seen.ran, foreign: seen.foreign }).toEqual({ ran: [], foreign: [] });
    seen.policy.length = 0;
  });

  test('T43 imported from .docx and .txt they are words on the page of the import', { timeout: 120_000 }, async () => {
    const { page } = visitor;
    const { bytes } = await at.admin.call('GET', `/reviews/${drafted}/export?format=docx`);
    for (const [name, mimeType, buffer] of [
      ['x.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', Buffer.from(bytes)],
      ['<img src=x onerror=pwned()>.txt', 'text/plain', Buffer.from(PAYLOADS.join('\n'))],
    ] as const) {
      await visit(page, `/reviews/import?template=${TEMPLATE}`);
      await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
      await page.locator('.im-f').waitFor(WAIT);
    }
    expect(seen).toEqual({ ran: [], foreign: [], policy: [] });
  });

  test('T43 in the files that leave they are words too', { timeout: 60_000 }, async () => {
    for (const id of [drafted, signed])
      for (const format of ['docx', 'pdf', 'md', 'json']) {
        const { status, bytes, headers } = await at.admin.call('GET', `/reviews/${id}/export?format=${format}`);
        expect(status, format).toBe(200);
        expect(headers.get('content-disposition'), format).toMatch(/^attachment/);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        const words = new TextDecoder().decode(bytes);
        if (format === 'pdf') expect(words).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction)\b/);
        // In Markdown a tag or an address of a payload is escaped: no reader makes HTML or a link of it.
        if (format === 'md') {
          expect(words.match(/(?<!\\)<\/?(script|img|svg|iframe|object|style|base|meta|https:)/gi)).toBeNull();
          expect(words.match(/(?<!\\)\]\((javascript|data|vbscript):/gi)).toBeNull();
        }
        if (format === 'docx') expect(words).not.toMatch(/Target="javascript:/i);
      }
    const csv = await at.admin.call<string>('GET', '/audit?format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(csv.body.split('\r\n').filter((line) => /^[=+@-]/.test(line))).toEqual([]);
  });

  /** HTML as somebody copies it: every payload as it is, and as the address of a link. */
  function linked(): string {
    const quoted = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    return PAYLOADS.map((one) => `<p>${one}<a href="${quoted(one)}">x</a></p>`).join('');
  }

  async function visit(page: Page, path: string): Promise<void> {
    await page.goto(`${at.product.url}${path}`);
    await page.locator('#main').first().waitFor(WAIT);
    // Handlers of what was painted run in the next turns.
    await page.waitForTimeout(150);
  }

  async function measureIds(id: string): Promise<string[]> {
    const { body } = await at.admin.call<{ blocks: { block: { type: string; kind?: string; id?: string } }[] }>(
      'GET',
      `/reviews/${id}/points/now`,
    );
    return body.blocks.flatMap(({ block }) => (block.kind === 'measure' && block.id ? [block.id] : []));
  }

  async function overridesFor(id: string, reason: string): Promise<object[]> {
    const { body } = await at.admin.call<{ items: { rule: string; waivable: boolean }[] }>(
      'GET',
      `/reviews/${id}/gates`,
    );
    const rules = new Set(body.items.filter(({ waivable }) => waivable).map(({ rule }) => rule));
    return [...rules].map((rule) => ({ rule, reason: reason.slice(0, 400) }));
  }
});

/** Runs in the page: the call that its own script would make. */
async function inPage({ method, path, body }: { method: string; path: string; body: string }) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`/api/v1${path}`, { method, headers, body });
  const { id } = answer.status === 201 ? ((await answer.json()) as { id?: string }) : {};
  return { status: answer.status, id };
}

/** A canary in every page, and an ear for dialogs, other hosts and violations of the policy. */
async function watch(context: BrowserContext, page: Page, url: string, seen: Seen): Promise<void> {
  await context.exposeFunction('countersignSaw', (kind: keyof Seen, what: string) => void seen[kind].push(what));
  await context.addInitScript(() => {
    const saw = (kind: string, what: string) =>
      (window as unknown as { countersignSaw(kind: string, what: string): void }).countersignSaw(kind, what);
    Object.assign(window, { pwned: () => saw('ran', location.pathname) });
    document.addEventListener('securitypolicyviolation', (event) =>
      saw('policy', `${location.pathname} ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on('dialog', (dialog) => {
    // The page's own question before words are lost that are on their way.
    if (dialog.type() !== 'beforeunload') seen.ran.push(`dialog ${dialog.message()}`);
    void dialog.accept();
  });
  const own = new URL(url).host;
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== own) seen.foreign.push(request.url());
  });
}
