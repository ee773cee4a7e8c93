/** A station's calendar, receipts and guide, in Chromium on a whole system. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type Day, deadlineOf, eachDay, monthOf } from '../../shared/calendar/day.ts';
import type { Submission } from '../../shared/submissions/contract.ts';
import { launch, picture, signedIn } from '../support/browser.ts';
import { GRIDS, loadBusyStation, OFFICERS, ordinaryDay } from '../support/busy-station.ts';
import { County, NOW, STATION, TODAY } from '../support/county.ts';
import { examine, heading, inEnglish, opened } from '../support/pages.ts';
import type { Json } from '../support/served.ts';

const CLERK = /寺坡街道 · 填报员/;
const HOUR = 3_600_000;

/** The month before: its days are open to a clerk and overdue, and not among the three weeks. */
const MONTH = monthOf(addDays(`${monthOf(TODAY)}-01`, -1));
const dayOf = (number: number): Day => `${MONTH}-${String(number).padStart(2, '0')}`;
const [MISSING, CORRECTED, ALSO_MISSING, LATE] = [5, 7, 9, 12].map(dayOf) as [Day, Day, Day, Day];

/** `10月` of `2026-10` */
const monthWord = (month: string) => `${Number(month.slice(5))}月`;
/** `10月5日` */
const dayWord = (day: Day) => `${monthWord(monthOf(day))}${Number(day.slice(8))}日`;

/** A day, and the same corrected: a row changed, one added and one left out. */
const corrected = (day: Submission): Submission => ({
  ...day,
  officerTime: day.officerTime.map((row, index) => (index === 2 ? { ...row, minutes: 60 } : row)),
  counts: day.counts.slice(1),
  incidents: [{ kind: 'accident', grid: GRIDS[0]?.code ?? '', count: 1 }],
});

describe('the pages of a station, in Chromium', () => {
  let county: County;
  let browser: Browser;

  /** Sends a day as the station's clerk, at an instant where one is given. */
  async function send(document: Submission, at?: number): Promise<void> {
    if (at !== undefined) county.cloud.clock.turnTo(at);
    const body = document as unknown as Json;
    const answer = await county.ask('clerk', STATION, 'POST', '/v1/submissions', body);
    county.cloud.clock.turnTo(NOW);
    if (answer.status !== 201) throw new Error(`${document.date}: ${JSON.stringify(answer.body)}`);
  }

  beforeAll(async () => {
    county = await County.start(NOW);
    await loadBusyStation(county);
    const days = eachDay(dayOf(1), addDays(`${monthOf(TODAY)}-01`, -1));
    for (const [number, day] of days.entries()) {
      if (day === MISSING || day === ALSO_MISSING) continue;
      await send(ordinaryDay(day, number), day === LATE ? undefined : deadlineOf(day) - HOUR);
      if (day === CORRECTED) await send(corrected(ordinaryDay(day, number)));
    }
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });

  const open = (path: string, account = CLERK) => opened(browser, county.cloud.url + path, account);

  describe('the calendar', () => {
    it('is where a clerk begins, and leads to the day that is to be filled in', async () => {
      const { page, complaints } = await signedIn(browser, county.cloud.url, 1440, CLERK);
      await page.getByRole('link', { name: `填报 ${dayWord(TODAY)}` }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/stations/${STATION}`);
      await expect.poll(() => page.locator(`[data-day="${TODAY}"]`).innerText()).toContain('待报');
      await examine(page, 'calendar-now');
      await page.getByRole('link', { name: `填报 ${dayWord(TODAY)}` }).click();
      await heading(page, dayWord(TODAY));
      expect(new URL(page.url()).pathname).toBe(`/stations/${STATION}/days/${TODAY}`);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('tells how each day stands, and opens its receipt', async () => {
      const { page, complaints } = await open(`/stations/${STATION}`);
      await page.getByRole('link', { name: `上个月 ${monthWord(MONTH)}` }).click();
      await heading(page, `${monthWord(MONTH)}缺报2天：5日、9日`);
      expect(page.url()).toBe(`${county.cloud.url}/stations/${STATION}?month=${MONTH}`);
      const said = async (day: Day) =>
        (await page.locator(`[data-day="${day}"] .station-state`).allInnerTexts()).join();
      expect(await said(dayOf(1))).toBe('✓ 已报');
      expect(await said(LATE)).toBe('▲ 迟报');
      expect(await said(MISSING)).toBe('✕ 缺报');
      expect(await said(CORRECTED)).toBe('✓ 已报,↻ 已更正');
      const summary = await page.locator('.station-summary li').allInnerTexts();
      expect(summary.find((line) => line.includes('缺报'))).toContain('2天');
      expect(summary.find((line) => line.includes('已更正'))).toContain('1天');
      await examine(page, 'calendar-month');
      await inEnglish(page, 'calendar-month');
      await heading(page, /^2 days missing in .+: 5, 9$/);
      await page.getByRole('button', { name: '中文' }).click();

      await page.locator(`a[data-day="${CORRECTED}"]`).click();
      await heading(page, `${dayWord(CORRECTED)}已报送，第2版`);
      await page.goBack();
      await page.locator(`a[data-day="${MISSING}"]`).click();
      await heading(page, dayWord(MISSING));
      expect(new URL(page.url()).pathname).toBe(`/stations/${STATION}/days/${MISSING}`);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('is moved through by keys, from month to month too', async () => {
      const { page, complaints } = await open(`/stations/${STATION}?month=${MONTH}`);
      const reached = () => page.evaluate(() => document.activeElement?.getAttribute('data-day'));
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
        return reached();
      };
      await heading(page, '缺报2天');
      await page.locator('[data-day][tabindex="0"]').focus();
      expect(await reached()).toBe(dayOf(1));
      expect(await press('ArrowLeft')).toBe(dayOf(1));
      expect(await press('ArrowRight', 'ArrowDown')).toBe(ALSO_MISSING);
      expect(await press('ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowUp')).toBe(ALSO_MISSING);
      const sunday = await press('End');
      expect(new Date(`${sunday}T00:00Z`).getUTCDay()).toBe(0);
      const monday = await press('Home');
      expect(monday).toBe(addDays(sunday ?? '', -6));

      const [before, earlier] = [1, 32].map((back) => monthOf(addDays(`${MONTH}-01`, -back)));
      await press('PageUp');
      await expect.poll(reached).toBe(`${before}-01`);
      await heading(page, /^.+缺报\d+天：1日、.+6日等$/);
      expect(page.url()).toContain(`?month=${before}`);
      await press('PageUp');
      await expect.poll(reached).toBe(`${earlier}-01`);
      // Too far back for a clerk.
      await page.getByText('请上级审核员补报').waitFor();
      await examine(page, 'calendar-closed');
      await page.locator('[data-day][tabindex="0"]').focus();
      await press('PageDown');
      await expect.poll(reached).toBe(`${before}-01`);
      await press('PageDown');
      await heading(page, '缺报2天');
      await expect.poll(reached).toBe(dayOf(1));
      await press('ArrowRight', 'ArrowDown', 'Enter');
      await heading(page, dayWord(ALSO_MISSING));
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  describe('a day that was received', () => {
    const address = (revision: number) =>
      `/stations/${STATION}/days/${CORRECTED}/revisions/${revision}`;

    it('shows its receipt, what was corrected and when, and prints', async () => {
      const { page, complaints } = await open(address(2));
      await heading(page, `${dayWord(CORRECTED)}已报送，第2版`);
      // The station's name comes by a request of its own.
      await page.locator('.station-receipt-fields').getByText('寺坡街道').waitFor();
      const receipt = await page.locator('.station-receipt-fields').innerText();
      for (const said of ['寺坡街道', STATION, '第2版', '按时(次日12:00前)', '工作时间48']) {
        expect(receipt).toContain(said);
      }
      await page.getByRole('heading', { level: 2, name: '与第1版相比' }).waitFor();
      const changes = await page.locator('.station-changes li').allInnerTexts();
      expect(changes.map((change) => change.replace(/^\S+ /, '').slice(0, 2)).sort()).toEqual([
        '修改',
        '删除',
        '新增',
      ]);
      expect(changes.find((change) => change.includes('新增'))).toContain('事故');
      const history = await page.locator('.station-history li').allInnerTexts();
      expect(history).toHaveLength(2);
      expect(history[0]).toMatch(/^第2版 现行 · 本页 · /);
      await examine(page, 'revision');
      await inEnglish(page, 'revision');
      await page.getByRole('button', { name: '中文' }).click();

      await page.evaluate(() => {
        window.print = () => document.body.setAttribute('data-printed', '');
      });
      await page.getByRole('button', { name: '打印回执' }).click();
      await page.locator('body[data-printed]').waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByText('每日报送回执').isVisible()).toBe(true);
      for (const hidden of ['更正', '打印回执', '返回日历', '退出']) {
        expect(await page.getByText(hidden, { exact: true }).isVisible()).toBe(false);
      }
      await picture(page, 'revision-print');
      await page.emulateMedia({ media: null });

      await page.getByRole('link', { name: '第1版' }).click();
      await page.getByText('这一版已被更正，现行的是第2版。').waitFor();
      await page.getByRole('link', { name: '查看第2版' }).click();
      await heading(page, '第2版');
      await page.getByRole('link', { name: '更正' }).click();
      await page.getByText('正在更正第 2 版').waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('keeps its rows from those who may not see officers', async () => {
      const { page, complaints } = await open(address(2), /舞钢市 · 查看员/);
      await heading(page, /：已报$/);
      await page.getByText('只有本所和上级审核员可以查看').waitFor();
      expect(await page.locator('body').innerText()).not.toContain(OFFICERS[0]);
      await examine(page, 'revision-withheld');
      await inEnglish(page, 'revision-withheld');
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  it('guides a clerk on one page, in both languages, and on paper', async () => {
    const { page, complaints } = await open('/guide');
    await heading(page, '每天五分钟，一天报一次');
    await examine(page, 'guide');
    await page.emulateMedia({ media: 'print' });
    await picture(page, 'guide-print');
    await page.emulateMedia({ media: null });
    await inEnglish(page, 'guide');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
