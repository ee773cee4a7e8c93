/**
 * A unit's figures of a revision, before any scheme has judged them. Every finished revision keeps
 * those of all its units in one object of the lake bucket: later periods read their history from
 * it, simulations score it anew, and a period can be scored again as it was known then.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { FAMILIES, KPIS } from '../kpis/catalogue.ts';
import type { Family, Kpi } from '../kpis/definition.ts';
import { type Figure, figureOf, type Note } from '../kpis/evaluate.ts';
import type { Chance, Exposure } from '../kpis/interval.ts';
import type { ObjectStore } from '../ports.ts';
import { LEVELS, type Level } from '../units/tree.ts';
import { keptKey, readKept } from './kept.ts';

/** A unit in force at the end of the period. */
export interface FigureUnit {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly area: 'urban' | 'rural';
  readonly population: number;
  /** `station-urban-1` (the smallest third by population) to `station-rural-3`; others their level. */
  readonly peerGroup: string;
}

/** A KPI of a unit with what chance does to it. */
export interface SampledFigure extends Figure, Chance {
  /** Case rates and changes drawn towards the peer group's usual level; null for other KPIs. */
  readonly shrunken: number | null;
  readonly byRole?: Readonly<Record<string, Figure>>;
}

export interface Completeness {
  readonly expected: number;
  readonly submitted: number;
  readonly onTime: number;
}

export interface UnitFigures {
  readonly unit: FigureUnit;
  readonly completeness: Completeness;
  /** Every KPI that units of its level have. */
  readonly kpis: Readonly<Record<string, SampledFigure>>;
  /**
   * Sampling covariances of the shares of time in the community, diverted and at the desk, which
   * are parts of one whole: cc, cd, ck, dd, dk, kk. Null under two officers.
   */
  readonly timeCovariance: readonly number[] | null;
  readonly exposure: Exposure;
}

/** The published figures of an earlier period. */
export interface PastFigures {
  readonly period: string;
  readonly revision: number;
  readonly units: ReadonlyMap<string, UnitFigures>;
}

/** Key in the lake bucket of a revision's figures; those of a provisional one stand elsewhere. */
export function figuresKey(period: string, revision: number, isProvisional = false): string {
  return keptKey(period, revision, 'json.gz', isProvisional ? 'passing' : 'kept');
}

/** Numerator, denominator, value, note, interval, standard error, shrunken value. */
type Cells = readonly [
  number,
  number,
  number | null,
  Note | null,
  readonly [number, number] | null,
  number | null,
  number | null,
];

interface StoredUnit {
  readonly unit: FigureUnit;
  readonly completeness: readonly [expected: number, submitted: number, onTime: number];
  readonly exposure: readonly [days: number, daysBefore: number];
  readonly timeCovariance: readonly number[] | null;
  /** In the order of the header's ids. */
  readonly kpis: readonly (Cells | null)[];
  /** By KPI and role, the two counts. */
  readonly byRole: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>>;
}

// Written by this system and compressed with a checksum: the cells, of which a province has
// hundreds of thousands, are taken as they are.
const storedSchema = z.object({
  period: z.string(),
  kpis: z.array(z.string()),
  units: z.array(z.custom<StoredUnit>((value) => typeof value === 'object' && value !== null)),
  rest: z.unknown(),
});

type Stored = z.infer<typeof storedSchema>;

/**
 * The figures of a revision as they are kept; `rest` is whatever the run froze beside them. The
 * same figures give the same bytes.
 */
export function encodeFigures(
  period: string,
  units: readonly UnitFigures[],
  rest: unknown,
): Uint8Array {
  const ids = KPIS.map(({ id }) => id);
  const stored: Stored = {
    period,
    kpis: ids,
    units: units.map(
      ({ unit, completeness, exposure, timeCovariance, kpis }): StoredUnit => ({
        unit,
        completeness: [completeness.expected, completeness.submitted, completeness.onTime],
        exposure: [exposure.days, exposure.daysBefore],
        timeCovariance,
        kpis: ids.map((id): Cells | null => {
          const held = kpis[id];
          if (!held) return null;
          const { numerator, denominator, value, note, interval, error, shrunken } = held;
          return [numerator, denominator, value, note, interval, error, shrunken];
        }),
        byRole: Object.fromEntries(
          Object.entries(kpis).flatMap(([id, { byRole }]) => {
            if (!byRole) return [];
            const roles = Object.entries(byRole).map(
              ([role, part]) => [role, [part.numerator, part.denominator]] as const,
            );
            return [[id, Object.fromEntries(roles)]];
          }),
        ),
      }),
    ),
    rest,
  };
  return gzipSync(JSON.stringify(stored), { level: 6 });
}

function decodeUnit(stored: StoredUnit, ids: readonly string[]): UnitFigures {
  const kpis: Record<string, SampledFigure> = {};
  stored.kpis.forEach((cells, index) => {
    const id = ids[index];
    if (!cells || id === undefined) return;
    const [numerator, denominator, value, note, interval, error, shrunken] = cells;
    const roles = stored.byRole[id];
    kpis[id] = {
      ...{ numerator, denominator, value, note, interval, error, shrunken },
      ...(roles && {
        byRole: Object.fromEntries(
          Object.entries(roles).map(([role, [n, d]]) => [role, figureOf('ratio', n, d)]),
        ),
      }),
    };
  });
  const [expected, submitted, onTime] = stored.completeness;
  const [days, daysBefore] = stored.exposure;
  const { unit, timeCovariance } = stored;
  const completeness = { expected, submitted, onTime };
  return { unit, completeness, kpis, timeCovariance, exposure: { days, daysBefore } };
}

/** What `encodeFigures` kept. Throws where the object is damaged. */
export function decodeFigures(bytes: Uint8Array): {
  readonly period: string;
  readonly units: UnitFigures[];
  readonly rest: unknown;
} {
  const stored = storedSchema.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));
  return {
    period: stored.period,
    units: stored.units.map((unit) => decodeUnit(unit, stored.kpis)),
    rest: stored.rest,
  };
}

/** The figures of a finished revision; undefined where they are gone. */
export async function figuresOf(
  objects: ObjectStore,
  period: string,
  revision: number,
): Promise<ReturnType<typeof decodeFigures> | undefined> {
  const object = await readKept(objects, period, revision, 'json.gz');
  return object && decodeFigures(object.body);
}

const OF_LEVEL = new Map(
  LEVELS.map((level) => [
    level,
    FAMILIES.flatMap((family) =>
      family.kpis
        .filter(({ levels }) => !levels || levels.includes(level))
        .map((kpi) => ({ family, kpi })),
    ),
  ]),
);

/** The KPIs that units of a level have, with their families, in the catalogue's order. */
export function kpisOfLevel(
  level: Level,
): readonly { readonly family: Family; readonly kpi: Kpi }[] {
  return OF_LEVEL.get(level) ?? [];
}
