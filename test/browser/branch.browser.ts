/** What a reader below the province gets to see, on every page and in every answer behind it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { opened } from '../support/pages.ts';
import { COUNTY } from '../support/served.ts';

const STATION = '410481002000';
const GRID = '410481002001';
/** The units above, which a unit names as its parent, or a scheme as its jurisdiction. */
const ABOVE = ['410000000000', '410400000000'];

/** Every page, as the address of a reader of the unit. */
const pagesOf = (unit: string) => [
  '/',
  `/overview/latest?unit=${unit}`,
  `/scorecards/latest/${unit}`,
  `/scorecards/latest/${STATION}`,
  `/scorecards/2026-10/${STATION}/kpis/time_in_community`,
  `/scorecards/latest/${STATION}/grids/${GRID}`,
  '/rankings',
  '/rankings?view=caterpillar',
  '/rankings?kpi=case_rate&view=funnel',
  '/rankings?view=trial',
  '/rankings?view=changes',
  `/reports/latest/${unit}`,
  '/today',
  '/appeals',
  '/schemes',
  '/schemes/henan-baseline@1',
  '/catalogue',
  '/catalogue/case_rate',
];

interface Answer {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** Keeps what the API answers to the page. */
function listen(page: Page): Promise<Answer>[] {
  const answers: Promise<Answer>[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/v1/')) return;
    const text = response.text().catch(() => '');
    answers.push(
      text.then((body) => ({ url: response.url(), status: response.status(), text: body })),
    );
  });
  return answers;
}

/** Codes of units and villages in a text. */
const codesIn = (text: string) => text.match(/(?<!\d)41\d{10}(?!\d)/g) ?? [];

describe('a reader below the province', () => {
  const demo = sharedDemo();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each([
    ['a county', /舞钢市 · 查看员/, COUNTY],
    ['a station', /寺坡街道 · 查看员/, STATION],
  ])('of %s sees nothing outside it, and no draft, on any page', async (_, account, unit) => {
    // There is something outside to be seen.
    const all = await demo.ask<{ items: { unit: { code: string } }[] }>(
      'administrator',
      '410000000000',
      '/rankings/2026-10?level=station&limit=1000',
    );
    expect(all.items.some(({ unit: { code } }) => !code.startsWith('410481'))).toBe(true);

    const { page, context } = await opened(browser, `${demo.url}/catalogue`, account);
    const answers = listen(page);
    for (const path of pagesOf(unit)) {
      await page.goto(demo.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => page.locator('[aria-busy="true"], .stale').count()).toBe(0);
      await page.waitForLoadState('networkidle');
    }
    const heard = await Promise.all(answers);
    expect(heard.length).toBeGreaterThan(20);
    // Its own branch; a station also sees the table of its county, with the names of the others.
    const isSeen = (code: string) => code.startsWith('410481') || ABOVE.includes(code);
    const strange = heard.flatMap(({ url, text }) =>
      [...codesIn(text), ...codesIn(url)]
        .filter((code) => !isSeen(code))
        .map((code) => `${url}: ${code}`),
    );
    expect(strange).toEqual([]);
    const drafts = heard.filter(
      ({ text }) => /"state":"(draft|superseded)"/.test(text) || /"draft":\{/.test(text),
    );
    expect(drafts.map(({ url }) => url)).toEqual([]);
    // Nothing that only others may see is asked for.
    const refused = heard.filter(({ status }) => status === 403 || status === 401);
    expect(refused.map(({ url }) => url)).toEqual([]);
    await context.close();
  });
});
