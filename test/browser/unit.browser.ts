/** A unit's page at every level, from the province down to one village, in Chromium over the demo. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { count, counts, kpiValue, percent, points, valueAlone } from '../../shared/format.ts';
import type { Figures, KpiDefinition, List, Ranking, Scorecard, Trends } from '../../web/api.ts';
import type { VillageInPeriod, VillageList } from '../../web/village/village.ts';
import { launch } from '../support/browser.ts';
import { STATION as APRIL_STATION, County, documentOf } from '../support/county.ts';
import { sharedDemo } from '../support/demo.ts';
import { examine, heading, inEnglish, leftInChinese, opened } from '../support/pages.ts';
import { COUNTY, eventually, type Json, PROVINCE, type RunState } from '../support/served.ts';

const MONTH = '2026-10';
/** 八台镇: some days late, some missing. */
const STATION = '410481101000';
const ADMINISTRATOR = /河南省 · 管理员/;
const VIEWER = /舞钢市 · 查看员/;

/** Names without the demo's mark, as the page writes them. */
const placeName = (name: string) => name.replace('(演示)', '');

/** What was asked for has come, and the charts are drawn. */
const settled = (page: Page) =>
  expect.poll(() => page.locator('.stale, [aria-busy="true"], .chart-awaited').count()).toBe(0);

describe('the unit page, in Chromium', () => {
  const demo = sharedDemo();
  let browser: Browser;
  let definitions: readonly KpiDefinition[];
  const of = (id: string): KpiDefinition => {
    const found = definitions.find((one) => one.id === id);
    if (!found) throw new Error(`no KPI ${id}`);
    return found;
  };
  const read = <Body>(path: string) => demo.ask<Body>('administrator', PROVINCE, path);
  const cardOf = (unit: string) => read<Scorecard>(`/scorecards/${MONTH}/${unit}`);
  const villages = (unit: string) => read<VillageList>(`/scorecards/${MONTH}/${unit}/grids`);
  const open = (path: string, account: RegExp) => opened(browser, demo.url + path, account);

  beforeAll(async () => {
    browser = await launch();
    ({ items: definitions } = await read<List<KpiDefinition>>('/kpis'));
  });
  afterAll(() => browser?.close());

  it('leads from the province to one village and back, keeping the period', async () => {
    const { page, complaints } = await open(`/scorecards/latest/${PROVINCE}`, ADMINISTRATOR);
    const steps = [PROVINCE, '410400000000', COUNTY, STATION];
    for (const [place, unit] of steps.entries()) {
      const card = await cardOf(unit);
      await heading(page, `${placeName(card.unit.name)} · 2026年10月`);
      expect(new URL(page.url()).pathname).toBe(`/scorecards/${MONTH}/${unit}`);
      expect(await page.locator('.answer .score').innerText()).toBe(
        points(card.score.value ?? Number.NaN),
      );
      const next = steps[place + 1];
      if (!next) break;
      const { unit: below } = await cardOf(next);
      await page.locator('.scorecard-heat').first().waitFor();
      await page
        .getByRole('cell')
        .getByRole('link', { name: placeName(below.name) })
        .click();
    }
    const { items } = await villages(STATION);
    const [, village] = items;
    if (!village) throw new Error('no villages');
    await page.getByRole('link', { name: village.grid.name }).click();
    await heading(page, new RegExp(`^${village.grid.name}：31天中${village.daysPresent}天`));
    const crumbs = page.getByRole('navigation', { name: '所在层级' });
    // The village and the units above it come by requests of their own.
    await expect
      .poll(() => crumbs.getByRole('listitem').allInnerTexts())
      .toEqual(['河南省', '平顶山市', '舞钢市', '八台镇', village.grid.name]);
    for (const unit of steps.toReversed()) {
      await page.goBack();
      await expect.poll(() => new URL(page.url()).pathname).toBe(`/scorecards/${MONTH}/${unit}`);
      await heading(page, `${placeName((await cardOf(unit)).unit.name)} · 2026年10月`);
    }
    await page.goForward();
    await heading(page, '平顶山市 · 2026年10月');
    await crumbs.getByRole('link', { name: '河南省' }).click();
    await heading(page, '河南省 · 2026年10月');
    await settled(page);
    await examine(page, 'unit-province');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('prints every KPI as the API has it', async () => {
    const { page, complaints } = await open(`/scorecards/${MONTH}/${COUNTY}`, ADMINISTRATOR);
    await page.locator('.scorecard-heat').first().waitFor();
    const card = await cardOf(COUNTY);
    const kpis = new Map(card.kpis.map((kpi) => [kpi.id, kpi]));
    expect(await page.locator('[data-kpi]').count()).toBe(card.kpis.length);
    for (const definition of definitions) {
      const kpi = kpis.get(definition.id);
      if (!kpi) continue;
      const row = page.getByRole('row').filter({ has: page.locator(`[data-kpi=${kpi.id}]`) });
      const cells = await row.getByRole('cell').allInnerTexts();
      const value = (held: number | null) => kpiValue(held, definition, 'zh');
      expect([kpi.id, cells[1]?.split('\n')[0]]).toEqual([
        ...[kpi.id, valueAlone(kpi.value, definition, 'zh')],
      ]);
      if (kpi.interval) {
        expect(cells[1]).toContain(`${value(kpi.interval[0])}–${value(kpi.interval[1])}`);
      }
      expect(cells[3]).toBe(value(kpi.yearAgo));
      expect(cells[4]).toBe(value(kpi.previous));
      expect(cells[6]).toBe(counts(kpi.numerator, kpi.denominator, definition.display));
      expect(cells[7]).toBe(kpi.lost === null ? '—' : points(kpi.lost));
      expect(cells[8]?.split('\n')[0]).toBe(kpi.score === null ? '—' : points(kpi.score));
    }
    await examine(page, 'unit-county');
    await inEnglish(page, 'unit-county');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens a KPI on its months, its evidence and its ranking; the address keeps it', async () => {
    const path = `/scorecards/${MONTH}/${COUNTY}`;
    const { page, complaints } = await open(path, ADMINISTRATOR);
    const kpi = of('desk_time');
    await page.getByRole('button', { name: kpi.name.zh }).click();
    await expect.poll(() => page.url()).toContain('kpi=desk_time');
    const { items, months } = await read<Trends>(`/trends/${COUNTY}?to=${MONTH}&kpis=desk_time`);
    const [trend] = items;
    if (!trend) throw new Error('no trend');
    await page.reload();
    const chart = page.locator('.scorecard-opened');
    await chart.getByRole('heading', { name: /^会议报表时间占比：近期好转/ }).waitFor();
    await chart.locator('.chart svg').waitFor();
    await chart.getByText(/^超出上下限\(偏高\)：2025年10月、/).waitFor();
    await chart.getByRole('button', { name: '查看数据' }).click();
    const rows = await chart.getByRole('row').allInnerTexts();
    expect(rows).toHaveLength(months.length + 1);
    for (const [place, point] of trend.points.entries()) {
      const row = rows[place + 1] ?? '';
      const [year = '', month = ''] = (months[place]?.period ?? '').split('-');
      expect(row).toContain(`${year}年${Number(month)}月`);
      for (const value of [point.value, point.lower, point.upper]) {
        expect(row).toContain(kpiValue(value, kpi, 'zh'));
      }
      expect(/超出|连续|接近/.test(row)).toBe(point.cause !== null);
    }
    await examine(page, 'unit-kpi');
    await chart.getByRole('link', { name: '查看依据' }).click();
    await heading(page, /^舞钢市会议报表时间占比：/);
    await page.getByRole('navigation', { name: '所在层级' }).getByText('会议报表').waitFor();
    await page.goBack();
    await chart.waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await chart.getByRole('heading', { name: /^Desk time: improving/ }).waitFor();
    await settled(page);
    expect(await leftInChinese(page)).toEqual([]);
    const ranking = await chart
      .getByRole('link', { name: 'Ranking by this KPI' })
      .getAttribute('href');
    expect(ranking).toBe(`/rankings/${MONTH}?within=${COUNTY}&level=station&kpi=desk_time`);
    await page.getByRole('button', { name: /^Desk time/ }).click();
    await expect.poll(() => page.url()).not.toContain('kpi=');
    expect(await chart.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('tells the units below apart only where they differ, sorted by the keyboard', async () => {
    const { page, complaints } = await open(`/scorecards/${MONTH}/${COUNTY}`, ADMINISTRATOR);
    const ranking = await read<Ranking>(`/rankings/${MONTH}?within=${COUNTY}&level=station`);
    const figures = await read<Figures>(`/figures/${MONTH}?within=${COUNTY}&level=station`);
    const kpi = of('time_in_community');
    const own = figures.within.kpis[kpi.id]?.value ?? Number.NaN;
    const table = page.locator('.figure').filter({ has: page.locator('td.scorecard-heat') });
    const body = table.locator('tbody tr:not([aria-hidden])');
    await expect.poll(() => body.filter({ hasText: '…' }).count()).toBe(0);
    await expect.poll(() => body.count()).toBe(ranking.items.length + 1);
    for (const [place, row] of ranking.items.entries()) {
      const shown = body.nth(place + 1);
      const text = await shown.innerText();
      expect(text).toContain(placeName(row.unit.name));
      expect(text).toContain(points(row.score.value ?? Number.NaN));
      expect(text).toContain(percent(row.completeness ?? Number.NaN));
      const figure = figures.items.find(({ unit }) => unit.code === row.unit.code)?.kpis[kpi.id];
      if (!figure) throw new Error(`no figure of ${row.unit.code}`);
      const cell = shown
        .locator('td')
        .filter({ hasText: kpiValue(figure.value, kpi, 'zh') })
        .first();
      const isAbove = figure.interval !== null && figure.interval[0] > own;
      const isBelow = figure.interval !== null && figure.interval[1] < own;
      expect([row.unit.name, (await cell.innerText()).includes('▲')]).toEqual([
        row.unit.name,
        isAbove,
      ]);
      expect([row.unit.name, (await cell.innerText()).includes('▼')]).toEqual([
        row.unit.name,
        isBelow,
      ]);
    }

    const scores = async () => {
      const cells = await body.locator('td:nth-child(2)').allInnerTexts();
      return cells.slice(1).map((cell) => Number(/[\d.]+/.exec(cell)?.[0]));
    };
    const head = table.getByRole('columnheader', { name: '得分' });
    await head.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('sort=-score');
    const down = await scores();
    expect(down).toEqual(down.toSorted((a, b) => b - a));
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('sort=score');
    const up = await scores();
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    expect(up).not.toEqual(down);
    // The unit itself stays above, to compare with.
    expect(await body.first().innerText()).toContain('舞钢市(本级)');
    await page.reload();
    await expect.poll(scores).toEqual(up);
    expect(await head.getAttribute('aria-sort')).toBe('ascending');

    await table.getByRole('combobox', { name: '列出的指标' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: '矛盾纠纷' }).click();
    await expect.poll(() => page.url()).toContain('columns=disputes');
    await table.getByRole('columnheader', { name: '化解平均用时' }).waitFor();
    const days = figures.items.find(({ unit }) => unit.code === STATION)?.kpis.dispute_days;
    await body
      .filter({ hasText: '八台镇' })
      .filter({ hasText: kpiValue(days?.value ?? null, of('dispute_days'), 'zh') })
      .waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows a station with its villages and its days', async () => {
    const { page, complaints } = await open(`/scorecards/${MONTH}/${STATION}`, ADMINISTRATOR);
    const { items } = await villages(STATION);
    await page
      .getByRole('heading', { level: 2, name: new RegExp(`^${items.length}个村`) })
      .waitFor();
    for (const { grid, disputes, minutes, daysPresent, reported } of items) {
      const text = await page.getByRole('row').filter({ hasText: grid.name }).innerText();
      const cells = text.split(/\s*\t\s*/);
      expect(cells).toContain(count(minutes ?? Number.NaN));
      expect(cells).toContain(`${daysPresent} / ${reported.expected}`);
      expect(cells[5]).toBe(count(disputes.opened));
    }
    const { items: days } = await read<List<{ readonly date: string; readonly state: string }>>(
      `/submissions?station=${STATION}&from=${MONTH}-01&to=${MONTH}-31`,
    );
    const number = (state: string) => days.filter((day) => day.state === state).length;
    await page
      .getByRole('heading', {
        name: `应报${days.length}天，按时${number('submitted')}天，迟报${number('late')}天，未报${number('missing')}天`,
      })
      .waitFor();
    expect(number('missing')).toBeGreaterThan(0);
    const calendar = page.locator('.day-calendar');
    // A missing day has nothing to open.
    expect(await calendar.getByRole('link').count()).toBe(days.length - number('missing'));
    await examine(page, 'unit-station');
    await inEnglish(page, 'unit-station', ...items.map(({ grid }) => grid.name));
    await page.getByRole('button', { name: '中文' }).click();
    await calendar.getByRole('link').first().click();
    await heading(page, /^10月1日已报送/);
    await page.goBack();
    await heading(page, '八台镇 · 2026年10月');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows one village without score or rank, with its days', async () => {
    const { items } = await villages(STATION);
    const chosen = items.find(({ cases }) => cases.criminal > 0) ?? items[0];
    if (!chosen) throw new Error('no villages');
    const { grid } = chosen;
    const path = `/scorecards/${MONTH}/${STATION}/grids/${grid.code}`;
    const { village, days } = await read<VillageInPeriod>(path);
    const { page, complaints } = await open(path, ADMINISTRATOR);
    await heading(page, new RegExp(`${grid.name}：31天中${village.daysPresent}天有民辅警到过`));
    const text = await page.locator('main').innerText();
    expect(text).toContain(`${count(village.minutes ?? Number.NaN)}分钟`);
    expect(text).toContain(count(grid.population));
    expect(text).toContain('不计分、不排名');
    expect(text).not.toMatch(/第\d+名|方阵/);
    const work = page.getByRole('region', { name: '做了哪些工作' });
    const visited = await work.getByRole('row').filter({ hasText: '走访户数' }).innerText();
    expect(visited.split(/\s+/).at(-1)).toBe(count(village.counts.household_visited));
    const cases = page.getByRole('region', { name: /^(刑事立案|期内没有立案)/ });
    expect(await cases.getByRole('heading').innerText()).toContain(`${village.cases.criminal}起`);
    const sum = await cases.getByRole('row').filter({ hasText: '刑事案件合计' }).innerText();
    expect(sum.split(/\s+/).slice(-2)).toEqual(
      [village.cases.criminal, village.casesBefore?.criminal].map((value) =>
        value === undefined ? '—' : count(value),
      ),
    );
    const links = page.locator('.day-calendar').getByRole('link');
    expect(await links.count()).toBe(days.filter(({ revision }) => revision !== null).length);
    await examine(page, 'village');
    await inEnglish(page, 'village', grid.name);
    await page.getByRole('button', { name: '中文' }).click();
    await links.first().click();
    await heading(page, /^10月1日已报送/);
    await page.goBack();
    await heading(page, new RegExp(`^${grid.name}`));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('asks for nothing outside a viewer’s branch, and shows nothing of it', async () => {
    const { page, complaints } = await open(`/scorecards/latest/${COUNTY}?revision=1`, VIEWER);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/v1/')) asked.push(pathname + search);
    });
    await page.reload();
    await heading(page, '舞钢市 · 2026年10月');
    await page.locator('.scorecard-heat').first().waitFor();
    const crumbs = page.getByRole('navigation', { name: '所在层级' });
    await crumbs.getByText('舞钢市').waitFor();
    expect(await crumbs.getByRole('link').count()).toBe(0);
    await page.getByRole('cell').getByRole('link', { name: '八台镇' }).click();
    await heading(page, '八台镇 · 2026年10月');
    await page.locator('.day-calendar').waitFor();
    // The rows name officers, and are not for viewers of the county.
    expect(await page.locator('.day-calendar').getByRole('link').count()).toBe(0);
    const [village] = (await villages(STATION)).items;
    if (!village) throw new Error('no villages');
    await page.getByRole('link', { name: village.grid.name }).click();
    await heading(page, new RegExp(`^${village.grid.name}`));
    await page.locator('.day-calendar').waitFor();
    expect(await page.locator('.day-calendar').getByRole('link').count()).toBe(0);
    expect(asked.length).toBeGreaterThan(8);
    const codes = asked.flatMap((path) => path.match(/\d{12}/g) ?? []);
    expect(codes.filter((code) => !code.startsWith('410481'))).toEqual([]);
    expect(
      asked.filter((path) => /\/(flags|audits|revisions|differences|runs)/.test(path)),
    ).toEqual([]);
    expect(complaints).toEqual([]);

    await page.goto(`${demo.url}/scorecards/${MONTH}/410400000000`);
    await heading(page, '没有这一页');
    expect(await page.locator('main').innerText()).not.toContain('平顶山市');
    await page.context().close();
  });
});

describe('a draft beside a published month, in Chromium', () => {
  let county: County;
  let browser: Browser;
  beforeAll(async () => {
    county = await County.start();
    await county.loadReference();
    await county.publishApril();
    const ask = <Body>(method: string, path: string, body?: Json) =>
      county.ask<Body>('administrator', PROVINCE, method, path, body);
    await ask('POST', '/v1/submissions', documentOf(APRIL_STATION, '2024-04-10', 200));
    const { body } = await ask<RunState>('POST', '/v1/runs', { period: '2024-04' });
    const run = await eventually(async () => {
      const found = await ask<RunState>('GET', `/v1/runs/${body.id}`);
      return found.body.state === 'running' ? undefined : found.body;
    });
    expect(run.revision).toBe(2);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });

  it('is marked as what it is, and stays in the addresses that it leads to', async () => {
    const path = `/scorecards/2024-04/${APRIL_STATION}`;
    const { page, complaints } = await opened(browser, county.cloud.url + path, ADMINISTRATOR);
    await heading(page, '寺坡街道 · 2024年4月');
    const presence = page.getByRole('link', { name: /^在社区工作时间占比的依据/ });
    expect(await presence.innerText()).toBe('12,000 / 15,000');
    await page.getByRole('link', { name: '另有草稿第2版' }).click();
    await page.getByText('草稿 第2版，未公布').waitFor();
    await expect.poll(() => presence.innerText()).toBe('11,800 / 14,800');
    await page.getByRole('link', { name: '奋飞社区' }).waitFor();
    await settled(page);
    await examine(page, 'unit-draft');
    await inEnglish(page, 'unit-draft');
    await page.getByRole('button', { name: '中文' }).click();
    await presence.click();
    await heading(page, '寺坡街道在社区工作时间占比：79.7%');
    expect(page.url()).toContain('revision=2');
    await page
      .getByRole('navigation', { name: '所在层级' })
      .getByRole('link', { name: '寺坡街道' })
      .click();
    await page.getByText('草稿 第2版，未公布').waitFor();
    await page.getByRole('link', { name: '奋飞社区' }).click();
    await heading(page, /^奋飞社区：30天中30天/);
    expect(page.url()).toContain('revision=2');
    await page.getByText('11,800分钟').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: '看公布的版本' }).click();
    await expect.poll(() => presence.innerText()).toBe('12,000 / 15,000');
    expect(await page.getByText('草稿 第2版').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is not even asked for by a viewer', async () => {
    const path = `/scorecards/2024-04/${APRIL_STATION}?revision=2`;
    const { page, complaints } = await opened(
      browser,
      county.cloud.url + path,
      /寺坡街道 · 查看员/,
    );
    await heading(page, '寺坡街道 · 2024年4月');
    await page.getByRole('link', { name: /^在社区工作时间占比的依据/ }).waitFor();
    expect(await page.locator('main').innerText()).toContain('12,000 / 15,000');
    expect(await page.locator('main').innerText()).not.toContain('草稿');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
