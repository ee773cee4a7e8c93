/**
 * `npm run walkthrough`: a clerk's ordinary day in Chromium, and what it costs. A station of 16
 * officers and 16 grids; the suggestions of 16 usual days are confirmed one by one, three disputes
 * are added, two open ones resolved, a case is filed, households are counted in six grids, and the
 * day is sent. Keys and clicks are counted in the page, from the form's opening to the receipt.
 * Ends with a line of JSON; with code 1 where it cost more than the limit or arrived otherwise.
 */
import type { Page } from 'playwright-core';
import { addDays } from '../shared/calendar/day.ts';
import type { Submission } from '../shared/submissions/contract.ts';
import { launch, picture, signedIn } from '../test/support/browser.ts';
import { loadBusyStation, OFFICERS } from '../test/support/busy-station.ts';
import { County, NOW, STATION, TODAY } from '../test/support/county.ts';
import { findChromium } from '../tools/debian.ts';

/** Keys and clicks that an ordinary day may cost. */
const LIMIT = 120;
/** The new case's number, of which the form proposes the beginning where it knows it. */
const caseOf = (date: string) => `A410481-${date.slice(0, 4)}-00311`;

interface Cost {
  keys: number;
  clicks: number;
}

/** Counts every key pressed and every click of the pointer from now on, repeats included. */
async function countFromNow(page: Page): Promise<() => Promise<Cost>> {
  await page.evaluate(() => {
    const cost: Cost = { keys: 0, clicks: 0 };
    addEventListener('keydown', () => (cost.keys += 1), true);
    addEventListener('pointerdown', () => (cost.clicks += 1), true);
    Object.assign(globalThis, { cost });
  });
  return () => page.evaluate(() => (globalThis as unknown as { cost: Cost }).cost);
}

async function ordinaryDay(page: Page, date: string): Promise<void> {
  const press = (key: string) => page.keyboard.press(key);
  const type = async (keys: string) => {
    for (const key of keys) await press(key);
  };
  // The first officer's button has the focus; each confirmation leads to the next officer.
  for (const officer of OFFICERS) {
    await page.locator(`:focus[aria-label="确认 ${officer}"]`).waitFor();
    await press('Enter');
  }
  // Which kind of dispute it is, then where; its officer and number are proposed.
  for (const [category, grid] of [
    ['1', '03'],
    ['2', '07'],
    ['5', '12'],
  ] as const) {
    // Where the focus went by itself, so that nothing is had for free.
    await page.locator(':focus', { hasText: '新增纠纷' }).waitFor();
    await press('Enter');
    await type(category);
    await type(grid);
  }
  for (const [dispute, level] of [
    [0, '村'],
    [2, '警务室'],
  ] as const) {
    const open = page.getByRole('region', { name: '矛盾纠纷' }).getByRole('group').nth(dispute);
    await open.getByRole('button', { name: level, exact: true }).click();
  }
  await page.getByRole('button', { name: '新增案件' }).click();
  const proposed = await page.locator(':focus').inputValue();
  await type(caseOf(date).slice(proposed.length));
  await press('Enter');
  await type('11');
  await type('05');
  const counts = page.getByRole('region', { name: '工作数量' });
  await counts.getByRole('textbox').first().click();
  for (const households of ['8', '12', '6', '9', '7', '11']) {
    await type(households);
    await press('Enter');
  }
}

const chromium = findChromium();
const date = addDays(TODAY, -1);
const county = await County.start(NOW);
try {
  await loadBusyStation(county, [date]);
  const browser = await launch(chromium);
  const { page } = await signedIn(browser, county.cloud.url, 1440, /寺坡街道 · 填报员/);
  await page.getByRole('link', { name: /^填报 / }).click();
  await page.getByRole('region', { name: '工作时间' }).waitFor();
  const cost = await countFromNow(page);
  const begun = performance.now();
  await ordinaryDay(page, date);
  await page.evaluate(() => scrollTo(0, 0));
  await picture(page, 'walkthrough-form', 'window');
  await page.getByRole('button', { name: '发送', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /已报送/ }).waitFor();
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const { keys, clicks } = await cost();
  await picture(page, 'walkthrough-receipt');
  await browser.close();

  const path = `/v1/submissions/${STATION}/${date}`;
  const { body } = await county.ask<{ document: Submission }>('clerk', STATION, 'GET', path);
  const { officerTime, disputes, cases, counts } = body.document;
  const arrived = {
    officers: new Set(officerTime.map(({ officer }) => officer)).size,
    opened: disputes.filter(({ event }) => event === 'opened').length,
    resolved: disputes.filter(({ event }) => event === 'resolved').length,
    cases: cases.map((row) => row.case).join(),
    households: counts.reduce((sum, { count }) => sum + count, 0),
  };
  const wanted = {
    officers: 16,
    opened: 3,
    resolved: 2,
    cases: caseOf(date),
    households: 53,
  };
  const isRight = JSON.stringify(arrived) === JSON.stringify(wanted);
  if (!isRight) console.error('arrived', arrived, 'wanted', wanted);
  if (keys + clicks > LIMIT) console.error(`more than ${LIMIT} keys and clicks`);
  process.exitCode = isRight && keys + clicks <= LIMIT ? 0 : 1;
  console.log(JSON.stringify({ keys, clicks, browserSeconds: seconds }));
} finally {
  await county.dispose();
}
