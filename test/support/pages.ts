/** What every page has to stand: two widths, axe, and no word of the other language. */
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { picture, type SignedIn, signedIn, violations, widthOf } from './browser.ts';

/** In pixels: a desk, and the narrowest phone. */
const WIDTHS = [1440, 360];

/** A page of the address at the wider width, signed in as the account that the pattern names. */
export async function opened(browser: Browser, url: string, account: RegExp): Promise<SignedIn> {
  const signed = await signedIn(browser, new URL(url).origin, 1440, account);
  await signed.page.goto(url);
  await signed.page.getByRole('heading', { level: 1 }).waitFor();
  return signed;
}

/** Waits for the page's title. */
export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** Texts that reach out of their cell of a table, over the next one. */
const overprinted = (page: Page) =>
  page.evaluate(() => {
    const reaches = (cell: Element) => {
      const { left, right } = cell.getBoundingClientRect();
      const words = document.createRange();
      words.selectNodeContents(cell);
      const isClipped = [...cell.querySelectorAll('*')].some(
        (element) => getComputedStyle(element).overflowX !== 'visible',
      );
      const boxes = isClipped ? [] : [...words.getClientRects()];
      return boxes.some((box) => box.width > 1 && (box.right > right + 1 || box.left < left - 1));
    };
    // A head that is only heard is clipped to nothing.
    const isSeen = (cell: Element) => (cell.closest('thead')?.clientWidth ?? 2) > 1;
    const cells = [...document.querySelectorAll('th, td')].filter(isSeen);
    return cells.filter(reaches).map((cell) => cell.textContent);
  });

/** Expects that the page as it stands fits, is accessible at both widths, and keeps pictures. */
export async function examine(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // Counted before the picture, which is taken of the page at its full height.
    expect([name, await widthOf(page)]).toEqual([name, width]);
    expect([name, width, await overprinted(page)]).toEqual([name, width, []]);
    expect(await violations(page)).toEqual([]);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Names of places and files, which are Chinese in either language. */
const NAMES =
  /[\p{Script=Han}·]+(?:省|市|县|区划|区|镇|乡|街道|社区|委员会)|[\p{Script=Han}]+\.(?:csv|ndjson|xlsx)/gu;
/** Words that stay as they are: the switch to the other language. */
const ALLOWED = ['中文', '枫桥'];

/** Chinese words on the page beside names, seen or only heard; in English there are none. */
export async function leftInChinese(page: Page, ...names: string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const seen = document.body.innerText.split('\n');
    const heard = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')];
    return [
      ...seen,
      ...heard.flatMap((element) =>
        ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name)),
      ),
    ].filter((text) => text !== null);
  });
  // The longest first: one name may begin another.
  const allowed = [...ALLOWED, ...names].sort((a, b) => b.length - a.length);
  return texts.filter((text) => {
    const left = allowed.reduce((rest, name) => rest.replaceAll(name, ''), text);
    return /\p{Script=Han}/u.test(left.replaceAll(NAMES, ''));
  });
}

/** Switches the page to English and expects every word of it to have changed, and to fit a phone. */
export async function inEnglish(page: Page, name: string, ...names: string[]): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => leftInChinese(page, ...names)).toEqual([]);
  // What was fetched again has come.
  await expect.poll(() => page.locator('.stale, [aria-busy="true"]').count()).toBe(0);
  await page.setViewportSize({ width: 360, height: 900 });
  expect([name, await widthOf(page)]).toEqual([name, 360]);
  expect([name, await overprinted(page)]).toEqual([name, []]);
  await picture(page, `${name}-english-360`);
  expect(await leftInChinese(page, ...names)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
}
