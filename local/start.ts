/**
 * `npm start`: the embedded cloud with the demo in it. The first start loads more than a year
 * of made-up submissions the way a county would send them and publishes every month; one that
 * was cut short goes on where it stopped, and a later one finds its data.
 */
import { join } from 'node:path';
import '../tools/sql-hook.ts';
import { count } from '../web/format.ts';
import { DEFAULT_PORT } from './cloud/running.ts';
import { createClient } from './demo/client.ts';
import { COUNTY } from './demo/generator/county.ts';
import { loadDemo, type Progress } from './demo/load.ts';
import { printedRanking } from './demo/ranking.ts';
import { bar, startTicker } from './demo/terminal.ts';
import { isLoopback, openSignInWarning } from './settings.ts';

const PROVINCE = '410000000000';

const say = (line = '') => process.stdout.write(`${line}\n`);

/** Errors that the user can do something about: the message says it all. */
const EXPECTED = [
  'AccountsError',
  'DataFolderInUse',
  'DataFolderUnusable',
  'DataFolderTooNew',
  'PortInUse',
  'TemplateError',
];

async function start(): Promise<void> {
  const {
    FENGQIAO_DATA: dataDir = '.fengqiao',
    PORT: port = DEFAULT_PORT,
    HOST: host,
  } = process.env;
  say('枫桥 Fengqiao · 演示 demo');
  say('只有地名是真的；人口、案件、纠纷和所有数字纯属虚构。');
  say('Only the names of places are real; every person, case, dispute and figure is made up.');
  say();
  const ticker = startTicker(process.stdout);
  ticker.show('正在启动 · starting');

  // After the hook that lets them import SQL.
  const { ensureAssembly } = await import('./cloud/synthesis.ts');
  const { startCloud } = await import('./cloud/cloud.ts');
  const cdkOut = await ensureAssembly(join(import.meta.dirname, '..'), () =>
    ticker.show('正在构建 · building'),
  );
  const cloud = await startCloud({
    dataDir,
    port: Number(port),
    cdkOut,
    schedules: 'paused',
    ...(host === undefined ? {} : { host }),
  });
  if (!isLoopback(host)) {
    ticker.say(['', ...openSignInWarning(`http://${host}:${port}`).split('\n'), '']);
  }
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    ticker.end();
    say('正在停止 · stopping');
    await cloud.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const client = createClient(cloud.url, {
    administrator: await cloud.token({ unit: PROVINCE, role: 'administrator' }),
    county: await cloud.token({ unit: COUNTY, role: 'reviewer' }),
  });
  // The first month is there to look at while the others are still being loaded.
  let first: Promise<void> | undefined;
  const showFirst = async () => {
    const table = await printedRanking(client);
    ticker.say([
      '',
      ...table,
      '',
      ...addresses(cloud.url),
      '',
      '其余月份继续载入 · more months follow',
    ]);
  };
  try {
    await loadDemo({
      dataDir,
      client,
      clock: cloud.clock,
      now: Date.now(),
      onProgress(progress) {
        ticker.show(progressLine(progress));
        if (progress.published === null || first) return;
        first = showFirst();
        // Its fault is told where it is waited for; a stop may come before.
        first.catch(() => undefined);
      },
    });
    await first;
    cloud.clock.reset();
    cloud.resumeSchedules();
    ticker.end();
    for (const line of await printedRanking(client)) say(line);
  } catch (error) {
    // A stop takes the cloud away from under the load; the next start goes on from there.
    if (stopping) return;
    ticker.end();
    await cloud.stop();
    throw error;
  }
  say();
  for (const line of addresses(cloud.url)) say(line);
}

function addresses(url: string): string[] {
  return [
    `  网页 page    ${url}`,
    '  登录 sign in  选择一个本机账号，不需要密码 · choose a local account, no password',
    `  接口 API     ${url}/v1/openapi.json`,
    '  停止 stop    Ctrl+C',
  ];
}

function progressLine({ share, day, submissions, published }: Progress): string {
  const month = published === null ? '' : ` · 已公布 published ${published}`;
  return `${bar(share)} ${day} · 报送 submissions ${count(submissions)}${month}`;
}

try {
  await start();
} catch (error) {
  if (error instanceof Error && EXPECTED.includes(error.name)) {
    process.stderr.write(`\n${error.message}\n`);
  } else {
    console.error(error);
  }
  process.exit(1);
}
