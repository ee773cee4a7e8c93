/**
 * What the submissions cost those who send them: for each month and county how many there were,
 * how many values they held, and how long their forms were open. Sums only: no station, no
 * officer, no key that was pressed.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | `submissions`, `fields`, `forms`, `bin0` … `bin239` | `BURDEN#2024-04` | `410481000000` |
 *
 * The month is that of the submission's day, the county the one that the station belonged to on it.
 */
import { z } from 'zod';
import { type Day, monthOf } from '../calendar/day.ts';
import type { ItemTable, ItemWrite } from '../ports.ts';
import { LIST_NAMES, type Submission } from '../submissions/contract.ts';
import { binOf, type Histogram, medianSeconds, merged } from './histogram.ts';

/** One new revision, as it counts. */
export interface BurdenOfOne {
  readonly day: Day;
  /** The unit above the station on that day: a county, or a city that has no counties. */
  readonly county: string;
  /** Values in the rows of the six lists. */
  readonly fields: number;
  /** How long its form was open; undefined for what came in a file or from a program. */
  readonly formSeconds: number | undefined;
}

/** The sums of any number of new revisions. */
export interface Burden {
  readonly submissions: number;
  readonly fields: number;
  /** How many of them came from a form. */
  readonly forms: number;
  readonly seconds: Histogram;
}

/** The figures that people read; null where there is nothing to take them from. */
export interface BurdenFigures {
  readonly submissions: number;
  readonly forms: number;
  /** Half of the forms were open for less. */
  readonly medianMinutes: number | null;
  /** Values that a submission holds, on average. */
  readonly fieldsPerDay: number | null;
}

/** What one transaction may hold. */
const WRITES_AT_ONCE = 100;

/** Values in the rows of the six lists. */
export function fieldsOf(submission: Submission): number {
  return LIST_NAMES.flatMap((list): readonly object[] => submission[list]).reduce(
    (sum, row) => sum + Object.keys(row).length,
    0,
  );
}

/** Adds new revisions to their months and counties: one write for each of these pairs. */
export async function countBurden(items: ItemTable, all: readonly BurdenOfOne[]): Promise<void> {
  const pairs = Map.groupBy(all, ({ day, county }) => `${monthOf(day)} ${county}`);
  const writes = [...pairs].map(([pair, counted]): ItemWrite => {
    const [month, county = ''] = pair.split(' ');
    return { update: { pk: `BURDEN#${month}`, sk: county }, add: amountsOf(counted) };
  });
  for (let at = 0; at < writes.length; at += WRITES_AT_ONCE) {
    await items.transact(writes.slice(at, at + WRITES_AT_ONCE));
  }
}

/** What is to be added to each attribute of an item. */
function amountsOf(counted: readonly BurdenOfOne[]): Record<string, number> {
  const seconds = counted.flatMap(({ formSeconds }) => formSeconds ?? []);
  const bins = Map.groupBy(seconds, binOf);
  return {
    submissions: counted.length,
    fields: counted.reduce((sum, { fields }) => sum + fields, 0),
    forms: seconds.length,
    ...Object.fromEntries([...bins].map(([bin, forms]) => [`bin${bin}`, forms.length])),
  };
}

const itemSchema = z
  .object({
    sk: z.string(),
    submissions: z.int(),
    fields: z.int(),
    forms: z.int(),
  })
  .catchall(z.unknown());

/** The sums of the months (`2024-04`), by county; a county with nothing is left out. */
export async function burdenOf(
  items: ItemTable,
  months: readonly string[],
  counties: readonly string[],
): Promise<Map<string, Burden>> {
  const asked = new Set(counties);
  const [from, to] = [[...asked].sort()[0], [...asked].sort().at(-1)];
  if (from === undefined || to === undefined) return new Map();
  const found = await Promise.all(
    months.map((month) => items.query({ pk: `BURDEN#${month}`, from, to })),
  );
  const read = found
    .flatMap((page) => page.items.map((item) => itemSchema.parse(item)))
    .filter(({ sk }) => asked.has(sk))
    .map(({ sk: county, submissions, fields, forms, ...bins }) => ({
      county,
      burden: { submissions, fields, forms, seconds: histogramOf(bins) },
    }));
  const byCounty = Map.groupBy(read, ({ county }) => county);
  return new Map(
    [...byCounty].map(([county, parts]) => [county, sumOf(parts.map(({ burden }) => burden))]),
  );
}

/** The bins of an item; whatever else it has is none of them. */
function histogramOf(attributes: Readonly<Record<string, unknown>>): Histogram {
  const bins = Object.entries(attributes).flatMap(([name, forms]): [number, number][] => {
    const [, bin] = /^bin(\d{1,3})$/.exec(name) ?? [];
    return bin === undefined || typeof forms !== 'number' ? [] : [[Number(bin), forms]];
  });
  return new Map(bins);
}

/** The sums of all parts together. */
export function sumOf(parts: readonly Burden[]): Burden {
  const sum = (value: (part: Burden) => number) =>
    parts.reduce((total, part) => total + value(part), 0);
  return {
    submissions: sum(({ submissions }) => submissions),
    fields: sum(({ fields }) => fields),
    forms: sum(({ forms }) => forms),
    seconds: merged(parts.map(({ seconds }) => seconds)),
  };
}

/** What people read of the sums. */
export function figuresOf({ submissions, fields, forms, seconds }: Burden): BurdenFigures {
  const median = medianSeconds(seconds);
  return {
    submissions,
    forms,
    medianMinutes: median === null ? null : median / 60,
    fieldsPerDay: submissions === 0 ? null : fields / submissions,
  };
}
