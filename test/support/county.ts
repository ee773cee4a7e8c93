/** The smallest county that ranks: two stations with a grid each, on an embedded cloud in this process. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../local/cloud/cloud.ts';
import type { Role } from '../../local/cloud/identity/tokens.ts';
import { type Day, eachDay } from '../../shared/calendar/day.ts';
import { eventually, type Json, PROVINCE, type RunState } from './served.ts';

export const STATION = '410481002000';
export const NEIGHBOUR = '410481003000';

const UNITS = `code,name,level,parent,area
410000000000,河南省,province,,rural
410400000000,平顶山市,city,410000000000,rural
410481000000,舞钢市,county,410400000000,rural
410481002000,寺坡街道,station,410481000000,urban
410481003000,朱兰街道,station,410481000000,urban
`;
const GRIDS = `code,name,station,kind,households,population
410481002001,奋飞社区,410481002000,community,1000,3000
410481003001,柏庄社区,410481003000,community,1000,3000
`;

/** A valid day of a station, with so many minutes in its community and 100 at the desk. */
export function documentOf(station: string, date: Day, minutes = 400): Json {
  return {
    schemaVersion: 1,
    station,
    date,
    officerTime: [
      { officer: 'a-1', grid: `${station.slice(0, 9)}001`, activity: 'publicity', minutes },
      { officer: 'a-1', activity: 'paperwork', minutes: 100 },
    ],
    disputes: [],
    cases: [],
    followUps: [],
    counts: [],
    incidents: [],
  };
}

export class County {
  readonly cloud: Cloud;
  readonly #dataDir: string;

  private constructor(cloud: Cloud, dataDir: string) {
    this.cloud = cloud;
    this.#dataDir = dataDir;
  }

  static async start(): Promise<County> {
    const dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-county-'));
    const cdkOut = join(import.meta.dirname, '../../cdk.out');
    return new County(await startCloud({ dataDir, port: 0, cdkOut, schedules: 'paused' }), dataDir);
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

  /** Loads units and grids, in force from 2024 on; throws where they are refused. */
  async loadReference(): Promise<void> {
    for (const [kind, csv] of [
      ['units', UNITS],
      ['grids', GRIDS],
    ] as const) {
      const path = `/v1/reference/${kind}?effective=2024-01-01`;
      const { status } = await this.ask('administrator', PROVINCE, 'PUT', path, csv);
      if (status !== 200) throw new Error(`${kind}: ${status}`);
    }
  }

  /** Sends every day of April 2024 for both stations, runs the month and publishes it. */
  async publishApril(): Promise<void> {
    await Promise.all(
      eachDay('2024-04-01', '2024-04-30').flatMap((day) =>
        [STATION, NEIGHBOUR].map(async (station) => {
          const document = documentOf(station, day, station === STATION ? 400 : 300);
          await this.ask('administrator', PROVINCE, 'POST', '/v1/submissions', document);
        }),
      ),
    );
    const asked = await this.ask<RunState>('administrator', PROVINCE, 'POST', '/v1/runs', {
      period: '2024-04',
    });
    const run = await eventually(async () => {
      const path = `/v1/runs/${asked.body.id}`;
      const { body } = await this.ask<RunState>('administrator', PROVINCE, 'GET', path);
      return body.state === 'running' ? undefined : body;
    });
    // Days that are all alike raise flags.
    const body = { revision: run.revision, reason: 'test' };
    const path = '/v1/periods/2024-04/publish';
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
