import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, signedIn } from '../support/browser.ts';
import { County } from '../support/county.ts';

const KEY = 'fengqiao.session';

/** Lets the token of the page's session end now; gives what the session was. */
const endToken = (page: Page, changes: object = {}) =>
  page.evaluate(
    ([key, more]) => {
      const session = JSON.parse(sessionStorage.getItem(key) ?? '{}');
      sessionStorage.setItem(key, JSON.stringify({ ...session, expiresAt: 0, ...more }));
      return session as { accessToken: string; refreshToken: string };
    },
    [KEY, changes] as const,
  );
const tokenOf = (page: Page) =>
  page.evaluate((key) => JSON.parse(sessionStorage.getItem(key) ?? '{}').accessToken, KEY);

describe('a session, in Chromium', () => {
  let county: County;
  let browser: Browser;
  beforeAll(async () => {
    county = await County.start();
    await county.loadReference();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await county?.dispose();
  });

  it('goes on past the end of its token, over a reload too', async () => {
    const { page, complaints } = await signedIn(
      browser,
      county.cloud.url,
      1440,
      /寺坡街道 · 填报员/,
    );
    // A renewal that the reload cuts off would spend the refresh token.
    await page.waitForLoadState('networkidle');
    const before = await endToken(page);
    await page.reload();
    await page.getByText('寺坡街道 ·').first().waitFor();
    expect(await tokenOf(page)).not.toBe(before.accessToken);
    // The issuer's answers and the API's: nothing was refused.
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('asks to sign in again, with a way back, where it cannot be renewed', async () => {
    const { page } = await signedIn(browser, county.cloud.url, 1440, /寺坡街道 · 填报员/);
    await endToken(page, { refreshToken: 'spent' });
    await page.reload();
    await page.getByRole('button', { name: '登录' }).first().waitFor();
    await page.context().close();
  });
});
