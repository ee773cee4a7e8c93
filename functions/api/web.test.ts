import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { pageHeaders } from './web.ts';

test('where uploads go is asked again after a fault, and then kept', async () => {
  let asked = 0;
  const app = new Hono();
  app.use(
    pageHeaders({
      ...{ folder: '', issuer: 'https://issuer.test/realm', clientId: 'page' },
      signInOrigins: ['https://tokens.test'],
      async uploads() {
        asked += 1;
        if (asked === 1) throw new Error('no credentials yet');
        return 'https://objects.test';
      },
    }),
  );
  app.onError((_, c) => c.text('', 500));
  app.get('/', (c) => c.text('page'));
  expect((await app.request('/')).status).toBe(500);
  for (const _ of [1, 2]) {
    const answer = await app.request('/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain(
      "connect-src 'self' https://issuer.test https://tokens.test https://objects.test;",
    );
  }
  expect(asked).toBe(2);
});
