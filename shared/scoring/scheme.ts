import { z } from 'zod';
import { familyOf, KPIS, kpiOf } from '../kpis/catalogue.ts';
import type { Level } from '../units/tree.ts';
import { scoreFunctionSchema } from './functions.ts';
import henanBaseline from './schemes/henan-baseline@1.json' with { type: 'json' };

const text = z.strictObject({ zh: z.string(), en: z.string() });
const weights = z.record(z.string(), z.number().min(0).max(100));

/** An assessment scheme (考核办法): what counts, how much, and against which target. */
export const schemeSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  version: z.int().positive(),
  name: text,
  description: text,
  /** The unit whose branch it judges. */
  jurisdiction: z.string().regex(/^\d{12}$/),
  /** First day on which it may be applied. */
  effective: z.iso.date(),
  /** Categories of the eight major crimes: two lists are in use. */
  eightMajor: z.array(z.string()).nonempty(),
  /** Grades from the best down, each with the lowest score that earns it. */
  grades: z.array(z.strictObject({ grade: z.string(), from: z.number() })).nonempty(),
  /** Units below this completeness are listed apart, unranked. */
  minimumCompleteness: z.number().min(0).max(1),
  /** A ratio over fewer is not scored. */
  minimumDenominators: z.record(z.string(), z.number().nonnegative()),
  scores: z.record(z.string(), scoreFunctionSchema),
  /** By level, the weight of each KPI that counts; each level's add up to 100. */
  weights: z.strictObject({
    station: weights,
    county: weights,
    city: weights,
    province: weights,
  }),
});

export type Scheme = z.infer<typeof schemeSchema>;

/** What is wrong with a scheme, in words for a department. */
export interface SchemeFault {
  readonly pointer: string;
  readonly messages: { readonly zh: string; readonly en: string };
}

const LEVELS = ['station', 'county', 'city', 'province'] as const satisfies readonly Level[];

function faultsOfWeight(scheme: Scheme, level: (typeof LEVELS)[number], id: string): SchemeFault[] {
  const pointer = `/weights/${level}/${id}`;
  const kpi = kpiOf(id);
  const fault = (zh: string, en: string) => [{ pointer, messages: { zh, en } }];
  if (!kpi) return fault('没有这个指标', 'there is no such KPI');
  if (kpi.levels && !kpi.levels.includes(level)) {
    return fault('该级单位没有这个指标', 'units of this level do not have this KPI');
  }
  if (kpi.better === null) {
    return fault('该指标只作背景，不计分', 'this KPI is context and is never scored');
  }
  if (kpi.restricted) {
    return fault(
      '该指标受限：未经批准不得计分',
      'this KPI is restricted: it takes an approval to give it a weight',
    );
  }
  return scheme.scores[id]
    ? []
    : fault('缺少计分函数', 'there is no scoring function for this KPI');
}

/** Everything wrong with a scheme beyond its shape; nothing where it can be applied. */
export function faultsOf(scheme: Scheme): SchemeFault[] {
  const faults: SchemeFault[] = [];
  for (const level of LEVELS) {
    const entries = Object.entries(scheme.weights[level]);
    faults.push(...entries.flatMap(([id]) => faultsOfWeight(scheme, level, id)));
    const sum = entries.reduce((total, [, weight]) => total + weight, 0);
    if (Math.abs(sum - 100) > 1e-9) {
      faults.push({
        pointer: `/weights/${level}`,
        messages: { zh: `权重合计为 ${sum}，应为 100`, en: `weights add up to ${sum}, not 100` },
      });
    }
  }
  for (const id of [...Object.keys(scheme.scores), ...Object.keys(scheme.minimumDenominators)]) {
    if (!kpiOf(id)) {
      faults.push({
        pointer: `/scores/${id}`,
        messages: { zh: '没有这个指标', en: 'there is no such KPI' },
      });
    }
  }
  return faults;
}

/** A scheme and version as people write it: `henan-baseline@1`. */
export function nameOf(scheme: Pick<Scheme, 'id' | 'version'>): string {
  return `${scheme.id}@${scheme.version}`;
}

function load(document: unknown): Scheme {
  const scheme = schemeSchema.parse(document);
  const [fault] = faultsOf(scheme);
  if (fault) throw new Error(`${nameOf(scheme)} ${fault.pointer}: ${fault.messages.en}`);
  return scheme;
}

/** The schemes that come with the system. */
export const SCHEMES: readonly Scheme[] = [load(henanBaseline)];

/** The scheme that a run takes where it names none. */
export const DEFAULT_SCHEME = 'henan-baseline@1';

/** The scheme of that name (`henan-baseline@1`, or `henan-baseline` for its latest version). */
export function schemeNamed(name: string): Scheme | undefined {
  return SCHEMES.findLast((scheme) => nameOf(scheme) === name || scheme.id === name);
}

/**
 * The weights that a unit's score really has when some KPIs drop out (`counts` false): what they
 * would have weighed is shared out in their family, and where a whole family is gone, over the
 * rest. Adds up to 100 unless nothing counts.
 */
export function effectiveWeights(
  nominal: Readonly<Record<string, number>>,
  counts: (kpi: string) => boolean,
): ReadonlyMap<string, number> {
  const families = Map.groupBy(
    Object.entries(nominal).filter(([, weight]) => weight > 0),
    ([id]) => familyOf(id).id,
  );
  const sum = (entries: readonly (readonly [string, number])[]) =>
    entries.reduce((total, [, weight]) => total + weight, 0);
  const shared: [string, number][] = [];
  for (const entries of families.values()) {
    const left = entries.filter(([id]) => counts(id));
    const factor = sum(entries) / sum(left);
    shared.push(...left.map(([id, weight]): [string, number] => [id, weight * factor]));
  }
  const factor = 100 / sum(shared);
  const result = new Map(shared.map(([id, weight]) => [id, weight * factor]));
  // In the catalogue's order, so that sums over it are the same to the last bit.
  return new Map(
    KPIS.flatMap(({ id }) => (result.has(id) ? [[id, result.get(id) ?? 0] as const] : [])),
  );
}
