/** The overview's words in English. */
import { plural } from '../command/plural.ts';
import type { ZH } from './words-zh.ts';

/** Units of a level, counted. */
const UNITS_EN: Readonly<Record<string, readonly [one: string, many: string]>> = {
  province: ['province', 'provinces'],
  city: ['city', 'cities'],
  county: ['county', 'counties'],
  station: ['station', 'stations'],
};
const unitsEn = (count: string, level: string) =>
  plural(count, UNITS_EN[level]?.[0] ?? 'unit', UNITS_EN[level]?.[1]);

export const EN: typeof ZH = {
  title: (unit, period) => `${unit}, ${period}: overview`,
  answer: {
    value: (unit, period, value) =>
      `${unit}, ${period}: officers spent ${value} of their time in the community`,
    none: (unit, period) => `${unit}, ${period}: time in the community has no value`,
    met: (mark) => `, which meets the standard of ${mark}`,
    missed: (mark) => `, short of the standard of ${mark}`,
    excelled: (mark) => `, which meets the excellent mark of ${mark}`,
    unsure: ' (within the margin of error)',
  },
  computed: (time) => `computed on ${time}`,
  links: 'Pages of this unit',
  toCard: (score) => `Scorecard: ${score}`,
  score: (points) => `${points} points`,
  toRanking: 'Ranking of the units below',
  toReport: 'Monthly report',
  interval: (low, high) => `95% interval ${low} to ${high}`,
  noInterval: 'no interval',
  targets: {
    meets: (mark) => `meets ${mark}`,
    excels: (mark) => `excels ${mark}`,
    target: (mark) => `target ${mark}`,
    atMost: (mark) => `target at most ${mark}`,
    hundred: (mark) => `full marks at ${mark}`,
    none: 'no target',
  },
  verdicts: {
    excels: 'excels',
    met: 'met',
    missed: 'missed',
    unsure: 'within the margin of error',
  },
  monitored: 'monitored only',
  tilesTitle: 'Headline KPIs',
  history: 'Trend and control chart',
  trendOf: (name, months, last, chart) =>
    `${name} over ${plural(months, 'month')}, last ${last}; ${chart}`,
  charts: {
    improving: 'improving',
    deteriorating: 'deteriorating',
    none: 'ordinary variation',
    high: 'unusually high',
    low: 'unusually low',
    absent: 'this period is not on the chart',
    few: 'under 10 months: too early to judge',
    change: 'changes have no control chart',
    failed: 'the trend was not loaded',
  },
  rules: {
    outside_limits: 'outside the control limits',
    trend: '7 months in one direction',
    two_of_three: '2 of 3 months near a limit',
    one_side: '7 months on one side of the mean',
  },
  assurance: {
    reliably_met: 'reliably met',
    reliably_missed: 'reliably missed',
    by_chance: 'met or missed by chance',
  },
  previous: {
    points: (difference) => `${difference} percentage points on the period before`,
    value: (value) => `period before: ${value}`,
    same: 'as in the period before',
    none: 'nothing published for the period before',
  },
  compare: {
    label: 'KPI',
    figures: 'Compared by a KPI',
    overall: (unit, value) => `${unit} ${value}`,
    someDifferent: (kpi, level, lower, higher, unit, value) =>
      `${kpi}: ${unitsEn(lower, level)} below ${unit} (${value}) and ${higher} above, beyond chance`,
    allSame: (kpi, count, level, unit, value) =>
      `${kpi}: none of ${unitsEn(count, level)} differs from ${unit} (${value}) beyond chance`,
    spread: (kpi, count, level, low, high) =>
      `${kpi}: ${unitsEn(count, level)} between ${low} and ${high}`,
    one: (kpi, unit, value) => `${kpi}: ${unit} ${value}`,
    none: (kpi) => `${kpi}: no value`,
    standings: {
      higher: 'above, beyond chance',
      lower: 'below, beyond chance',
      same: 'not distinguishable',
      unknown: 'no interval: not judged',
      none: 'no value',
    },
    against: (unit) => `Against ${unit}`,
    unit: 'Unit',
    value: 'Value',
    counts: 'Numerator / denominator',
    interval: '95% interval',
    toOverview: 'Overview',
    toOverviewOf: (unit) => `Overview of ${unit}`,
    sameMark: 'hatched: not distinguishable',
    sameDot: 'hollow: not distinguishable',
    noneMark: 'white: no value',
    line: (unit) => `dashed: ${unit}`,
    notUnit: 'no data of this city in the period',
    explained:
      'Where the interval holds the value of the unit above, the difference may be chance. Each shade has about as many units.',
  },
  time: {
    below: (count, mark) => `${unitsEn(count, 'station')} below ${mark} of time in the community`,
    ofThem: (count) => `, ${count} of them beyond chance`,
    ofThemNone: ', all within the margin of error',
    noneBelow: (count, mark) =>
      `All ${unitsEn(count, 'station')} at or above ${mark} of time in the community`,
    spread: (count) => `Time in the community of ${unitsEn(count, 'station')}`,
    none: 'No station has a value for time in the community',
    band: (low, high) => `meets to excels ${low}–${high}`,
    bin: (count, from, to) => `${from} to ${to}: ${unitsEn(String(count), 'station')}`,
    without: (count) =>
      `${unitsEn(count, 'station')} more without a value, or with too few of their days, are neither drawn nor counted`,
    dot: 'each dot is a station',
    bar: 'bars count stations',
    diamond: 'diamond: below the standard beyond chance',
    orange: 'orange: below the standard beyond chance',
    marked: (unit) => `dark blue: ${unit}`,
    mark: 'Mark',
    markNone: 'none',
    columns: [
      'Station',
      'Time in the community',
      'Numerator / denominator (minutes)',
      '95% interval',
      'Note',
    ],
    unsure: 'within the margin of error',
    isBelow: 'below the standard beyond chance',
  },
  reports: {
    all: (day, count) => `${day}: all ${unitsEn(count, 'station')} reported`,
    over: (day, count, missing) => `${day}: ${missing} of ${unitsEn(count, 'station')} missing`,
    none: (day) => `${day}: no station has to report`,
    today: 'Today',
    yesterday: 'Yesterday',
    columns: ['Unit', 'Expected', 'Submitted', 'On time', 'Missing'],
    sum: 'All',
    soFar: (time) => `open until ${time}`,
    dueAt: (time) => `was due by ${time}`,
    missing: (names) => `Missing: ${names}`,
    more: (count) => ` and others, ${count} in all`,
    link: 'Station by station',
    complete: (count, level) => `${unitsEn(count, level)} more reported in full`,
  },
  movers: {
    title: (best, weakest, level) =>
      `${UNITS_EN[level]?.[1] ?? 'units'} ranked: ${best} first, ${weakest} last`.replace(
        /^./,
        (first) => first.toUpperCase(),
      ),
    unsure: ', though the two are not distinguishable',
    one: (level) => `Only ${unitsEn('1', level)}: nothing to compare`,
    none: (level) => `No ${UNITS_EN[level]?.[0] ?? 'unit'} takes part in the ranking`,
    best: 'At the head',
    weakest: 'At the foot, in need of help',
    changed: 'Moved most',
    noChange: 'no rank has moved, or none was ranked in the period before',
    withinChance: 'within the margin of error',
    beyondChance: 'beyond the margin of error',
    unranked: 'Not ranked: ',
    withheldTitle: (level) =>
      `Positions of the ${UNITS_EN[level]?.[1] ?? 'units'} are not reliable: echelons only`,
    toAll: 'The whole ranking',
    few: (count, level) => unitsEn(count, level),
    score: (score) => `${score} points`,
  },
  open: {
    title: 'To be done: flags and appeals',
    ofAppeals: 'Appeals',
    flagsTitle: (count) => `${plural(count, 'integrity flag')} to be reviewed`,
    flagsNone: 'No integrity flag to be reviewed',
    flagsWait: (count) => `${count} of them may be reviewed by this account`,
    kinds: (name, count) => `${name}: ${count}`,
    flagsLink: 'Review list',
    appealsTitle: (count) => `${plural(count, 'appeal')} not decided`,
    appealsNone: 'No appeal is undecided',
    appealsWait: (count) => `${count} of them wait for this account`,
    appealsLink: 'Appeals',
    states: (open, commented) => `${open} without a comment, ${commented} to be decided`,
    branch: 'all appeals in this account’s branch',
    atLeast: (count) => `${count} or more`,
  },
  trust: {
    title: 'Can these numbers be trusted?',
    completeness: (share, submitted, expected) =>
      `${share} of station-days submitted (${submitted} / ${expected})`,
    noneExpected: 'no station-day was expected',
    onTime: (share) => `${share} on time`,
    thin: (count) =>
      `${unitsEn(count, 'station')} below 80% completeness; values carry a note that says so`,
    thinNone: 'no station below 80% completeness',
    rankable: (share, level) =>
      `${share} of the differences between the scores of the ${UNITS_EN[level]?.[1] ?? 'units'} are more than chance: ranks mean something`,
    notRankable: (share, level) =>
      `only ${share} of the differences between the scores of the ${UNITS_EN[level]?.[1] ?? 'units'} are more than chance: go by echelons and intervals`,
    rankabilityNone: (level) =>
      `too few ${UNITS_EN[level]?.[1] ?? 'units'} to say whether ranks are reliable`,
    confirmed: (count) => `${plural(count, 'flag')} confirmed on review`,
    confirmedNone: 'no flag was confirmed on review',
    audit: (share, low, high, confirmed, reached) =>
      `${share} confirmed by call-back (${confirmed} / ${reached}, 95% interval ${low} to ${high})`,
    auditOpen: (sampled) => `${sampled} sampled, none called back yet`,
    auditNone: 'no call-back sample in this period',
    unknown: 'not loaded',
    terms: {
      completeness: 'Submissions',
      thin: 'Too little data',
      rankability: 'Ranks',
      flags: 'Integrity flags',
      audit: 'Call-backs',
    },
  },
  part: {
    names: {
      answer: 'Headline KPIs',
      time: 'Time in the community by station',
      compare: 'Units below compared',
      reports: 'Submissions',
      movers: 'Ranking of the units below',
      flags: 'Integrity flags',
      appeals: 'Appeals',
    },
  },
};
