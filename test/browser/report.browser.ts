/** The monthly report in Chromium: as the API tells it, on screen and as a PDF. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counts, kpiValue, points, valueAlone } from '../../shared/format.ts';
import type { Report } from '../../shared/reports/report.ts';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';

const PROVINCE = '410000000000';
const COUNTY = '410481000000';
const STATION = '410481202000';
const MONTH = '2026-10';
const PROVINCIAL = /河南省 · 查看/;
const OUTPUT = join(import.meta.dirname, '../output');
/** Turns a PDF into text; where it is not installed, its words are not read. */

/** Text without what lines and tables put between its characters. */
const bare = (text: string) => text.replaceAll(/\s/g, '');

async function drawn(page: Page): Promise<void> {
  await page.locator('.report-sheet h1').waitFor();
  await expect.poll(() => page.locator('.report .chart-awaited').count()).toBe(0);
}

/** Prints the page as the browser's user does, and keeps the file. */
async function printed(page: Page, name: string): Promise<string> {
  const path = join(OUTPUT, `${name}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
  return path;
}

const pagesOf = (path: string) =>
  [...readFileSync(path, 'latin1').matchAll(/\/Type ?\/Page\b/g)].length;

describe('the report, in Chromium', () => {
  const demo = sharedDemo();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });

  const open = (path: string) => opened(browser, demo.url + path, PROVINCIAL);
  const reportOf = (unit: string) =>
    demo.ask<Report>('viewer', PROVINCE, `/reports/${MONTH}/${unit}`);

  it('says what the API says, with every number as it is printed', async () => {
    const report = await reportOf(COUNTY);
    const { page, complaints } = await open(`/reports/latest/${COUNTY}`);
    await heading(page, report.title.zh);
    expect(new URL(page.url()).pathname).toBe(`/reports/${report.period}/${COUNTY}`);
    await drawn(page);
    const text = bare(await page.locator('.report-sheet').innerText());
    for (const { title, sentences } of report.sections) {
      expect(text).toContain(bare(title.zh));
      for (const { words } of sentences) expect(text).toContain(bare(words.zh));
    }
    for (const note of report.method) expect(text).toContain(bare(note.zh));

    const cells = (table: string, column: number) =>
      page.locator(`.${table} tbody tr:not(.report-group) > :nth-child(${column})`).allInnerTexts();
    const all = report.families.flatMap(({ kpis }) => kpis);
    expect(await cells('report-all', 1)).toEqual(all.map(({ name }) => name.zh));
    expect((await cells('report-all', 2)).map((cell) => cell.split('\n')[0])).toEqual(
      all.map((kpi) => valueAlone(kpi.value, kpi, 'zh')),
    );
    expect(await cells('report-all', 3)).toEqual(
      all.map((kpi) => counts(kpi.numerator, kpi.denominator, kpi.display)),
    );
    expect(await cells('report-all', 5)).toEqual(
      all.map((kpi) => kpiValue(kpi.yearAgo, kpi, 'zh')),
    );
    const below = report.below[0]?.items ?? [];
    expect(below.length).toBeGreaterThan(10);
    expect((await cells('report-below', 4)).map((cell) => cell.split('\n')[0])).toEqual(
      below.map(({ score }) => (score.value === null ? '—' : points(score.value))),
    );
    const changes = report.below[0]?.columns.indexOf('criminal_case_change') ?? -1;
    expect(
      (await cells('report-unit-kpis', changes + 2)).map((cell) => cell.split('\n').at(-1)),
    ).toEqual(
      below.map(({ kpis: { criminal_case_change: cell } }) =>
        counts(cell?.numerator ?? -1, cell?.denominator ?? -1, 'change'),
      ),
    );
    const dots = page.locator('.figure .chart svg').first();
    expect(await dots.locator('path').count()).toBeGreaterThanOrEqual(below.length);
    expect(await page.locator('.report-trends .chart svg').count()).toBe(4);
    await examine(page, 'report-county');
    await inEnglish(page, 'report-county');
    await heading(page, report.title.en);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['province', PROVINCE, 8],
    ['county', COUNTY, 9],
    ['station', STATION, 6],
  ])('prints the report of a %s on pages of A4', async (level, unit, least) => {
    const { page, complaints } = await open(`/reports/${MONTH}/${unit}`);
    await drawn(page);
    const path = await printed(page, `report-${level}`);
    expect(pagesOf(path)).toBeGreaterThanOrEqual(least);
    const sizes = readFileSync(path, 'latin1').matchAll(/\/MediaBox ?\[([\d. ]+)\]/g);
    for (const [, size = ''] of sizes) {
      const [, , width, height] = size.split(' ').map(Number);
      expect([Math.round(width ?? 0), Math.round(height ?? 0)]).toEqual([595, 842]);
    }
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: '中文' }).waitFor();
    await drawn(page);
    await printed(page, `report-${level}-english`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('keeps the words in the PDF, numbers its pages and marks them', async () => {
    const report = await reportOf(COUNTY);
    const { page } = await open(`/reports/${MONTH}/${COUNTY}`);
    await drawn(page);
    const path = await printed(page, 'report-county');
    const { stdout } = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    const pages = stdout.split('\f').filter((text) => text.trim());
    expect(pages).toHaveLength(pagesOf(path));
    pages.forEach((text, place) => {
      expect(bare(text)).toContain(`—${place + 1}—`);
      expect(text).toContain('演示数据，均为虚构');
    });
    // Sentences run over pages, where the number and the warning come between.
    const text = bare(stdout).replaceAll(/—\d+—|演示数据，均为虚构/g, '');
    for (const { sentences } of report.sections) {
      for (const { words } of sentences) expect(text).toContain(bare(words.zh));
    }
    // Nothing of the page around it is printed.
    for (const word of ['退出', '打印', '查看数据', '填报指南']) expect(text).not.toContain(word);
    await page.context().close();
  });

  it('prints once its charts are drawn', async () => {
    const { page, context, complaints } = await open('/catalogue');
    await context.addInitScript(() => {
      window.print = () => {
        const { length } = document.querySelectorAll('.chart-awaited');
        const { length: charts } = document.querySelectorAll('.chart svg');
        document.title = `printed ${charts} charts, ${length} awaited`;
      };
    });
    await page.goto(`${demo.url}/reports/${MONTH}/${COUNTY}`);
    await page.getByRole('button', { name: '打印 / 存为 PDF' }).click();
    await expect.poll(() => page.title()).toBe('printed 5 charts, 0 awaited');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('leads from the province to a station and back, each with its own report', async () => {
    const [province, station] = await Promise.all([reportOf(PROVINCE), reportOf(STATION)]);
    const { page, complaints } = await open(`/reports/${MONTH}/${PROVINCE}`);
    await heading(page, province.title.zh);
    await examine(page, 'report-province');
    await page.goto(`${demo.url}/reports/${MONTH}/${STATION}`);
    await heading(page, station.title.zh);
    await drawn(page);
    expect(await page.locator('.report-below').count()).toBe(0);
    await examine(page, 'report-station');
    await inEnglish(page, 'report-station');
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('.breadcrumbs').getByRole('link', { name: '河南省' }).click();
    await heading(page, province.title.zh);
    await page.goBack();
    await heading(page, station.title.zh);
    await page.getByRole('link', { name: '成绩单' }).last().click();
    expect(new URL(page.url()).pathname).toBe(`/scorecards/${MONTH}/${STATION}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('marks what is provisional, and has none of another branch', async () => {
    const { page, complaints } = await open(`/reports/2026-11/${COUNTY}`);
    await drawn(page);
    await page.locator('.report-warning').getByText('暂计，未公布').waitFor();
    await examine(page, 'report-provisional');
    await page.context().close();
    expect(complaints).toEqual([]);
    const other = await opened(
      browser,
      `${demo.url}/reports/${MONTH}/${PROVINCE}`,
      /舞钢市 · 查看/,
    );
    await heading(other.page, '没有这一页');
    await other.page.context().close();
  });
});
