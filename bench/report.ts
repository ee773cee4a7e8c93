/** What the bench found, in words and as its last line. */
import type { Loaded } from './load.ts';
import type { Measured } from './run.ts';

export interface Found {
  readonly loaded: Loaded;
  /** The run that compacts, and the one over the compacted lake. */
  readonly first: Measured;
  readonly second: Measured;
}

/** What a step of a run is called in the last line, where it has another name. */
const NAMES: Readonly<Record<string, string>> = {
  compact: 'compaction',
  query: 'queries',
  score: 'scoring',
  rank: 'ranking',
  flag: 'flags',
  write: 'writing',
};

const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
const seconds = (value: number) => `${value.toFixed(2)} s`;
const mebibytes = (value: number) => `${number(value)} MiB`;
const row = (name: string, value: string) => `  ${name.padEnd(28)}${value.padStart(14)}`;

/** Tables to read. */
export function report({ loaded, first, second }: Found): string[] {
  const months = [loaded.month, loaded.yearBefore].flatMap(({ month, rows }) => [
    `stored for ${month}`,
    ...Object.entries(rows).map(([list, count]) => row(list, number(count))),
  ]);
  return [
    ...months,
    row('seconds of loading', seconds(loaded.seconds)),
    'the first run, which compacts the month',
    ...stepRows(first),
    'the second run, over the compacted lake (flags are looked for while ranks are drawn)',
    ...stepRows(second),
    'queries of the second run, one after the other',
    ...Object.entries(second.queries).map(([name, time]) => row(name, seconds(time))),
    row('simulation of weights', seconds(second.simulation)),
    'peak memory',
    row('loading', mebibytes(loaded.peakMiB)),
    row('first run', mebibytes(first.peakMiB)),
    row('second run', mebibytes(second.peakMiB)),
    ...Object.entries(second.memory).map(([name, peak]) => row(`  ${name}`, mebibytes(peak))),
  ];
}

function stepRows({ steps, total }: Measured): string[] {
  return [
    ...Object.entries(steps).map(([name, time]) => row(name, seconds(time))),
    row('in total', seconds(total)),
  ];
}

/**
 * The last line. `rows` counts officer time of the month; compaction is the first run's, all
 * else is from the second: `draft` is the whole way from the compacted lake to a draft.
 */
export function lastLine({ loaded, first, second }: Found): string {
  const rounded = (value: number) => Math.round(value * 100) / 100;
  const named = ({ steps }: Measured) =>
    Object.entries(steps).map(([step, time]) => [NAMES[step] ?? step, rounded(time)] as const);
  const { compaction } = Object.fromEntries(named(first));
  return JSON.stringify({
    rows: loaded.month.rows.officerTime ?? 0,
    seconds: {
      ...Object.fromEntries(named(second)),
      compaction,
      draft: rounded(second.total),
      simulation: rounded(second.simulation),
    },
    query: Object.fromEntries(
      Object.entries(second.queries).map(([name, time]) => [name, rounded(time)]),
    ),
    peakMiB: second.peakMiB,
  });
}
