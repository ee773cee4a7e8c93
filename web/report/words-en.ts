/** The report's words in English. */
import type { ZH } from './words-zh.ts';

export const EN: typeof ZH = {
  masthead: 'One village, one officer',
  number: (issue, revision) => `${issue} (${revision})`,
  month: (year, month) => `${year}, No. ${month}`,
  toCard: 'Scorecard',
  print: 'Print / save as PDF',
  waiting: 'Waiting for the charts…',
  printHint: 'Choose “Save as PDF” in the print window to keep it as a file; the paper is A4.',
  running: {
    madeUp: 'Demo data: all of it is made up',
    draft: 'Draft: not published',
    provisional: 'Provisional: not published',
    superseded: 'Superseded by a later revision',
  },
  separator: ' · ',
  sections: {
    losses: 'Points lost, and what would help',
    trends: 'The months so far',
    all: 'All KPIs',
    notes: 'Notes',
  },
  range: (low, high) => (low === high ? low : `${low} to ${high}`),
  headlinesTable: (unit) => `Headline figures of ${unit}`,
  headlineMore:
    'Below a value stands its 95% interval. Trend: by control charts of up to 24 months; a change has none. “—” stands where there is no value, or nothing was published.',
  columns: {
    kpi: 'KPI',
    value: 'Value',
    counts: 'Numerator / denominator',
    target: 'Target',
    previous: 'Before',
    yearAgo: 'Year ago',
    trend: 'Trend',
    rank: 'Rank',
    unit: 'Unit',
    interval: 'Score with 95% interval',
    range: 'Range of ranks',
    grade: 'Grade',
    echelon: 'Echelon',
    change: 'Change',
    weight: 'Weight',
    lost: 'Lost',
    confidence: '95% interval',
    difference: 'From the target',
    role: 'Role',
    share: 'Time in the community',
    minutes: 'in the community / all (minutes)',
  },
  roles: { community_officer: 'Community officers', auxiliary: 'Auxiliaries' },
  targetOf: { meets: 'meets', excels: 'excels', target: '', hundred: 'full marks' },
  atMost: '≤',
  signals: { improving: 'improving', deteriorating: 'deteriorating', none: 'no special signal' },
  tooFew: 'under 10 months',
  monitored: 'monitored',
  revision: (state, revision) => `${state}, ${revision}`,
  state: {
    published: 'published',
    draft: 'draft',
    provisional: 'provisional',
    superseded: 'superseded',
  },
  distribution: {
    title: (below, of, at, isNone) =>
      isNone
        ? `All ${of} stations reach ${at} of time in the community`
        : `${below} of ${of} stations are below ${at} of time in the community`,
    band: (low, high) => `target ${low}–${high}`,
    bin: (units, from, to) => `${from} to ${to}: ${units} stations`,
    key: 'Across: time in the community as a share of all working time; each dot is a station (bars where they are many), diamonds are below the target and not by chance',
  },
  missingTable: (at, shown, isPartial) =>
    isPartial
      ? `Stations below ${at} of time in the community (the lowest ${shown})`
      : `Stations below ${at} of time in the community`,
  isDifferent: { yes: 'clearly below', no: 'not distinguishable' },
  roleTable: 'Time in the community by role',
  unitsOf: { province: 'provinces', city: 'cities', county: 'counties', station: 'stations' },
  belowTable: (unit, level) => `Results of the ${level} of ${unit}`,
  belowKey: (low, high) =>
    `The intervals are drawn from ${low} to ${high} points: a dot for the score, a line for its 95% interval. Units whose intervals overlap may stand in their order by chance. “Overlaps”: not distinguishable from the next echelon.`,
  unitKpisTable: (unit, level) => `Headline KPIs of the ${level} of ${unit}`,
  unitKpisKey:
    'Below a change stand its two counts, of the year before and now; where they are few it is mostly chance. Its interval stands in the report of the unit.',
  notOver:
    'The period is not over and is compared with no whole one: values of the period before and of the year before are left out.',
  before: (score) => `was ${score}`,
  overlap: 'overlaps',
  lossTable: (total) => `Where most points were lost (${total} in all)`,
  lossKey: 'Dark: points lost; light: the weight, the most that could be lost.',
  noLosses: 'No points were lost.',
  improvements: 'What would raise the score most:',
  trendTitle: {
    improving: (name) => `${name}: better in the latest month, beyond chance`,
    deteriorating: (name) => `${name}: worse in the latest month, beyond chance`,
    none: (name) => `${name}: the latest month is within chance`,
    unjudged: (name) => `${name}: the latest month has no complete value and is not judged`,
    few: (name) => `${name}: too few months to tell (under 10)`,
  },
  until: (month) => `up to ${month}, the last published`,
  noTrends: 'No month is published yet.',
  trendsFailed: 'The months could not be read; their charts are left out of this report.',
  allTable: (unit) => `All KPIs of ${unit}`,
  made: (scheme, revision, computed) =>
    `Computed by scheme ${scheme}, revision ${revision} of this period, on ${computed}.`,
};
