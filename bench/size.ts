/**
 * `npm run size`: what every page of the application loads from cold, in Chromium on a small whole
 * system: JavaScript and CSS as they are transferred, and how long until the overview is there
 * (its heading and its headline KPIs) and the browser is idle. Ends with a line of JSON; with code
 * 1 where the overview loads more than the limit or where a page does not come.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch, signInOn } from '../test/support/browser.ts';
import { County, STATION } from '../test/support/county.ts';
import { PROVINCE } from '../test/support/served.ts';
import { findChromium } from '../tools/debian.ts';

/** What the overview may load of JavaScript, compressed, charts and all. */
const LIMIT_BYTES = 350_000;
/** What a page loads after its first answers has been asked for by then. */
const QUIET_MS = 1_500;
/** No task as long as this for so long: the browser answers at once. */
const IDLE_MS = 200;
const TIMES = 3;

const ADMINISTRATOR = /河南省 · 管理员/;
const CLERK = /寺坡街道 · 填报员/;

/** Every page, by the name that routes have, and who opens it. */
const PAGES: Readonly<Record<string, readonly [address: string, account: RegExp]>> = {
  overview: ['/', ADMINISTRATOR],
  'county overview': ['/overview/2024-04?unit=410481000000', ADMINISTRATOR],
  scorecard: [`/scorecards/2024-04/${PROVINCE}`, ADMINISTRATOR],
  evidence: [`/scorecards/2024-04/${STATION}/kpis/time_in_community`, ADMINISTRATOR],
  village: [`/scorecards/2024-04/${STATION}/grids/410481002001`, ADMINISTRATOR],
  ranking: ['/rankings/2024-04', ADMINISTRATOR],
  months: ['/months', ADMINISTRATOR],
  month: ['/months/2024-04', ADMINISTRATOR],
  schemes: ['/schemes', ADMINISTRATOR],
  scheme: ['/schemes/henan-baseline', ADMINISTRATOR],
  'scheme editor': ['/schemes/henan-baseline/edit', ADMINISTRATOR],
  report: [`/reports/2024-04/${PROVINCE}`, ADMINISTRATOR],
  catalogue: ['/catalogue', ADMINISTRATOR],
  appeals: ['/appeals', ADMINISTRATOR],
  today: ['/today', ADMINISTRATOR],
  bulk: ['/bulk', ADMINISTRATOR],
  imports: ['/imports', ADMINISTRATOR],
  guide: ['/guide', ADMINISTRATOR],
  calendar: [`/stations/${STATION}?month=2024-04`, CLERK],
  day: [`/stations/${STATION}/days/2024-04-15`, CLERK],
  revision: [`/stations/${STATION}/days/2024-04-15/revisions/1`, CLERK],
  upload: [`/stations/${STATION}/upload`, CLERK],
};

interface Size {
  readonly javascriptBytes: number;
  readonly cssBytes: number;
}

/** The bytes of scripts and styles that come over the wire from now on. */
async function weigh(page: Page): Promise<() => Size> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  // Every page from cold, whatever the one before has left.
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const kinds = new Map<string, string>();
  const bytes = { Script: 0, Stylesheet: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind === 'Script' || kind === 'Stylesheet') bytes[kind] += encodedDataLength;
  });
  return () => ({ javascriptBytes: bytes.Script, cssBytes: bytes.Stylesheet });
}

/** What a page's address loads in a tab of its own, from the document on. */
async function sizeOf(context: BrowserContext, url: string): Promise<Size> {
  const page = await context.newPage();
  await copySession(context, page, url);
  const size = await weigh(page);
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(QUIET_MS);
  await page.waitForLoadState('networkidle');
  await page.close();
  return size();
}

/** A session lives in its tab: the first tab's is given to another one. */
async function copySession(context: BrowserContext, page: Page, url: string): Promise<void> {
  const [signedIn] = context.pages();
  const kept = await signedIn?.evaluate(() => ({ ...sessionStorage }));
  if (!kept) throw new Error('nobody is signed in');
  await page.addInitScript((entries) => {
    for (const [key, value] of Object.entries(entries)) sessionStorage.setItem(key, value);
  }, kept);
  await page.goto(new URL('/config.json', url).href);
}

/** Milliseconds from the address to the headline KPIs and an idle browser, from cold. */
async function interactiveMs(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await copySession(context, page, url);
  await weigh(page);
  await page.addInitScript(() => {
    const seen = { longestEnd: 0 };
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        seen.longestEnd = Math.max(seen.longestEnd, startTime + duration);
      }
    }).observe({ type: 'longtask', buffered: true });
    Object.assign(globalThis, { seen });
  });
  await page.goto(url, { waitUntil: 'commit' });
  const ms = await page.evaluate(async (idle) => {
    const { seen } = globalThis as unknown as { seen: { longestEnd: number } };
    const isThere = () =>
      document.querySelector('h1:not([aria-busy])') &&
      document.querySelectorAll('.overview-tiles .overview-figure').length > 0;
    while (!isThere()) await new Promise((done) => requestAnimationFrame(done));
    const there = performance.now();
    // Interactive is the end of the last long task before the browser has been idle for a while.
    let end = there;
    while (performance.now() < Math.max(end, seen.longestEnd) + idle) {
      await new Promise((done) => setTimeout(done, 20));
      end = Math.max(there, seen.longestEnd);
    }
    return end;
  }, IDLE_MS);
  await page.close();
  return Math.round(ms);
}

async function signedInContext(browser: Browser, url: string, account: RegExp) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signInOn(await context.newPage(), url, account);
  return context;
}

const kib = (bytes: number) => Math.round((bytes / 1024) * 10) / 10;

const chromium = findChromium();
const county = await County.start();
try {
  await county.loadReference();
  await county.publishApril();
  const browser = await launch(chromium);
  const contexts = new Map<RegExp, BrowserContext>();
  const report: Record<string, Readonly<Record<string, number>>> = {};
  let overviewBytes = Number.POSITIVE_INFINITY;
  for (const [name, [address, account]] of Object.entries(PAGES)) {
    const { url } = county.cloud;
    const context = contexts.get(account) ?? (await signedInContext(browser, url, account));
    contexts.set(account, context);
    const { javascriptBytes, cssBytes } = await sizeOf(context, url + address);
    const sizes = { javascriptKiB: kib(javascriptBytes), cssKiB: kib(cssBytes) };
    console.log(
      `${name.padEnd(16)} ${sizes.javascriptKiB.toFixed(1).padStart(7)} KiB JavaScript ${sizes.cssKiB.toFixed(1).padStart(6)} KiB CSS`,
    );
    report[name] = sizes;
    if (name !== 'overview') continue;
    overviewBytes = javascriptBytes;
    const times: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      times.push(await interactiveMs(context, url + address));
    }
    console.log(`interactive after ${times.join(', ')} ms`);
    report[name] = { ...sizes, interactiveMs: Math.min(...times) };
  }
  await browser.close();
  if (overviewBytes > LIMIT_BYTES) {
    console.error(`the overview loads ${overviewBytes} bytes of JavaScript, over ${LIMIT_BYTES}`);
    process.exitCode = 1;
  }
  console.log(JSON.stringify(report));
} finally {
  await county.dispose();
}
