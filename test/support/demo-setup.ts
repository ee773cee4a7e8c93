/**
 * The demo, loaded once for all browser tests as `npm start` loads it, and a cloud that runs on a
 * copy of it. `FENGQIAO_DEMO` names a folder where it is loaded already (as of that day): quicker,
 * while one works on a page.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startCloud } from '../../local/cloud/cloud.ts';
import { createClient } from '../../local/demo/client.ts';
import { COUNTY } from '../../local/demo/generator/county.ts';
import { loadDemo } from '../../local/demo/load.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the shared cloud answers, and the folder of a stopped one to copy. */
    demo: {
      readonly url: string;
      readonly running: string;
      readonly stopped: string;
      readonly now: number;
    };
  }
}

/** Noon of 29 November 2026 in Shanghai, whenever the tests run: they name its months. */
const DEMO_NOW = Date.UTC(2026, 10, 29, 4);

const PROVINCE = '410000000000';
const CDK_OUT = join(import.meta.dirname, '../../cdk.out');

const start = (dataDir: string) =>
  startCloud({ dataDir, port: 0, cdkOut: CDK_OUT, schedules: 'paused' });

async function load(dataDir: string): Promise<void> {
  const cloud = await start(dataDir);
  try {
    const client = createClient(cloud.url, {
      administrator: await cloud.token({ unit: PROVINCE, role: 'administrator' }),
      county: await cloud.token({ unit: COUNTY, role: 'reviewer' }),
    });
    let told = 0;
    await loadDemo({
      ...{ dataDir, client, clock: cloud.clock, now: DEMO_NOW },
      onProgress({ share, day }) {
        if (share * 10 < told) return;
        told = Math.floor(share * 10) + 1;
        process.stdout.write(`the demo: ${Math.round(share * 100)} %, ${day}\n`);
      },
    });
  } finally {
    await cloud.stop();
  }
}

export default async function setup({ provide }: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-demo-'));
  const [stopped, running] = [join(folder, 'stopped'), join(folder, 'running')];
  const loaded = process.env.FENGQIAO_DEMO;
  if (loaded) cpSync(loaded, stopped, { recursive: true });
  else await load(stopped);
  cpSync(stopped, running, { recursive: true });
  const cloud = await start(running);
  cloud.clock.turnTo(DEMO_NOW);
  provide('demo', { url: cloud.url, running, stopped, now: DEMO_NOW });
  return async () => {
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
