/**
 * The whole of Henan with one published month, for what has to hold with 18 cities and 2,586
 * stations: an embedded cloud in this process. The units are in force only from the last two days
 * of the month on, so two days of documents are a complete month; what a month would bring is put
 * into these days.
 */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { liveCity } from '../../bench/days.ts';
import { documentOf } from '../../bench/documents.ts';
import { loadReference } from '../../bench/load.ts';
import { buildProvince, type Province as Tree } from '../../bench/province.ts';
import { referenceFiles } from '../../bench/reference.ts';
import { openStores, type StoresOptions } from '../../bench/stores.ts';
import { randomOf } from '../../local/demo/generator/random.ts';
import { type Season, seasonOf } from '../../local/demo/generator/seasons.ts';
import type { Character } from '../../local/demo/generator/stations.ts';
import type { Day } from '../../shared/calendar/day.ts';
import type { Submission } from '../../shared/submissions/contract.ts';
import { CDK_OUT, Embedded, newDataDir, startOn } from './embedded.ts';

export const MONTH = '2024-04';
const DAYS = ['2024-04-29', '2024-04-30'] as const;
const EFFECTIVE: Day = DAYS[0];
/** What changes are counted from: of that month one day is known, with its events alone. */
const YEAR_BEFORE: Day = '2023-04-29';

/** Small documents: so many grids a station, with one officer each. */
const GRIDS = 3;

/** Told what has just been done, for those who want to know what takes how long. */
export type Tell = (text: string) => void;

export class Province extends Embedded {
  /**
   * Takes about a minute: once for a file of tests. Where FENGQIAO_PROVINCE names a folder, what was
   * made is kept there, and the next time it is taken from there: for writing tests, as long as
   * nothing changes that decides what is stored.
   */
  static async start(tell: Tell = () => undefined): Promise<Province> {
    const dataDir = newDataDir('province');
    const { FENGQIAO_PROVINCE: kept } = process.env;
    try {
      if (kept && existsSync(kept)) cpSync(kept, dataDir, { recursive: true });
      else {
        await make(dataDir, tell);
        if (kept) cpSync(dataDir, kept, { recursive: true });
      }
      return new Province(await startOn(dataDir), dataDir);
    } catch (fault) {
      rmSync(dataDir, { recursive: true, force: true });
      throw fault;
    }
  }

  /** Runs the month of a folder with everything else in it, and publishes it. */
  static async publish(dataDir: string): Promise<void> {
    const province = new Province(await startOn(dataDir), dataDir);
    try {
      await province.runAndPublish(MONTH);
    } finally {
      await province.cloud.stop();
    }
  }
}

/** Fills a new folder. */
async function make(dataDir: string, tell: Tell): Promise<void> {
  const tree = quickTree(buildProvince('province', GRIDS));
  const files = referenceFiles(tree, EFFECTIVE, MONTH);
  tell('tree');
  const into = await loadReference({ dataDir, cdkOut: CDK_OUT }, files, () => undefined);
  tell('reference data');
  await store(tree, into);
  tell('documents');
  await Province.publish(dataDir);
  tell('run and publication');
}

/** The same province with people who do in hours what takes days, and cities that differ. */
function quickTree(tree: Tree): Tree {
  const cities = tree.cities.map((city) => {
    const lean = randomOf('city', city.code).next() - 0.5;
    const counties = city.counties.map((county) => ({
      ...county,
      stations: county.stations.map((station) => ({
        ...station,
        character: quickCharacter(station.character, lean),
      })),
    }));
    return { ...city, counties };
  });
  return { ...tree, cities };
}

/** `lean` is how the city leans, from -0.5 to 0.5. */
function quickCharacter(character: Character, lean: number): Character {
  const { inCommunity, days, effort } = character;
  return {
    ...character,
    inCommunity: Math.min(0.99, 0.82 + 0.75 * (inCommunity - 0.7) + 0.08 * lean),
    days: days / (7 + 4 * lean),
    effort: effort * (5 + lean),
  };
}

/** A season in which two days bring what a month would, and the first of them most of it. */
function crowded(day: Day): Season {
  const season = seasonOf(day);
  const isFirst = day.endsWith('29');
  return {
    ...season,
    disputes: season.disputes * (isFirst ? 30 : 1),
    cases: season.cases * (isFirst ? 28 : 2),
    visits: season.visits * (isFirst ? 5 : 1),
  };
}

/** Stores the days as if they had been received. */
async function store(tree: Tree, into: StoresOptions): Promise<void> {
  const stores = await openStores(into);
  try {
    for (const city of tree.cities) {
      const keep = (submissions: readonly Submission[]) =>
        stores.keepDocuments(submissions.map((one) => documentOf(city.code, one)));
      const before = liveCity(city, crowded)(YEAR_BEFORE);
      await keep(before.map((one) => ({ ...one, officerTime: [] })));
      const life = liveCity(city, crowded);
      for (const day of DAYS) await keep(life(day));
    }
  } finally {
    stores.close();
  }
}
