/**
 * What a month costs: measured use of each activity, times how often it happens at a scale, times
 * a price list. Pure; free tiers are left out, so it is what is paid at most.
 */

/** What is paid for, in the units that price lists have. */
export const METERS = {
  httpRequests: { zh: 'HTTP 请求', en: 'HTTP requests', per: 'request' },
  lambdaRequests: { zh: '函数调用', en: 'function calls', per: 'request' },
  lambdaGbSeconds: { zh: '函数时长', en: 'function time', per: 'GB-s' },
  s3Writes: { zh: 'S3 写与列举', en: 'S3 PUT, LIST', per: 'request' },
  s3Reads: { zh: 'S3 读', en: 'S3 GET, HEAD', per: 'request' },
  s3GbMonths: { zh: 'S3 存储', en: 'S3 storage', per: 'GB-month' },
  writeUnits: { zh: '数据表写单位', en: 'DynamoDB writes', per: 'unit' },
  readUnits: { zh: '数据表读单位', en: 'DynamoDB reads', per: 'unit' },
  tableGbMonths: {
    zh: '数据表存储与时间点恢复',
    en: 'DynamoDB storage and recovery',
    per: 'GB-month',
  },
  sqsRequests: { zh: '队列请求', en: 'SQS requests', per: 'request' },
  athenaGb: { zh: '查询扫描', en: 'Athena scanned', per: 'GB' },
  logGb: { zh: '日志写入', en: 'logs written', per: 'GB' },
  logGbMonths: { zh: '日志保存', en: 'logs kept', per: 'GB-month' },
  traces: { zh: '链路跟踪', en: 'X-Ray traces', per: 'trace' },
  gbOut: { zh: '流出流量', en: 'data out', per: 'GB' },
  alarms: { zh: '告警', en: 'alarms', per: 'metric-month' },
  customMetrics: { zh: '自定义指标', en: 'own metrics', per: 'metric-month' },
  dashboards: { zh: '监控面板', en: 'dashboards', per: 'month' },
  keys: { zh: '密钥', en: 'KMS keys', per: 'month' },
  keyRequests: { zh: '密钥请求', en: 'KMS requests', per: 'request' },
} as const;

export type Meter = keyof typeof METERS;

/** How much of what; a meter that is left out is 0. */
export type Use = { readonly [meter in Meter]?: number };

export const METER_NAMES = Object.keys(METERS) as Meter[];

export function addUse(one: Use, other: Use, times = 1): Use {
  const sum: { [meter in Meter]?: number } = { ...one };
  for (const meter of METER_NAMES) {
    const value = other[meter];
    if (value !== undefined) sum[meter] = (sum[meter] ?? 0) + value * times;
  }
  return sum;
}

export const timesUse = (use: Use, times: number): Use => addUse({}, use, times);

/** What depends on a place's size: a part that is always there, and one for each station. */
export interface Line {
  readonly fixed: Use;
  readonly perStation: Use;
}

/** The line through two measurements; never falling, so that noise makes nothing cheaper. */
export function lineThrough(
  small: { readonly stations: number; readonly use: Use },
  large: { readonly stations: number; readonly use: Use },
): Line {
  const fixed: { [meter in Meter]?: number } = {};
  const perStation: { [meter in Meter]?: number } = {};
  for (const meter of METER_NAMES) {
    const [low = 0, high = 0] = [small.use[meter], large.use[meter]];
    const slope = Math.max(0, (high - low) / (large.stations - small.stations));
    perStation[meter] = slope;
    fixed[meter] = Math.max(0, high - slope * large.stations);
  }
  return { fixed, perStation };
}

export const onLine = ({ fixed, perStation }: Line, stations: number): Use =>
  addUse(fixed, perStation, stations);

/** What each activity uses, measured. */
export interface Activities {
  readonly submission: Use;
  readonly correction: Use;
  readonly pageView: Line;
  readonly coldLoad: Use;
  /** Rebuilding one day of one city. */
  readonly compaction: Line;
  readonly idleCompaction: Use;
  readonly reminding: Line;
  /** `athenaGb` is what the queries read of the one month that was measured. */
  readonly run: Line;
  readonly queriesOfRun: number;
  /** What lies there all the time, whatever happens: alarms, metrics, keys, idle polling. */
  readonly standing: Use;
}

/** A place, and what its people do. */
export interface Scale {
  readonly stations: number;
  readonly cities: number;
  /** Submissions that are corrected, of all. */
  readonly correctedShare: number;
  /** Page views of a station on a day, those of the units above it among them. */
  readonly viewsPerStationDay: number;
  /** Loads of the page without anything in the browser's cache, of a station in a month. */
  readonly coldLoadsPerStation: number;
  /** Runs by hand, beside the daily and the monthly one. */
  readonly extraRuns: number;
  /** Months of documents and results that are kept already. */
  readonly monthsKept: number;
}

const DAYS = 30;
const HOURS = 24 * DAYS;
/** Logs are kept for a year. */
const LOG_MONTHS = 12;
/** A run reads events of up to two years. */
const MONTHS_READ = 24;
/** Athena bills a query as this much at least. */
const LEAST_SCAN_GB = 10 / 1024;

/** What a month uses. */
export function monthOf(activities: Activities, scale: Scale): Use {
  const { stations, cities, correctedShare } = scale;
  const submissions = stations * DAYS;
  const runs = DAYS + 1 + scale.extraRuns;
  // A correction makes its day dirty again: counted as one more rebuild of a day for every city
  // and day, since at this size some station always corrects something.
  const rebuilds = cities * DAYS * 2;
  const run = onLine(activities.run, stations);
  const least = activities.queriesOfRun * LEAST_SCAN_GB;
  const scanned = Math.max(least, (run.athenaGb ?? 0) * MONTHS_READ);
  const parts: readonly (readonly [Use, number])[] = [
    [activities.submission, submissions],
    [activities.correction, submissions * correctedShare],
    [onLine(activities.pageView, stations), submissions * scale.viewsPerStationDay],
    [activities.coldLoad, stations * scale.coldLoadsPerStation],
    [onLine(activities.compaction, stations / cities), rebuilds],
    [activities.idleCompaction, HOURS],
    [onLine(activities.reminding, stations), DAYS],
    [{ ...run, athenaGb: scanned }, runs],
    [activities.standing, 1],
  ];
  const all = (list: typeof parts) =>
    list.reduce<Use>((sum, [use, times]) => addUse(sum, use, times), {});
  const month = all(parts);
  // A rebuild replaces what was there, a run by hand or of an unfinished month is kept for a while
  // only: of each month stay its documents, one lake and one revision.
  const stays = all([
    [activities.submission, submissions],
    [activities.correction, submissions * correctedShare],
    [onLine(activities.compaction, stations / cities), cities * DAYS],
    [run, 1],
  ]);
  return {
    ...month,
    s3GbMonths: (stays.s3GbMonths ?? 0) * scale.monthsKept,
    tableGbMonths: (stays.tableGbMonths ?? 0) * scale.monthsKept,
    logGbMonths: (month.logGb ?? 0) * LOG_MONTHS,
  };
}

/** A price list as it stands in `prices/`. */
export interface PriceList {
  readonly region: string;
  readonly currency: string;
  /** The day on which the list was written down. */
  readonly date: string;
  readonly prices: {
    readonly [meter in Meter]: {
      /** For one unit; null where nobody has confirmed any. */
      readonly price: number | null;
      readonly source: string;
    };
  };
}

export interface Cost {
  readonly byMeter: { readonly [meter in Meter]: number | null };
  /** Of the meters that have a price. */
  readonly total: number;
  /** Meters that are used and have no price: the total lacks them. */
  readonly unpriced: readonly Meter[];
}

/** What the use costs by the list. */
export function costOf(use: Use, { prices }: PriceList): Cost {
  const cost = (meter: Meter) => {
    const { price } = prices[meter];
    return price === null ? null : (use[meter] ?? 0) * price;
  };
  const byMeter = Object.fromEntries(METER_NAMES.map((meter) => [meter, cost(meter)]));
  return {
    byMeter: byMeter as Cost['byMeter'],
    total: METER_NAMES.reduce((sum, meter) => sum + (cost(meter) ?? 0), 0),
    unpriced: METER_NAMES.filter((meter) => cost(meter) === null && (use[meter] ?? 0) > 0),
  };
}
