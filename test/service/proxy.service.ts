import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { eventually } from '../support/served.ts';
import { type Serving, serve } from '../support/serving.ts';
import { sendBulk, signIn } from '../support/stranger.ts';
import { type Authority, askSecurely, createAuthority, HOST } from '../support/tls.ts';

const EXAMPLE = join(import.meta.dirname, '../../deploy/nginx/fengqiao.conf');

describe('behind nginx, as the example sets it up', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-nginx-'));
  let authority: Authority;
  let serving: Serving;
  let nginx: ChildProcess;
  let origin = '';

  beforeAll(async () => {
    authority = createAuthority(folder);
    authority.issue('tls');
    const [inner, outer, plain] = [await freePort(), await freePort(), await freePort()];
    origin = `https://${HOST}:${outer}`;
    const example = readFileSync(EXAMPLE, 'utf8')
      .replaceAll('fengqiao.example', HOST)
      .replaceAll('/etc/fengqiao', folder)
      .replace('listen 443', `listen 127.0.0.1:${outer}`)
      .replace('listen 80;', `listen 127.0.0.1:${plain};`)
      .replace('127.0.0.1:8080', `127.0.0.1:${inner}`);
    mkdirSync(join(folder, 'logs'));
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const temporary = paths.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n');
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/logs/error.log;
       events {} http { access_log off; ${temporary} ${example} }`,
    );
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
    serving = serve({
      ...{ FENGQIAO_DATA: join(folder, 'data'), PORT: String(inner), HOST: '127.0.0.1' },
      ...{ FENGQIAO_PUBLIC_URL: origin, FENGQIAO_TRUSTED_PROXY: '127.0.0.1' },
    });
    await serving.untilSaid(`ready ${origin}\n`);
    await eventually(async () => {
      const answer = await askSecurely(authority.ca, `${origin}/oidc/jwks`).catch(() => undefined);
      return answer?.status === 200 ? true : undefined;
    });
  });
  afterAll(async () => {
    expect(await serving.stop()).toBe(0);
    nginx.kill('SIGQUIT');
    if (nginx.exitCode === null) await once(nginx, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  it('the page, the sign-in and bulk files work at the public address', async () => {
    const page = await askSecurely(authority.ca, origin);
    expect(page.status).toBe(200);
    expect(page.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    const token = await signIn(authority.ca, origin, 'henan-admin');
    // More than the megabyte that nginx takes unasked.
    const body = `${JSON.stringify({ no: 'day', filler: 'x'.repeat(100_000) })}\n`.repeat(40);
    const { lines } = await sendBulk(authority.ca, origin, token, body);
    expect(lines).toHaveLength(40);
  });

  it('one address has so many requests at once and no more', async () => {
    const { hostname, port } = new URL(origin);
    // Each waits for a body that does not come.
    const held = Array.from({ length: 200 }, () => {
      const socket = connect({
        ...{ host: '127.0.0.1', port: Number(port), servername: hostname, ca: authority.ca },
      });
      socket.on('error', () => undefined);
      socket.write(
        `POST /oidc/token HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-length: 9\r\n\r\n`,
      );
      return socket;
    });
    const statusOf = async () => (await askSecurely(authority.ca, origin)).status;
    await eventually(async () => ((await statusOf()) === 429 ? true : undefined), 0.5);
    for (const socket of held) socket.destroy();
    await eventually(async () => ((await statusOf()) === 200 ? true : undefined), 0.5);
  });

  it('says at start that the address is open to all', async () => {
    await serving.untilSaid(`!! No issuer is set: whoever opens ${origin}`);
  });
});
