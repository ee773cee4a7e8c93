import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { eventually } from '../support/served.ts';
import { type Serving, serve } from '../support/serving.ts';
import { sendBulk, signIn } from '../support/stranger.ts';
import { type Authority, askSecurely, createAuthority, HOST, serialShown } from '../support/tls.ts';

const SAFE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

describe('HTTPS with a given certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-https-'));
  let authority: Authority;
  let serving: Serving;
  let port = 0;
  let origin = '';
  let first = '';
  const file = (name: string) => join(folder, name);
  const use = (certificate: string, key = certificate) => {
    copyFileSync(file(`${certificate}.crt`), file('tls.crt'));
    copyFileSync(file(`${key}.key`), file('tls.key'));
  };
  const settings = () => ({
    ...{ FENGQIAO_DATA: file('data'), PORT: String(port), FENGQIAO_PUBLIC_URL: origin },
    ...{ FENGQIAO_TLS_CERT: file('tls.crt'), FENGQIAO_TLS_KEY: file('tls.key') },
  });

  beforeAll(async () => {
    authority = createAuthority(folder);
    first = authority.issue('first');
    use('first');
    port = await freePort();
    origin = `https://${HOST}:${port}`;
    serving = serve(settings());
    await serving.untilSaid(`ready ${origin}\n`);
  });
  afterAll(async () => {
    expect(await serving.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves page and API, and tells browsers to stay with it', async () => {
    for (const path of ['/', '/v1/openapi.json', '/oidc/jwks']) {
      const { status, headers } = await askSecurely(authority.ca, origin + path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
      expect(headers).toMatchObject(SAFE);
    }
    const { headers } = await askSecurely(authority.ca, origin);
    expect(headers['content-security-policy']).not.toContain('127.0.0.1');
  });

  it('speaks no TLS before 1.2', async () => {
    await expect(serialShown(authority.ca, port, 'TLSv1.1')).rejects.toThrow(/protocol version/i);
    expect(await serialShown(authority.ca, port)).toBe(first);
  });

  it('signs in, takes a bulk file and gives its results at its public address', async () => {
    const token = await signIn(authority.ca, origin, 'henan-admin');
    const { upload, results, lines } = await sendBulk(
      authority.ca,
      origin,
      token,
      '{"no":"day"}\n',
    );
    expect(lines).toHaveLength(1);
    const { headers } = await askSecurely(authority.ca, results);
    expect(headers).toMatchObject(SAFE);
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    const large = { method: 'PUT', headers: { 'content-length': 1024 ** 3 + 1 } };
    const refused = await askSecurely(authority.ca, upload, { ...large, body: 'the first of it' });
    expect([refused.status, refused.text]).toMatchObject([413, expect.stringContaining('1 GiB')]);
    // A link is good for what it was made for, and for nothing else.
    const spoiled = results.replace(/X-Amz-Signature=./, 'X-Amz-Signature=g');
    expect((await askSecurely(authority.ca, spoiled)).status).toBe(403);
    expect((await askSecurely(authority.ca, upload)).status).toBe(403);
    const removal = await askSecurely(authority.ca, upload, { method: 'DELETE' });
    expect(removal.status).toBe(404);
    const [bare = ''] = results.split('?');
    expect((await askSecurely(authority.ca, bare)).text).not.toContain('"line"');
  });

  it('shows a renewed certificate after SIGHUP, and keeps it where the next is no good', async () => {
    const second = authority.issue('second');
    use('second');
    serving.process.kill('SIGHUP');
    await eventually(async () =>
      (await serialShown(authority.ca, port)) === second ? true : undefined,
    );
    authority.issue('third');
    use('third', 'first');
    serving.process.kill('SIGHUP');
    await serving.untilSaid('仍使用原来的证书');
    expect(serving.said()).toContain(`${file('tls.key')} 不是 PEM 格式的私钥，或者与证书`);
    expect(await serialShown(authority.ca, port)).toBe(second);
    expect((await askSecurely(authority.ca, `${origin}/oidc/jwks`)).status).toBe(200);
  });

  it.each([
    ['a key of another certificate', () => use('first', 'second'), 'tls.key'],
    [
      'a certificate that is none',
      () => copyFileSync(file('first.key'), file('tls.crt')),
      'tls.crt',
    ],
    ['no certificate', () => rmSync(file('tls.crt')), 'tls.crt'],
  ])('does not start with %s', (_, spoil, named) => {
    use('first');
    spoil();
    const env = { ...process.env, ...settings(), FENGQIAO_DATA: file('other'), PORT: '0' };
    const args = ['--disable-warning=ExperimentalWarning', 'local/serve.ts'];
    const cwd = join(import.meta.dirname, '../..');
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(file(named));
  });
});
