/**
 * Before the tests of Trino: a server of its own on this machine, from the libraries in TRINO_HOME.
 * Its Hive connector reads `s3://` from the store at the port that it provides, whichever test
 * serves it there, and keeps its metastore in the same store.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { localityAt } from '../../local/cloud/locality.ts';
import { readTemplate } from '../../local/cloud/template/read.ts';
import { parseLocation } from '../../local/services/athena/catalogue.ts';
import { freePort } from './free-port.ts';

/** The store's key that Trino signs with. */
export const TRINO_KEY = { accessKeyId: 'trino', secretAccessKey: 'of-the-tests-only' } as const;

declare module 'vitest' {
  export interface ProvidedContext {
    readonly trino: { readonly origin: string; readonly catalog: string; readonly s3Port: number };
  }
}

const START_MINUTES = 10;
const POLL_MILLISECONDS = 500;

const properties = (values: Readonly<Record<string, string | number | boolean>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/**
 * The catalogs, each with where it keeps its metastore: `hive` beside a lake that a test lays out,
 * `cloud` in the lake's bucket of the template.
 */
function metastores(): Readonly<Record<string, string>> {
  const root = join(import.meta.dirname, '../..');
  const nowhere = 'http://127.0.0.1';
  const { glueTables } = readTemplate(
    join(root, 'cdk.out'),
    localityAt(nowhere, { issuer: nowhere }),
  );
  const { bucket } = parseLocation(glueTables[0]?.location ?? '');
  return { hive: 's3://metastore/trino/', cloud: `s3://${bucket}/trino/` };
}

function configure(folder: string, home: string, port: number, s3Port: number): void {
  mkdirSync(join(folder, 'catalog'));
  writeFileSync(
    join(folder, 'config.properties'),
    properties({
      'node.environment': 'test',
      'node.internal-address': '127.0.0.1',
      coordinator: true,
      'node-scheduler.include-coordinator': true,
      'http-server.http.port': port,
      'discovery.uri': `http://127.0.0.1:${port}`,
      'plugin.dir': join(home, 'plugin'),
      'catalog.config-dir': join(folder, 'catalog'),
    }),
  );
  for (const [catalog, metastore] of Object.entries(metastores())) {
    writeFileSync(
      join(folder, `catalog/${catalog}.properties`),
      properties({
        'connector.name': 'hive',
        'hive.metastore': 'file',
        'hive.metastore.catalog.dir': metastore,
        'hive.partition-projection-enabled': true,
        'fs.hadoop.enabled': false,
        'fs.native-s3.enabled': true,
        's3.endpoint': `http://127.0.0.1:${s3Port}`,
        's3.region': 'cn-north-1',
        's3.path-style-access': true,
        's3.aws-access-key': TRINO_KEY.accessKeyId,
        's3.aws-secret-key': TRINO_KEY.secretAccessKey,
      }),
    );
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { TRINO_HOME: home } = process.env;
  if (!home) throw new Error('run by npm run test:trino, which names TRINO_HOME');
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-trino-'));
  const [port, s3Port] = [await freePort(), await freePort()];
  configure(folder, home, port, s3Port);
  const log = join(folder, 'server.log');
  const output = openSync(log, 'a');
  const server = spawn(
    'java',
    [
      '-Xmx2G',
      `-Dconfig=${join(folder, 'config.properties')}`,
      '-cp',
      `${home}/lib/*`,
      join(import.meta.dirname, '../../tools/trino/Start.java'),
    ],
    { stdio: ['ignore', output, output] },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  const started = async () => {
    const answer = await fetch(`${origin}/v1/info`).catch(() => undefined);
    return answer?.ok && ((await answer.json()) as { starting: boolean }).starting === false;
  };
  for (const end = Date.now() + START_MINUTES * 60_000; !(await started()); ) {
    if (server.exitCode !== null || Date.now() > end) {
      const said = readFileSync(log, 'utf8').slice(-5000);
      await stop();
      throw new Error(`Trino did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  provide('trino', { origin, catalog: 'hive', s3Port });
  return stop;
}
