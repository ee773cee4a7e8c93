/** A real Chromium on the page: signing in, what the browser complained about, accessibility. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const OUTPUT = join(import.meta.dirname, '../output');
const AXE = join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js');

/** Settings that keep Chromium from asking its maker's hosts. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium') {
  mkdirSync(OUTPUT, { recursive: true });
  return chromium.launch({ executablePath, args: ARGS });
}

/** A page that somebody has signed in on. */
export interface SignedIn {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of the console, failed requests and answers of 400 and more. */
  readonly complaints: string[];
}

/** A page of that width, signed in as the account that the pattern names, in a context of its own. */
export async function signedIn(
  browser: Browser,
  url: string,
  width: number,
  account: RegExp,
): Promise<SignedIn> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  // Against what hangs, not what is slow: a month's run takes a minute on a busy machine.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // Given up by the page itself, which went on to something else.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
    complaints.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await signInOn(page, url, account);
  return { page, context, complaints };
}

/** Signs in on a tab; every tab has a session of its own. */
export async function signInOn(page: Page, url: string, account: RegExp): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('button, a').filter({ hasText: account }).first().click();
  // The issuer's page and the one before it have headings, too.
  await page.waitForFunction(() => sessionStorage.getItem('fengqiao.session') !== null);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** How wide the page's content is: more than the window is a page that scrolls sideways. */
export const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** Keeps a picture of the page under `test/output/`: all of it, or what the window shows. */
export const picture = (page: Page, name: string, of: 'page' | 'window' = 'page') =>
  page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: of === 'page' });

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/**
 * Waits until no colour or size of the page is on its way to another: half-way, a button that is
 * being enabled has less contrast than either before or after. What turns for ever is not waited
 * for.
 */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const moving = () =>
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
        );
    for (let left = moving(); left.length > 0; left = moving()) {
      // One that is cancelled, since its element went or changed again, has ended as well.
      await Promise.allSettled(left.map(({ finished }) => finished));
    }
  });

/** What axe has against the page as it stands, a line each; WCAG 2.2 AA and best practices. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  await settled(page);
  const results = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: { resultTypes: string[] }): Promise<AxeResults> };
    };
    return axe.run({ resultTypes: ['violations'] });
  });
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html} ${failureSummary ?? ''}`),
  );
}
