/** The smallest county that ranks: two stations with a grid each, on an embedded cloud in this process. */
import { type Day, dayAt, eachDay } from '../../shared/calendar/day.ts';
import { Embedded, newDataDir, startOn } from './embedded.ts';
import { type Json, PROVINCE } from './served.ts';

/** A Friday afternoon: what the tests of pages see must not depend on the day on which they run. */
export const NOW = Date.parse('2026-11-27T15:00:00+08:00');
export const TODAY = dayAt(NOW);

export const STATION = '410481002000';
export const NEIGHBOUR = '410481003000';

export const UNITS = `code,name,level,parent,area
410000000000,河南省,province,,rural
410400000000,平顶山市,city,410000000000,rural
410481000000,舞钢市,county,410400000000,rural
410481002000,寺坡街道,station,410481000000,urban
410481003000,朱兰街道,station,410481000000,urban
`;
export const GRIDS = `code,name,station,kind,households,population
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

export class County extends Embedded {
  /** Boots it at an instant, or at the machine's own time. */
  static async start(now?: number): Promise<County> {
    const dataDir = newDataDir('county');
    const cloud = await startOn(dataDir);
    if (now !== undefined) cloud.clock.turnTo(now);
    return new County(cloud, dataDir);
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
    await this.runAndPublish('2024-04');
  }
}
