/**
 * The province of the walk on an embedded cloud: days, a published and a draft revision, a
 * provisional one, flags, audits, a ledger, appeals, bulk files, drafts, mappings and schemes.
 */
import { createHash } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Role } from '../../functions/api/access-table.ts';
import { BASELINE } from '../../shared/testing/scored.ts';
import { Embedded, newDataDir, startOn } from '../support/embedded.ts';
import { eventually, type Json, type RunState } from '../support/served.ts';
import {
  CITY,
  COUNTY,
  gridsOf,
  officersOf,
  PLACES,
  type Place,
  PROVINCE,
  placeOf,
  STATION,
  STATIONS,
} from './units.ts';

export const PERIOD = '2024-04';
/** The month under way. */
export const CURRENT = '2024-05';
/** The units are in force from here on, so two days are a whole month. */
const FIRST = '2024-04-29';
export const LAST = '2024-04-30';
/** A day that clerks may still send, and that is not sent. */
export const OPEN_DAY = '2024-05-09';
/** Noon in Shanghai, three days after the grace for April. */
const NOW = Date.UTC(2024, 4, 11, 4);
const RUN_QUEUE = 'RunQueue';

const csv = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;

export const REFERENCE = {
  units: csv(
    'code,name,level,parent,area',
    PLACES.map(({ code, name, level, parent }) => `${code},${name},${level},${parent ?? ''},urban`),
  ),
  grids: csv(
    'code,name,station,kind,households,population',
    STATIONS.flatMap((station) =>
      gridsOf(station).map(
        (grid) => `${grid},${station.mark}社区,${station.code},community,500,1500`,
      ),
    ),
  ),
  roster: csv(
    'officer,station,role,grids',
    STATIONS.flatMap((station) =>
      officersOf(station).map(
        (officer, index) =>
          `${officer},${station.code},community_officer,${gridsOf(station)[index]}`,
      ),
    ),
  ),
} as const;

/** A day of a station on which nearly all time goes to the community, which raises a flag. */
export function dayOf(station: Place, date: string): Json {
  const [officer, other] = officersOf(station);
  const [grid, second] = gridsOf(station);
  const { mark } = station;
  const isFirst = date === FIRST;
  const [dispute, item] = [`DI-${mark}`, `IT-${mark}`];
  return {
    ...{ schemaVersion: 1, station: station.code, date },
    officerTime: [
      { officer, grid, activity: 'household_visit', minutes: 480 },
      { officer: other, grid: second, activity: 'community_patrol', minutes: 470 },
      { officer: other, activity: 'paperwork', minutes: 10 },
    ],
    disputes: isFirst
      ? [{ dispute, event: 'opened', category: 'neighbour', grid, officer }]
      : [
          { dispute, event: 'resolved', level: 'post' },
          { dispute: `LOST-${mark}`, event: 'resolved', level: 'post' },
        ],
    cases: [{ case: `CA-${mark}-${date}`, event: 'filed', category: 'theft', grid }],
    followUps: isFirst
      ? [{ item, kind: 'hazard', event: 'raised', grid }]
      : [{ item, kind: 'hazard', event: 'closed' }],
    counts: [{ kind: 'household_visited', grid, officer, count: 12 }],
    incidents: [],
  };
}

/** A scheme of a unit's own, which no run takes by itself. */
export const schemeOf = (unit: string): Json => ({
  ...{ ...BASELINE, id: `own-${unit}`, name: { zh: '自定办法', en: 'Own scheme' } },
  ...{ jurisdiction: unit, adopted: false },
});

/** A mapping whose words, or one of whose constants, are a station's. */
export const mappingOf = (station: Place, isConstant = false): Json => ({
  list: 'incidents',
  fields: {
    station: { column: 'a', values: { [`W-${station.mark}`]: station.code } },
    date: { column: 'b' },
    kind: { constant: 'accident' },
    grid: isConstant
      ? { constant: gridsOf(station)[0] }
      : { column: 'c', values: { [`G-${station.mark}`]: gridsOf(station)[0] } },
    count: { constant: 1 },
  },
});

interface Listed {
  readonly items: readonly Json[];
}

/** Ids of what there is, by the unit that it is of. */
type Ids = ReadonlyMap<string, string>;

export class World extends Embedded {
  flags: Ids = new Map();
  audits: Ids = new Map();
  ledger: Ids = new Map();
  appeals: Ids = new Map();
  bulks: Ids = new Map();
  run = '';
  /** Where the issuer's key is. */
  dataDir = '';

  static async start(): Promise<World> {
    const dataDir = newDataDir('authorization');
    const world = new World(await startOn(dataDir), dataDir);
    world.dataDir = dataDir;
    world.cloud.clock.turnTo(NOW);
    await world.#fill();
    return world;
  }

  /** What was asked for in preparation has to succeed. */
  async must<Body = Json>(
    as: { readonly role: Role; readonly unit: string },
    method: string,
    path: string,
    body?: Json | string,
  ): Promise<Body> {
    const answer = await this.ask<Body>(as.role, as.unit, method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  async runToEnd(period: string): Promise<RunState> {
    const asked = await this.must<RunState>(ADMINISTRATOR, 'POST', '/v1/runs', { period });
    return this.ended(asked.id);
  }

  /** Waits for the end of a run. */
  ended(id: string): Promise<RunState> {
    return eventually(async () => {
      const state = await this.must<RunState>(ADMINISTRATOR, 'GET', `/v1/runs/${id}`);
      return state.state === 'running' ? undefined : state;
    });
  }

  /** Waits until no message of a run is left: it goes a moment after the run has ended. */
  drained(): Promise<true> {
    return eventually(async () => this.cloud.queueDepth(RUN_QUEUE) === 0 || undefined);
  }

  async #fill(): Promise<void> {
    for (const [kind, text] of Object.entries(REFERENCE)) {
      await this.must(ADMINISTRATOR, 'PUT', `/v1/reference/${kind}?effective=${FIRST}`, text);
    }
    for (const station of STATIONS) {
      const clerk = { role: 'clerk', unit: station.code } as const;
      for (const date of [FIRST, LAST, '2024-05-08']) {
        await this.must(clerk, 'POST', '/v1/submissions', dayOf(station, date));
      }
    }
    await this.#runs();
    await this.#reviews();
    for (const { code, mark } of STATIONS) {
      const clerk = { role: 'clerk', unit: code } as const;
      const draft = { ...{ version: 0, seconds: 1, confirmed: [], basedOn: 0 }, document: null };
      await this.must(clerk, 'PUT', `/v1/submissions/drafts/${code}/${OPEN_DAY}`, draft);
      const place = placeOf(code);
      const own = { name: `map-${mark}`, ...mappingOf(place) };
      await this.must(clerk, 'PUT', '/v1/imports/mappings', own);
      // The county's own words for this station: its other stations must not learn them.
      const county = { role: 'clerk', unit: place.parent ?? '' } as const;
      for (const [index, isConstant] of [false, true].entries()) {
        const mapping = {
          name: `c${STATIONS.indexOf(place)}-${index}`,
          ...mappingOf(place, isConstant),
        };
        await this.must(county, 'PUT', '/v1/imports/mappings', mapping);
      }
    }
    for (const unit of [CITY, '410200000000', STATION]) {
      const path = `/v1/schemes/own-${unit}@1`;
      await this.must(ADMINISTRATOR, 'PUT', path, schemeOf(unit));
    }
    const bulks = PLACES.map(async ({ code }) => [code, await this.#bulk(code)] as const);
    this.bulks = new Map(await Promise.all(bulks));
  }

  /** April twice, the first published and the second a draft; and May so far. */
  async #runs(): Promise<void> {
    const first = await this.runToEnd(PERIOD);
    if (first.state !== 'succeeded') throw new Error(JSON.stringify(first));
    this.run = first.id;
    for (const { code } of STATIONS) {
      const entry = { ...{ period: PERIOD, unit: code, kind: 'deduction', points: 1 } };
      const body = { ...entry, reason: '情况通报', evidence: '1号' };
      const { items } = await this.must<Listed>(ADMINISTRATOR, 'POST', '/v1/ledger', body);
      this.ledger = new Map([...this.ledger, [code, String(items[0]?.id)]]);
    }
    const publication = { revision: first.revision, reason: 'test' };
    await this.must(ADMINISTRATOR, 'POST', `/v1/periods/${PERIOD}/publish`, publication);
    const second = await this.runToEnd(PERIOD);
    if (second.revision !== first.revision + 1) throw new Error(JSON.stringify(second));
    await this.runToEnd(CURRENT);
  }

  /** One flag, sample and appeal of every station. */
  async #reviews(): Promise<void> {
    const list = async (name: string, of: 'unit' | 'station') => {
      const path = `/v1/${name}?period=${PERIOD}`;
      const { items } = await this.must<Listed>(ADMINISTRATOR, 'GET', path);
      return new Map(items.map((one) => [String((one[of] as Json).code), String(one.id)]));
    };
    this.flags = await list('flags', 'unit');
    this.audits = await list('audits', 'station');
    for (const { code } of PLACES.filter(({ parent }) => parent !== null)) {
      const clerk = { role: 'clerk', unit: code } as const;
      const body = { period: PERIOD, kpi: 'time_in_community', reason: '数据有误' };
      const { id } = await this.must(clerk, 'POST', '/v1/appeals', body);
      this.appeals = new Map([...this.appeals, [code, String(id)]]);
    }
    for (const ids of [this.flags, this.audits, this.ledger]) {
      if (ids.size !== STATIONS.length) throw new Error(`no id for every station: ${ids.size}`);
    }
  }

  /** A bulk file of a unit with a day of each station below it, taken in to its end. */
  async #bulk(unit: string): Promise<string> {
    const clerk = { role: 'clerk', unit } as const;
    const asked = await this.must<{ id: string; upload: { url: string } }>(
      ...([clerk, 'POST', '/v1/submissions/bulk', { filename: 'days.ndjson' }] as const),
    );
    const lines = STATIONS.map((station) => JSON.stringify(dayOf(station, LAST)));
    const put = await fetch(asked.upload.url, { method: 'PUT', body: lines.join('\n') });
    if (!put.ok) throw new Error(`upload: ${put.status}`);
    await eventually(async () => {
      const state = await this.must(clerk, 'GET', `/v1/submissions/bulk/${asked.id}`);
      return state.state === 'done' || undefined;
    });
    return asked.id;
  }

  /**
   * Changes when anything in the table, the buckets or the queues does; not by what an account has
   * used of its minute, nor by the trail, which tells of refusals, too.
   */
  async digest(): Promise<string> {
    const hash = createHash('sha256');
    const { region, operator, endpoints, description } = this.cloud;
    const settings = { region, credentials: operator };
    const items = new DynamoDBClient({ ...settings, endpoint: endpoints.DYNAMODB });
    const objects = new S3Client({ ...settings, endpoint: endpoints.S3, forcePathStyle: true });
    for (const { name: TableName } of description.tables) {
      let start: Record<string, never> | undefined;
      do {
        const page = await items.send(
          new ScanCommand({ TableName, ...(start && { ExclusiveStartKey: start }) }),
        );
        const kept = (page.Items ?? []).filter(({ pk }) => !pk?.S?.startsWith('RATE#'));
        hash.update(JSON.stringify(kept));
        start = page.LastEvaluatedKey as typeof start;
      } while (start);
    }
    for (const { name: Bucket, locked } of description.buckets) {
      if (locked) continue;
      let token: string | undefined;
      do {
        const page = await objects.send(
          new ListObjectsV2Command({ Bucket, ...(token && { ContinuationToken: token }) }),
        );
        hash.update(JSON.stringify((page.Contents ?? []).map(({ Key, ETag }) => [Key, ETag])));
        token = page.NextContinuationToken;
      } while (token);
    }
    for (const queue of ['InboxQueue', RUN_QUEUE])
      hash.update(String(this.cloud.queueDepth(queue)));
    items.destroy();
    objects.destroy();
    return hash.digest('hex');
  }
}

export const ADMINISTRATOR = { role: 'administrator', unit: PROVINCE } as const;
export { CITY, COUNTY, PROVINCE, STATION };
