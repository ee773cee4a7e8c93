import { count, type Language, points } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Kpi, Text } from '../kpis/definition.ts';
import type { Card, KpiFigure } from '../scorecards/card.ts';
import { markWords, valueWords } from './values.ts';

/** A change of one KPI that would raise the score. */
export interface Improvement {
  readonly kpi: string;
  /** The value that was scored, */
  readonly from: number;
  /** and the one at which credit ends. */
  readonly to: number;
  /** Points of the unit's score. */
  readonly gain: number;
  /**
   * So many more (or, negative, fewer) of what the numerator counts, where the denominator stays;
   * null where that is no matter of counting.
   */
  readonly needed: number | null;
  readonly words: Text;
}

const PROPOSALS = 3;

/** KPIs of these families rest on the same rows: one change moves them together, so one is named. */
const SHARING: readonly string[] = ['time', 'presence', 'disputes', 'follow_ups', 'reporting'];

/** What a numerator counts, where it can be counted on. */
interface Counted {
  readonly zh: string;
  /** One of them, and several. */
  readonly en: readonly [one: string, several: string];
}

const COUNTED: Readonly<Record<string, Counted>> = {
  grid_coverage: { zh: '个有警的村(社区)', en: ['grid covered', 'grids covered'] },
  grid_presence: {
    zh: '个见警的村(社区)日',
    en: ['grid-day with an officer', 'grid-days with an officer'],
  },
  dispute_resolution_rate: { zh: '起化解的纠纷', en: ['dispute resolved', 'disputes resolved'] },
  settled_in_village: {
    zh: '起在村或警务室化解的纠纷',
    en: ['dispute settled in the village', 'disputes settled in the village'],
  },
  settled_in_town: {
    zh: '起在本镇化解的纠纷',
    en: ['dispute settled in the town', 'disputes settled in the town'],
  },
  officers_on_quota: { zh: '名达标的社区民警', en: ['officer on quota', 'officers on quota'] },
  household_visit_rate: { zh: '户次走访', en: ['household visit', 'household visits'] },
  publicity_reach: { zh: '人次宣传', en: ['person reached', 'people reached'] },
  services_per_10k: { zh: '件次便民服务', en: ['service delivered', 'services delivered'] },
  records_change: { zh: '条采集的信息', en: ['record registered', 'records registered'] },
  follow_up_rate: { zh: '件办结的事项', en: ['item closed', 'items closed'] },
  hazard_fix_rate: { zh: '处整改的隐患', en: ['hazard fixed', 'hazards fixed'] },
  station_police_share: {
    zh: '名派出所民警',
    en: ['police officer in a station', 'police officers in stations'],
  },
  community_police_share: {
    zh: '名社区民警',
    en: ['community police officer', 'community police officers'],
  },
  grids_staffed: {
    zh: '个有民辅警包联的村(社区)',
    en: ['grid with an officer', 'grids with an officer'],
  },
  office_standard: { zh: '个警务室', en: ['police office', 'police offices'] },
  leader_visits: { zh: '次联系点走访', en: ['leader visit', 'leader visits'] },
  consultations: { zh: '次专题会商', en: ['consultation', 'consultations'] },
  completeness: { zh: '个站日的报送', en: ['station-day sent', 'station-days sent'] },
  timeliness: {
    zh: '个站日的按时报送',
    en: ['station-day sent on time', 'station-days sent on time'],
  },
};

/**
 * Minutes are moved from one kind of work to another: more of them would raise the denominator
 * too, and the share less.
 */
const MOVED: Readonly<Record<string, (minutes: string, isOne: boolean) => Text>> = {
  time_in_community: (minutes, isOne) => ({
    zh: `需把 ${minutes} 分钟其他工作转为社区工作`,
    en: `move ${minutes} ${isOne ? 'minute' : 'minutes'} of other work into the community`,
  }),
  diverted_time: (minutes, isOne) => ({
    zh: `需减少 ${minutes} 分钟被抽调时间，转为社区工作`,
    en: `move ${minutes} diverted ${isOne ? 'minute' : 'minutes'} into the community`,
  }),
  desk_time: (minutes, isOne) => ({
    zh: `需减少 ${minutes} 分钟会议报表时间，转为社区工作`,
    en: `move ${minutes} desk ${isOne ? 'minute' : 'minutes'} into the community`,
  }),
};

/** What it takes, in words; undefined where that is no matter of counting. */
function effortOf(kpi: Kpi, needed: number | null): Text | undefined {
  if (needed === null) return undefined;
  const amount = count(Math.abs(needed));
  const isOne = Math.abs(needed) === 1;
  const counted = COUNTED[kpi.id];
  if (!counted) return MOVED[kpi.id]?.(amount, isOne);
  const [one, several] = counted.en;
  return {
    zh: `需${needed > 0 ? '再增加' : '减少'} ${amount} ${counted.zh}`,
    en: `it takes ${amount} ${needed > 0 ? 'more' : 'fewer'} ${isOne ? one : several}`,
  };
}

/** The value at which credit ends. */
function goalOf({ target }: KpiFigure): number | undefined {
  return target?.target ?? target?.excels ?? target?.hundred;
}

/** Whole units of the numerator between where it is and the goal. */
function neededFor(kpi: Kpi, { numerator, denominator }: KpiFigure, goal: number): number | null {
  if (!COUNTED[kpi.id] && !MOVED[kpi.id]) return null;
  const share = { ratio: goal, per_10k: goal / 10_000, change: 1 + goal }[kpi.form];
  const missing = share * denominator - numerator;
  // What floating point adds to a whole number is no further unit.
  const slack = 1e-9 * Math.max(1, denominator);
  const needed = missing > 0 ? Math.ceil(missing - slack) : Math.floor(missing + slack);
  // A shrunken value may miss a goal that the plain one meets: then no count would mend it.
  const isMend = kpi.better === 'lower' ? needed < 0 : needed > 0;
  return isMend ? needed : null;
}

function wordsOf(kpi: Kpi, improvement: Omit<Improvement, 'words'>): Text {
  const { from, to, gain, needed } = improvement;
  const isMore = to > from;
  const effort = effortOf(kpi, needed);
  const span = (language: Language, between: string) =>
    `${valueWords(from, kpi, language)}${between}${markWords(to, kpi, language)}`;
  return {
    zh: `${kpi.name.zh}从 ${span('zh', isMore ? ' 提高到 ' : ' 降低到 ')}，可增加 ${points(gain)} 分${effort ? `，${effort.zh}` : ''}。`,
    en: `${isMore ? 'Raise' : 'Lower'} “${kpi.name.en}” from ${span('en', ' to ')} for ${points(gain)} points more${effort ? `; ${effort.en}` : ''}.`,
  };
}

/**
 * The three changes that would raise a unit's score most: of each KPI that is scored and may be
 * aimed at (none that is restricted), bringing it to where credit ends, all else as it is. Where
 * the KPIs of a family rest on the same rows, only the one with most to gain is named.
 */
export function improvements(card: Card): Improvement[] {
  const found = card.kpis.flatMap((figure): Omit<Improvement, 'words'>[] => {
    const kpi = kpiOf(figure.id);
    const goal = goalOf(figure);
    const { scored, lost } = figure;
    if (!kpi || kpi.restricted || goal === undefined || scored === null || !lost) return [];
    const needed = neededFor(kpi, figure, goal);
    return [{ kpi: kpi.id, from: scored, to: goal, gain: lost, needed }];
  });
  // Equal gains stay in the catalogue's order.
  found.sort((a, b) => b.gain - a.gain);
  const taken = new Set<string>();
  const named = found.filter(({ kpi }) => {
    const family = card.kpis.find(({ id }) => id === kpi)?.family ?? '';
    if (taken.has(family)) return false;
    if (SHARING.includes(family)) taken.add(family);
    return true;
  });
  return named.slice(0, PROPOSALS).flatMap((improvement) => {
    const kpi = kpiOf(improvement.kpi);
    if (!kpi) return [];
    return [{ ...improvement, words: wordsOf(kpi, improvement) }];
  });
}
