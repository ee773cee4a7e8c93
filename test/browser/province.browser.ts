import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHenanDivisions } from '../../shared/units/divisions.ts';
import type { Figures, KpiDefinition, List, Ranking, RankingRow } from '../../web/api.ts';
import { count, kpiValue, percent, points } from '../../web/format.ts';
import { placeName } from '../../web/made-up.ts';
import { launch } from '../support/browser.ts';
import { examine, heading, opened } from '../support/pages.ts';
import { MONTH, Province } from '../support/province.ts';
import { PROVINCE } from '../support/served.ts';

const RANKING = `/v1/rankings/${MONTH}?within=${PROVINCE}&limit=200`;
const STATIONS = `/rankings/${MONTH}?within=${PROVINCE}&level=station`;
const LEAD = 'time_in_community';

const isRanked = ({ rank }: RankingRow) => rank !== null;

const scoresOf = (rows: readonly RankingRow[]) =>
  rows.flatMap(({ score }) => (score.value === null ? [] : [score.value]));

describe('the whole province', () => {
  let province: Province;
  let stations: readonly RankingRow[];
  beforeAll(async () => {
    province = await Province.start();
    stations = await province.askAll('reviewer', PROVINCE, `${RANKING}&level=station`);
  });
  afterAll(() => province?.dispose());

  it('is ranked: the pages hold each of its 2,586 stations once, in order', () => {
    const townships = readHenanDivisions().filter(({ level }) => level === 'township');
    expect(stations).toHaveLength(2586);
    expect(new Set(stations.map(({ unit }) => unit.code))).toEqual(
      new Set(townships.map(({ code }) => code)),
    );
    const ranked = stations.filter(isRanked);
    expect(ranked.length).toBeGreaterThan(2300);
    expect(stations.slice(0, ranked.length)).toEqual(ranked);
    const scores = scoresOf(ranked);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(ranked.map(({ rank }) => rank)).toEqual(
      scores.map((score) => scores.indexOf(score) + 1),
    );
  });

  it('spreads: scores, intervals and peer groups; and some stations are incomplete', () => {
    const incomplete = stations.filter(({ unranked }) => unranked === 'incomplete');
    expect(incomplete.length).toBeGreaterThan(30);
    expect(incomplete.length).toBeLessThan(200);
    expect(incomplete.every(({ completeness }) => (completeness ?? 1) < 0.8)).toBe(true);
    const ranked = stations.filter(isRanked);
    const [high = 0, low = 0] = scoresOf(
      [0.05, 0.95].flatMap((share) => ranked.at(share * ranked.length) ?? []),
    );
    expect(high - low).toBeGreaterThan(15);
    expect(new Set(stations.map(({ peerGroup }) => peerGroup)).size).toBe(6);
    const widths = ranked.flatMap(({ interval }) => (interval ? [interval[1] - interval[0]] : []));
    expect(Math.min(...widths)).toBeLessThan(ranked.length / 4);
    expect(Math.max(...widths)).toBeGreaterThan(ranked.length / 2);
  });

  it('has 18 cities, of which some are told apart', async () => {
    const cities = await province.askAll<RankingRow>('viewer', PROVINCE, `${RANKING}&level=city`);
    expect(cities).toHaveLength(18);
    const apart = cities.filter(({ distinguishable }) => distinguishable);
    expect(apart.length).toBeGreaterThan(2);
    expect(apart.length).toBeLessThan(16);
  });

  it('tells a viewer what can be told of single stations, which is not their position', async () => {
    const { body } = await province.ask<{
      positions: string;
      rankability: number;
      items: RankingRow[];
    }>('viewer', PROVINCE, 'GET', `${RANKING}&level=station`);
    expect(body.positions).toBe('withheld');
    expect(body.rankability).toBeLessThan(0.7);
    expect(body.items).toHaveLength(200);
    expect(body.items.every(({ rank, echelon }) => rank === null && echelon === 'first')).toBe(
      true,
    );
  });

  describe('on its pages, in Chromium', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(async () => {
      await browser?.close();
    });

    const open = (path: string) => opened(browser, province.cloud.url + path, /河南省 · 管理员/);
    const read = async <Body>(path: string) =>
      (await province.ask<Body>('administrator', PROVINCE, 'GET', `/v1${path}`)).body;
    const settled = (page: Page) =>
      expect.poll(() => page.locator('.stale, [aria-busy="true"]').count()).toBe(0);
    const loaded = async (page: Page) => {
      await page.locator('.ranking-table tbody tr').first().waitFor();
      await page.getByText('其余正在载入').waitFor({ state: 'hidden' });
      await settled(page);
    };
    /** As the page lists them: those without a rank apart, below the others. */
    const listed = (rows: readonly RankingRow[]) =>
      [...rows.filter(isRanked), ...rows.filter((row) => !isRanked(row))].map(
        ({ unit }) => unit.code,
      );
    const byCompleteness = (a: RankingRow, b: RankingRow) =>
      (a.completeness ?? 0) - (b.completeness ?? 0);

    it('loads all stations, scrolls to the last, filters and sorts them as the API has them', async () => {
      const { page, complaints } = await open(STATIONS);
      await loaded(page);
      const rowCounts = await page
        .locator('.ranking-table table')
        .evaluateAll((tables) =>
          tables.map((table) => Number(table.getAttribute('aria-rowcount')) - 1),
        );
      const ranked = stations.filter(isRanked);
      expect(rowCounts).toEqual([ranked.length, stations.length - ranked.length]);
      // Of thousands only those that are seen are drawn.
      expect(await page.locator('.ranking-table tbody tr').count()).toBeLessThan(200);
      expect(await codesOf(page)).toEqual(listed(stations));
      const last = ranked.at(-1);
      const end = page.locator('.ranking-table').first().locator('tbody tr').last();
      expect((await end.innerText()).replace(/\s+/g, ' ')).toContain(
        `${last?.rank} ${placeName(last?.unit.name ?? '')} `,
      );
      await page.evaluate(() => scrollTo(0, 0));
      await examine(page, 'province-ranking');

      await page.getByLabel('单位名称').fill('城关');
      const named = stations.filter(({ unit }) => unit.name.includes('城关'));
      expect(named.length).toBeGreaterThan(20);
      await page
        .getByText(`显示${count(named.length)} / ${count(stations.length)}个单位`)
        .waitFor();
      expect(await codesOf(page)).toEqual(listed(named));
      // Also a unit above finds its stations.
      await page.getByLabel('单位名称').fill('济源');
      await expect.poll(async () => (await codesOf(page)).length).toBeGreaterThan(10);
      const found = new Set(await codesOf(page));
      expect(found).toEqual(
        new Set(
          stations
            .filter(({ unit }) => unit.code.startsWith('419') || unit.name.includes('济源'))
            .map(({ unit }) => unit.code),
        ),
      );
      await page.getByRole('button', { name: '清除筛选' }).click();

      await page.getByLabel('等级').click();
      await page.getByTitle('良好', { exact: true }).click();
      const graded = stations.filter(({ score }) => score.grade === '良好');
      expect(graded.length).toBeGreaterThan(100);
      await page.getByText(`显示${count(graded.length)} / `).waitFor();
      expect(await codesOf(page)).toEqual(listed(graded));
      await page.getByRole('button', { name: '清除筛选' }).click();

      await page.getByRole('button', { name: '完整率' }).first().click();
      await expect.poll(() => page.url()).toContain('sort=completeness');
      expect(await codesOf(page)).toEqual(listed(stations.toSorted(byCompleteness)));
      const [least] = ranked.toSorted(byCompleteness);
      await page
        .locator('.ranking-table')
        .first()
        .evaluate((table) => table.scrollTo(0, 0));
      const first = page.locator('.ranking-table').first().locator('tbody tr').first();
      await expect
        .poll(() => first.innerText())
        .toContain(percent(least?.completeness ?? Number.NaN));
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('plots every station, by its score and against the funnel’s limits', async () => {
      const { page, complaints } = await open(`${STATIONS}&view=caterpillar`);
      await page.getByText('其余正在载入').waitFor({ state: 'hidden' });
      const ranked = stations.filter(isRanked);
      const certain = ranked.filter(({ distinguishable }) => distinguishable).length;
      await page
        .getByRole('heading', {
          level: 2,
          name: `${count(ranked.length)}个派出所中，${count(certain)}个的方阵归属超出偶然`,
        })
        .waitFor();
      await expect.poll(() => inkOf(page)).toBeGreaterThan(5000);
      await page.getByText('可能落在自己的区间之外').waitFor();
      await examine(page, 'province-caterpillar');
      const beside = ranked.filter(({ score: { value, interval } }) => isBeside(value, interval));
      expect(beside.length).toBeGreaterThan(0);
      await page.getByRole('button', { name: '放大' }).click();
      await page.getByText(/^第[\d,]+至第[\d,]+个/).waitFor();
      await page.getByRole('button', { name: '查看数据' }).click();
      const data = page.locator('.chart-data tbody tr');
      await expect.poll(() => data.count()).toBe(ranked.length);
      const [lead] = ranked;
      expect(await data.first().innerText()).toContain(points(lead?.score.value ?? Number.NaN));

      const { items } = await read<List<KpiDefinition>>('/kpis');
      for (const id of ['dispute_resolution_rate', 'case_rate']) {
        await page.goto(`${province.cloud.url}${STATIONS}&view=funnel&kpi=${id}`);
        const figures = await read<Figures>(`/figures/${MONTH}?level=station&kpis=${id}`);
        const kpi = items.find((one) => one.id === id);
        const whole = figures.within.kpis[id];
        if (!kpi || !whole) throw new Error(`no ${id}`);
        await page.getByRole('heading', { level: 2, name: kpi.name.zh }).waitFor();
        await page.getByText('其余正在载入').waitFor({ state: 'hidden' });
        await settled(page);
        await expect.poll(() => inkOf(page)).toBeGreaterThan(5000);
        await examine(page, `province-funnel-${id}`);
        await page.getByRole('button', { name: '查看数据' }).click();
        const drawn = figures.items.filter(({ kpis }) => {
          const figure = kpis[id];
          return figure && figure.value !== null && figure.denominator > 0 && !figure.note;
        });
        await expect.poll(() => data.count()).toBe(drawn.length);
        expect(drawn.length).toBeGreaterThan(1500);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('has an overview: 18 cities on the map, and who of all stations is below the mark', async () => {
      const { page, complaints } = await open(`/overview/${MONTH}`);
      await heading(page, /^河南省2024年4月：/);
      await page.getByRole('heading', { name: '这些数字可信吗' }).waitFor();
      await settled(page);
      const [cities, all, { items }] = await Promise.all([
        read<Figures>(`/figures/${MONTH}?level=city&kpis=${LEAD}`),
        read<Figures>(`/figures/${MONTH}?level=station&kpis=${LEAD}`),
        read<List<KpiDefinition>>('/kpis'),
      ]);
      const kpi = items.find(({ id }) => id === LEAD);
      if (!kpi) throw new Error(`no ${LEAD}`);
      // A station with too few of its days is not counted.
      const below = all.items.filter(({ kpis }) => {
        const figure = kpis[LEAD];
        return figure && figure.note === null && (figure.value ?? 1) < 0.8;
      }).length;
      await page
        .getByRole('heading', { name: `${count(below)}个派出所在社区时间未达80%` })
        .waitFor();
      const rows = page.locator('.overview-map tbody tr');
      expect(await rows.count()).toBe(18);
      for (const { unit, kpis } of cities.items) {
        const figure = kpis[LEAD];
        if (!figure?.interval) throw new Error(`no interval of ${unit.code}`);
        const text = await rows.filter({ hasText: placeName(unit.name) }).innerText();
        expect(text).toContain(kpiValue(figure.value, kpi, 'zh'));
        expect(text).toContain(figure.interval.map((end) => kpiValue(end, kpi, 'zh')).join('–'));
      }
      expect(await page.locator('.drawn-map .pickable').count()).toBe(18);
      await examine(page, 'province-overview');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('has a page of its own, with its 18 cities side by side', async () => {
      const { page, complaints } = await open(`/scorecards/${MONTH}/${PROVINCE}`);
      const ranking = await read<Ranking>(`/rankings/${MONTH}?within=${PROVINCE}&level=city`);
      const figures = await read<Figures>(`/figures/${MONTH}?level=city&kpis=${LEAD}`);
      const { items } = await read<List<KpiDefinition>>('/kpis');
      const kpi = items.find(({ id }) => id === LEAD);
      if (!kpi) throw new Error(`no ${LEAD}`);
      const table = page.locator('.figure').filter({ has: page.locator('td.scorecard-heat') });
      const body = table.locator('tbody tr:not([aria-hidden])');
      await expect.poll(() => body.count()).toBe(18 + 1);
      await expect.poll(() => body.filter({ hasText: '…' }).count()).toBe(0);
      for (const [place, { unit, score }] of ranking.items.entries()) {
        const text = await body.nth(place + 1).innerText();
        const figure = figures.items.find((one) => one.unit.code === unit.code)?.kpis[LEAD];
        expect(text).toContain(placeName(unit.name));
        expect(text).toContain(points(score.value ?? Number.NaN));
        expect(text).toContain(kpiValue(figure?.value ?? null, kpi, 'zh'));
      }
      await settled(page);
      await examine(page, 'province-unit');
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });
});

const isBeside = (value: number | null, interval: readonly [number, number] | null) =>
  value !== null && interval !== null && (value < interval[0] || value > interval[1]);

/** The units of all rows of the ranking, in the order in which scrolling through them meets them. */
const codesOf = (page: Page) =>
  page.evaluate(async () => {
    const codes = new Set<string>();
    const frame = () => new Promise(requestAnimationFrame);
    for (const table of document.querySelectorAll('.ranking-table')) {
      for (let top = 0; ; top += table.clientHeight / 2) {
        table.scrollTop = top;
        await frame();
        await frame();
        for (const link of table.querySelectorAll('tbody th a[href*="/scorecards/"]')) {
          codes.add(link.getAttribute('href')?.split('/').at(-1) ?? '');
        }
        if (top + table.clientHeight >= table.scrollHeight) break;
      }
    }
    return [...codes];
  });

/** How many pixels of the plot are drawn on. */
const inkOf = (page: Page) =>
  page.evaluate(() => {
    let ink = 0;
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.chart canvas')) {
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      for (let place = 3; place < (data?.length ?? 0); place += 4) ink += data?.[place] ? 1 : 0;
    }
    return ink;
  });
