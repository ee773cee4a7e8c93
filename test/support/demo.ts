/** The demo for browser tests: a cloud that all of them read, and copies for those that change it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { startCloud } from '../../local/cloud/cloud.ts';
import type { Role } from '../../local/cloud/identity/tokens.ts';
import type { Json } from './served.ts';
import { tokenOf } from './served.ts';

/** Something that answers as the API does. */
export interface Api {
  readonly url: string;
  /** Asks for a path under `/v1` as an account; throws where it is refused. */
  ask<Body = Json>(role: Role, unit: string, path: string): Promise<Body>;
}

async function read<Body>(url: string, token: string): Promise<Body> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}

/** The demo that all tests share: to be looked at, not to be changed. */
export function sharedDemo(): Api {
  const { url, running } = inject('demo');
  return {
    url,
    ask: (role, unit, path) => read(`${url}/v1${path}`, tokenOf(running, role, unit)),
  };
}

/** A demo of one's own, whose clock can be turned. */
export async function ownDemo() {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-demo-'));
  const { stopped, now } = inject('demo');
  cpSync(stopped, dataDir, { recursive: true });
  const cdkOut = join(import.meta.dirname, '../../cdk.out');
  const cloud = await startCloud({ dataDir, port: 0, cdkOut, schedules: 'paused' });
  cloud.clock.turnTo(now);
  const api: Api = {
    url: cloud.url,
    ask: async (role, unit, path) =>
      read(`${cloud.url}/v1${path}`, await cloud.token({ role, unit })),
  };
  return {
    ...{ ...api, cloud },
    async dispose(): Promise<void> {
      await cloud.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
