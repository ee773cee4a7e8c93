/**
 * `npm run serve`: the embedded cloud without the demo. Data in FENGQIAO_DATA (`.fengqiao`), port
 * PORT (8080). FENGQIAO_OIDC_ISSUER and FENGQIAO_OIDC_CLIENT_ID name an issuer that signs people in
 * in place of the local one. Prints one line on standard output when requests are answered; SIGTERM and SIGINT
 * stop it cleanly.
 */
import { join } from 'node:path';
import { externalIdentity } from './cloud/identity/external.ts';
import { DEFAULT_PORT } from './cloud/running.ts';
import '../tools/sql-hook.ts';

/** Errors that the user can do something about: the message says it all. */
const EXPECTED = [
  'AccountsError',
  'DataFolderInUse',
  'DataFolderUnusable',
  'PortInUse',
  'TemplateError',
];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function serve(): Promise<void> {
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    say('PORT must be a port number');
    process.exit(1);
  }
  const identity = externalIdentity(process.env);
  if (typeof identity === 'string') {
    say(identity);
    process.exit(1);
  }
  // After the hook that lets them import SQL.
  const { startCloud } = await import('./cloud/cloud.ts');
  const { ensureAssembly } = await import('./cloud/synthesis.ts');
  const root = join(import.meta.dirname, '..');
  const cdkOut = await ensureAssembly(root, () => say('synthesizing the template …'));
  const { FENGQIAO_DATA: dataDir = '.fengqiao', HOST: host } = process.env;
  const starting = startCloud({
    dataDir,
    port,
    cdkOut,
    schedules: 'on',
    ...(host === undefined ? {} : { host }),
    ...(identity && { identity }),
  });
  const stop = async () => {
    for (const signal of SIGNALS) process.off(signal, stop);
    await (await starting).stop();
    process.exit(0);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  process.stdout.write(`ready ${(await starting).url}\n`);
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

try {
  await serve();
} catch (error) {
  if (error instanceof Error && EXPECTED.includes(error.name)) say(error.message);
  else console.error(error);
  process.exit(1);
}
