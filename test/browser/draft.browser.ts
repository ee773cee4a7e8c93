/** A period that nobody has published: chosen, looked at and printed by those who may, in Chromium. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { ownDemo } from '../support/demo.ts';
import { examine, opened } from '../support/pages.ts';
import { COUNTY, PROVINCE } from '../support/served.ts';

const REVIEWER = /舞钢市 · 审核员/;
const VIEWER = /舞钢市 · 查看员/;
const MONTH = '2026-10';
const QUARTER = '2026-Q3';

describe('a draft, in Chromium', () => {
  let demo: Awaited<ReturnType<typeof ownDemo>>;
  let browser: Browser;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([ownDemo(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.dispose();
  });

  /** Has the period computed, and waits until it is. */
  async function computed(period: string): Promise<void> {
    const started = await fetch(`${demo.url}/v1/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await demo.cloud.token({ role: 'administrator', unit: PROVINCE })}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ period }),
    });
    expect(started.status).toBe(202);
    const { id } = (await started.json()) as { id: string };
    const run = () => demo.ask('administrator', PROVINCE, `/runs/${id}`);
    await expect.poll(async () => (await run()).state, { timeout: 300_000 }).toBe('succeeded');
  }

  it('is chosen among the periods, and its report printed with a mark', async () => {
    await computed(QUARTER);
    const { page, complaints } = await opened(
      browser,
      `${demo.url}/scorecards/${MONTH}/${COUNTY}`,
      REVIEWER,
    );
    await page.getByLabel('期间').selectOption(QUARTER);
    await page.getByText('草稿 第1版，未公布').waitFor();
    expect(page.url()).toContain(`/scorecards/${QUARTER}/${COUNTY}?revision=1`);
    await page.getByRole('link', { name: '打印月报' }).click();
    await page.locator('.report-sheet h1').waitFor();
    expect(page.url()).toContain(`/reports/${QUARTER}/${COUNTY}?revision=1`);
    await page.locator('.report-warning').getByText('草稿，未公布').waitFor();
    await expect.poll(() => page.locator('.report .chart-awaited').count()).toBe(0);
    await examine(page, 'report-draft');
    // Back to what is published: the revision was the draft's.
    await page.getByLabel('期间').selectOption(MONTH);
    await page.getByRole('heading', { level: 1, name: /2026年10月/ }).waitFor();
    expect(page.url()).not.toContain('revision');
    expect(await page.locator('.report-warning').getByText('草稿').count()).toBe(0);

    await page.goto(`${demo.url}/rankings/${MONTH}?within=${COUNTY}&level=station`);
    await page.getByRole('combobox', { name: '期间' }).click();
    await page.getByText('2026年第3季度 · 草稿').click();
    await page.getByText('草稿 第1版，未公布').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/rankings/${QUARTER}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is not offered to a viewer', async () => {
    const { page, complaints } = await opened(
      browser,
      `${demo.url}/scorecards/${MONTH}/${COUNTY}`,
      VIEWER,
    );
    const choice = page.getByLabel('期间');
    await choice.waitFor();
    const offered = await choice
      .locator('option')
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
    expect(offered).toContain(MONTH);
    expect(offered).not.toContain(QUARTER);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
