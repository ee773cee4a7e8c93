/** An issuer whose certificate a department's own authority has issued, as in a closed network. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { SERVICE, startProvider, type TestProvider } from '../support/provider.ts';
import { serve } from '../support/serving.ts';
import { createAuthority } from '../support/tls.ts';

const STATION = '410102001000';

describe('an issuer behind a department’s CA', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-issuer-'));
  const file = (name: string) => join(folder, name);
  let provider: TestProvider;

  beforeAll(async () => {
    createAuthority(folder).issue('issuer');
    const read = (name: string) => readFileSync(file(name), 'utf8');
    provider = await startProvider('fengqiao', {
      cert: read('issuer.crt'),
      key: read('issuer.key'),
    });
  });
  afterAll(async () => {
    await provider.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(settings: Readonly<Record<string, string>>) {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const serving = serve({
      ...{ FENGQIAO_DATA: file('data'), PORT: String(port), HOST: '0.0.0.0' },
      ...{ FENGQIAO_OIDC_ISSUER: provider.issuer, ...settings },
    });
    onTestFinished(async () => {
      expect(await serving.stop()).toBe(0);
    });
    provider.open(origin, { [SERVICE.id]: { unit: STATION, role: 'clerk' } });
    await serving.untilSaid(`ready ${origin}\n`);
    const ask = (token: string) =>
      fetch(`${origin}/v1/periods`, { headers: { authorization: `Bearer ${token}` } });
    return { serving, ask };
  }

  it('is named in words where its certificate is not trusted, and the service runs', async () => {
    const { serving, ask } = await start({});
    await serving.untilSaid('NODE_EXTRA_CA_CERTS');
    expect(serving.said()).toMatch(/is not trusted \([A-Z_]+\): name its authority’s/);
    const answer = await ask('any');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'issuer_unreachable' });
  });

  it('is believed with NODE_EXTRA_CA_CERTS', async () => {
    const { serving, ask } = await start({ NODE_EXTRA_CA_CERTS: file('ca.crt') });
    await serving.untilSaid(`the issuer answers: ${provider.issuer}`);
    expect(serving.said()).not.toContain('不需要密码');
    expect((await ask('any')).status).toBe(401);
  });
});

it('a sign-in without a password does not go beyond this machine unsaid', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-open-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const settings = { FENGQIAO_DATA: folder, PORT: '0', HOST: '0.0.0.0' };
  const refused = serve(settings);
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toMatch(/^HOST .*FENGQIAO_OIDC_ISSUER/);
  const meant = serve({ ...settings, FENGQIAO_OPEN_SIGN_IN: 'yes' });
  await meant.untilSaid('!! No issuer is set');
  expect(await meant.stop()).toBe(0);
});
