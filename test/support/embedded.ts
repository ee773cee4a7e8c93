/** An embedded cloud in this process on a data folder of its own, and how tests speak to it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../local/cloud/cloud.ts';
import type { Role } from '../../local/cloud/identity/tokens.ts';
import { eventually, type Json, PROVINCE, type RunState } from './served.ts';

export const CDK_OUT = join(import.meta.dirname, '../../cdk.out');

export const newDataDir = (name: string): string =>
  mkdtempSync(join(tmpdir(), `fengqiao-${name}-`));

export const startOn = (dataDir: string): Promise<Cloud> =>
  startCloud({ dataDir, port: 0, cdkOut: CDK_OUT, schedules: 'paused' });

/** The run of a whole province on a busy machine. */
const RUN_MINUTES = 10;

export class Embedded {
  readonly cloud: Cloud;
  readonly #dataDir: string;

  protected constructor(cloud: Cloud, dataDir: string) {
    this.cloud = cloud;
    this.#dataDir = dataDir;
  }

  async ask<Body = Json>(
    role: Role,
    unit: string,
    method: string,
    path: string,
    body?: Json | string,
  ) {
    const response = await fetch(this.cloud.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await this.cloud.token({ role, unit })}`,
        'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  /** All items of a list, page after page. */
  async askAll<Item>(role: Role, unit: string, path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const url: URL = new URL(path, this.cloud.url);
      if (cursor !== null) url.searchParams.set('cursor', cursor);
      const { status, body } = await this.ask<{
        readonly items: readonly Item[];
        readonly next: string | null;
      }>(role, unit, 'GET', url.pathname + url.search);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      items.push(...body.items);
      cursor = body.next;
    } while (cursor !== null);
    return items;
  }

  /** Runs a period to its end and publishes what the run has found, with a reason. */
  async runAndPublish(period: string): Promise<void> {
    const asked = await this.ask<RunState>('administrator', PROVINCE, 'POST', '/v1/runs', {
      period,
    });
    const run = await eventually(async () => {
      const path = `/v1/runs/${asked.body.id}`;
      const { body } = await this.ask<RunState>('administrator', PROVINCE, 'GET', path);
      return body.state === 'running' ? undefined : body;
    }, RUN_MINUTES);
    if (run.state !== 'succeeded') throw new Error(`the run ${run.state}`);
    // Made-up days raise flags, and nobody looks at them here.
    const body = { revision: run.revision, reason: 'test' };
    const path = `/v1/periods/${period}/publish`;
    const { status } = await this.ask('administrator', PROVINCE, 'POST', path, body);
    if (status !== 200) throw new Error(`publication: ${status}`);
  }

  /** All that the functions have logged so far. */
  logs(): string {
    const folder = join(this.#dataDir, 'logs');
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
  }

  async dispose(): Promise<void> {
    await this.cloud.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
