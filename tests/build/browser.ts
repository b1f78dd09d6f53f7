// A real Chromium, one profile a person; what a page complains about is kept, so that a test can say "nothing".
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { PASSWORD } from './api';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The Chromium to use: CHROMIUM_PATH, playwright's own, the system's; null when there is none. */
export function chromiumPath(): string | null {
  const own = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...PLACES];
  return own.find((path) => path && existsSync(path)) ?? null;
}

/** Why browser tests are skipped here; null when they run. With REQUIRE_SERVICES=1 a missing browser fails instead. */
export function whyNoBrowser(): string | null {
  if (chromiumPath()) return null;
  if (process.env.REQUIRE_SERVICES === '1')
    throw new Error('REQUIRE_SERVICES=1, but no Chromium was found (CHROMIUM_PATH names one).');
  return 'no Chromium was found; set CHROMIUM_PATH';
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath() ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Errors on the console, uncaught exceptions, violations of the page's policy. */
  complaints: string[];
}

export interface Look {
  locale?: 'zh-CN' | 'en';
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** A phone: a finger in place of a mouse. */
  touch?: boolean;
}

/** A browser profile of its own, not signed in. */
export async function aVisitor(
  browser: Browser,
  { locale = 'zh-CN', theme = 'light', width = 1440, height = 900, touch = false }: Look = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    locale,
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    colorScheme: theme,
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // What did not load is told below, with its address.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(`${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`);
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  return { page, context, complaints };
}

/** Without the page for it, which tests of its own press: as the page over an open review does it. Ends on the page `next`. */
export async function signIn({ context, page }: Visitor, url: string, email: string, next = '/'): Promise<void> {
  const { csrfToken } = (await (await context.request.get(`${url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const answer = await context.request.post(`${url}/api/auth/callback/credentials`, {
    headers: { 'x-auth-return-redirect': '1', origin: url },
    form: { email, password: PASSWORD, csrfToken },
  });
  const to = new URL(((await answer.json()) as { url: string }).url, url);
  if (to.searchParams.has('error')) throw new Error(`${email} is not signed in: ${to.search}`);
  await page.goto(url + next);
}

/** The live editor stands in place of the first paint, and its copy is settled. Chinese pages. */
export async function live(page: Page): Promise<void> {
  await page.locator('.ProseMirror').waitFor({ timeout: 40_000 });
  await page.locator('.save', { hasNotText: /核对|重连/ }).waitFor({ timeout: 40_000 });
}
