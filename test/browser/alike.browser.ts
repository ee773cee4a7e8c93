/** What one page says of a figure all others say, too: over the demo, in Chromium. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Figures, Ranking, Scorecard } from '../../web/api.ts';
import { count, points } from '../../web/format.ts';
import { placeName } from '../../web/made-up.ts';
import { evidenceAddress } from '../../web/router.tsx';
import { wordsOf } from '../../web/words.ts';
import { launch } from '../support/browser.ts';
import { sharedDemo } from '../support/demo.ts';
import { opened } from '../support/pages.ts';
import { COUNTY, PROVINCE } from '../support/served.ts';

const PERIOD = '2026-10';
const ADMINISTRATOR = /河南省 · 管理员/;
const CHANGE = 'criminal_case_change';

describe('the pages agree, in Chromium', () => {
  const demo = sharedDemo();
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[] = [];
  beforeAll(async () => {
    browser = await launch();
    const signed = await opened(browser, `${demo.url}/guide`, ADMINISTRATOR);
    ({ page, complaints } = signed);
  });
  afterAll(() => browser?.close());

  const read = <Body>(path: string) => demo.ask<Body>('administrator', PROVINCE, path);
  const settled = () =>
    expect.poll(() => page.locator('.stale, [aria-busy="true"], .chart-awaited').count()).toBe(0);
  const go = async (path: string) => {
    await page.goto(demo.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled();
  };

  it('that a change without a fair base is none', async () => {
    const card = await read<Scorecard>(`/scorecards/${PERIOD}/${PROVINCE}`);
    const figure = card.kpis.find(({ id }) => id === CHANGE);
    if (!figure) throw new Error('no such KPI');
    // The programme was rolled out within the year: what the pages are to keep to themselves.
    expect(figure).toMatchObject({ note: 'base_incomplete', value: expect.any(Number) });
    const percent = /[+−]\d[\d,.]*%/;
    const both = `${count(figure.denominator)} → ${count(figure.numerator)}`;

    await go(`/overview/${PERIOD}?kpi=${CHANGE}`);
    const tile = page.locator('.overview-tiles > li').filter({ hasText: '刑事立案同比' });
    expect(await tile.innerText()).toContain(both);
    expect(await tile.innerText()).not.toMatch(percent);
    const compare = page.locator('.overview-compare');
    await compare.getByText('河南省：去年同期报送不足80%').waitFor();
    const table = page.locator('.overview-table');
    await table.getByText('上级没有可比数值，不判断').first().waitFor();
    expect(await table.getByText(/显著[高低]于/).count()).toBe(0);

    await go(`/scorecards/${PERIOD}/${PROVINCE}?columns=cases`);
    for (const { id, note, numerator, denominator } of card.kpis) {
      if (note !== 'base_incomplete') continue;
      const row = page.getByRole('row').filter({ has: page.locator(`[data-kpi=${id}]`) });
      const text = await row.innerText();
      expect(text).toContain(`${count(denominator)} → ${count(numerator)}`);
      expect([id, (await row.getByRole('cell').nth(1).innerText()).split('\n')]).toEqual([
        ...[id, ['—', '去年同期报送不足80%']],
      ]);
      expect(await row.locator('.bullet').count()).toBe(0);
    }
    const heat = page.locator('.figure').filter({ has: page.locator('td.scorecard-heat') });
    const rows = heat.locator('tbody tr:not([aria-hidden])');
    await expect.poll(() => rows.filter({ hasText: '…' }).count()).toBe(0);
    const heads = await heat.locator('thead th').allInnerTexts();
    const column = heads.findIndex((head) => head.includes('刑事立案同比'));
    expect(await rows.first().locator('td').nth(column).innerText()).not.toMatch(percent);
    const cells = rows.locator(`td:nth-child(${column + 1})`);
    expect((await cells.allInnerTexts()).join()).not.toMatch(/[▲▼]/);

    await go(`/reports/${PERIOD}/${PROVINCE}`);
    const report = await page.locator('main').innerText();
    expect(report).toContain(
      `刑事立案${count(figure.numerator)}起，去年同期${count(figure.denominator)}起，但报送不足80%，不计算同比`,
    );
    expect(report).not.toContain(`+${points((figure.value ?? 0) * 100)}%`);
    await go(evidenceAddress(PERIOD, PROVINCE, CHANGE));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/：—$/);
  });

  it('which moves are beyond chance, and why a score may lie outside its interval', async () => {
    const [now, before] = await Promise.all(
      [PERIOD, '2026-09'].map((period) => read<Ranking>(`/rankings/${period}?level=city`)),
    );
    const past = new Map(before?.items.map(({ unit, score }) => [unit.code, score.interval]));
    const beyond = (now?.items ?? []).filter(({ unit, score: { interval } }) => {
      const then = past.get(unit.code);
      return then && interval && (interval[0] > then[1] || interval[1] < then[0]);
    });
    const names = beyond.map(({ unit }) => placeName(unit.name)).sort();
    expect(names.length).toBeGreaterThan(0);

    await go(`/overview/${PERIOD}`);
    const moved = page.locator('.overview-movers li').filter({ hasText: '超出偶然' });
    expect((await moved.getByRole('link').allInnerTexts()).sort()).toEqual(names.slice(0, 3));
    const list = page.locator('.overview-movers ul').last();
    expect(await list.locator('li').first().innerText()).toContain('超出偶然');

    const why = wordsOf('zh').scoreOutside;
    await go(`/rankings/${PERIOD}?level=city&view=changes`);
    await page.getByText(why).waitFor();
    await page.getByLabel('只看变化超出偶然的').check();
    await expect.poll(() => page.locator('.ranking-table tbody tr').count()).toBe(names.length);
    const rows = await page.locator('.ranking-table tbody tr').allInnerTexts();
    for (const name of names) expect(rows.join()).toContain(name);
    await go(`/rankings/${PERIOD}?level=city`);
    await page.getByText(why).waitFor();
    await go(`/scorecards/${PERIOD}/${PROVINCE}`);
    await page.getByText(why.replace(/。$/, '')).waitFor();
    await go(`/reports/${PERIOD}/${PROVINCE}`);
    const report = await page.locator('main').innerText();
    for (const name of names)
      expect(report).toMatch(new RegExp(`(上升|下降)较多的是[^。]*${name}`));
  });

  it('what a rate is to, in either language, with nothing cut off', async () => {
    const kpi = { id: 'case_rate', zh: '刑事案件发案率' };
    await go(`/overview/${PERIOD}?kpi=${kpi.id}`);
    const tile = page.locator('.overview-tiles > li').filter({ hasText: '矛盾纠纷排查数' });
    expect(await tile.locator('strong').innerText()).toMatch(/^[\d.]+\/万人$/);
    const shades = page.locator('.overview-shades li');
    expect(await shades.first().innerText()).toMatch(/^[\d.]+–[\d.]+\/万人$/);
    const compare = page.locator('.overview-compare');
    await compare.getByRole('columnheader', { name: '本期 (/万人)' }).waitFor();
    await compare.getByRole('heading', { name: /河南省\([\d.]+\/万人\)/ }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await compare.getByRole('heading', { name: /\([\d.]+ per 10,000\)/ }).waitFor();
    await settled();
    expect(await shades.first().innerText()).toMatch(/^[\d.]+–[\d.]+ per 10,000$/);
    // The longest counts, which are of minutes, and the longest standings.
    for (const language of ['English', '中文']) {
      for (const id of ['time_in_community', kpi.id, CHANGE]) {
        await go(`/overview/${PERIOD}?kpi=${id}`);
        const table = page.locator('.overview-table');
        await table.waitFor();
        await settled();
        const [wide, seen] = await table.evaluate(({ scrollWidth, clientWidth }) => [
          ...[scrollWidth, clientWidth],
        ]);
        expect([language, id, wide]).toEqual([language, id, seen]);
      }
      if (language === 'English') await page.getByRole('button', { name: '中文' }).click();
    }
    await go(`/rankings/${PERIOD}?level=city&kpi=${kpi.id}&view=funnel`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/：[\d.]+\/万人$/);
    await page.locator('.chart svg text').first().waitFor();
    expect(await page.locator('.chart svg text').allTextContents()).toContain('分母：人口');
    await go(`/scorecards/${PERIOD}/${PROVINCE}?columns=cases`);
    const row = page.getByRole('row').filter({ has: page.locator(`[data-kpi=${kpi.id}]`) });
    expect(await row.getByRole('cell').nth(1).innerText()).toContain('/万人');
    await page.getByRole('columnheader', { name: `${kpi.zh} (/万人)` }).waitFor();
  });

  it('marks of its own those that nobody can judge', async () => {
    const id = 'people_per_officer';
    const { items } = await read<Figures>(`/figures/${PERIOD}?within=${COUNTY}&kpis=${id}`);
    const unknown = items.filter(({ kpis }) => kpis[id]?.value != null && !kpis[id]?.interval);
    expect(unknown.length).toBeGreaterThan(0);
    await go(`/overview/${PERIOD}?unit=${COUNTY}&kpi=${id}`);
    const drawn = page.locator('.overview-compare .drawn');
    expect(await drawn.locator('[data-mark="unknown"]').count()).toBe(unknown.length);
    expect(await drawn.locator('circle').count()).toBe(items.length - unknown.length);
    await page.locator('.overview-shades').getByText('叉：无从判断').waitFor();
    await go(`/overview/${PERIOD}?kpi=${id}`);
    await page.locator('.overview-shades').getByText('点纹：无从判断').waitFor();
    expect(complaints).toEqual([]);
  });
});
