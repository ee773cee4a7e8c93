import { count, kpiValue, type Language, mark, points } from '../format.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import type { Kpi, Text } from '../kpis/definition.ts';
import type { Card, KpiFigure } from '../scorecards/card.ts';

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
const COUNTED: Readonly<Record<string, Text>> = {
  time_in_community: { zh: '分钟社区工作', en: 'minutes in the community' },
  diverted_time: { zh: '分钟被抽调时间', en: 'diverted minutes' },
  desk_time: { zh: '分钟会议报表时间', en: 'desk minutes' },
  grid_coverage: { zh: '个有警的村(社区)', en: 'grids covered' },
  grid_presence: { zh: '个见警的村(社区)日', en: 'grid-days with an officer' },
  dispute_resolution_rate: { zh: '起化解的纠纷', en: 'disputes resolved' },
  settled_in_village: { zh: '起在村或警务室化解的纠纷', en: 'disputes settled in the village' },
  settled_in_town: { zh: '起在本镇化解的纠纷', en: 'disputes settled in the town' },
  officers_on_quota: { zh: '名达标的社区民警', en: 'officers on quota' },
  household_visit_rate: { zh: '户次走访', en: 'household visits' },
  publicity_reach: { zh: '人次宣传', en: 'people reached' },
  services_per_10k: { zh: '件次便民服务', en: 'services delivered' },
  records_change: { zh: '条采集的信息', en: 'records registered' },
  follow_up_rate: { zh: '件办结的事项', en: 'items closed' },
  hazard_fix_rate: { zh: '处整改的隐患', en: 'hazards fixed' },
  station_police_share: { zh: '名派出所民警', en: 'police in stations' },
  community_police_share: { zh: '名社区民警', en: 'community police' },
  grids_staffed: { zh: '个有民辅警包联的村(社区)', en: 'grids with an officer' },
  office_standard: { zh: '个警务室', en: 'police offices' },
  leader_visits: { zh: '次联系点走访', en: 'leader visits' },
  consultations: { zh: '次专题会商', en: 'consultations' },
  completeness: { zh: '站日报送', en: 'station-days sent' },
  timeliness: { zh: '站日按时报送', en: 'station-days sent on time' },
};

/** The value at which credit ends. */
function goalOf({ target }: KpiFigure): number | undefined {
  return target?.target ?? target?.excels ?? target?.hundred;
}

/** Whole units of the numerator between where it is and the goal. */
function neededFor(kpi: Kpi, { numerator, denominator }: KpiFigure, goal: number): number | null {
  if (!COUNTED[kpi.id]) return null;
  const share = { ratio: goal, per_10k: goal / 10_000, change: 1 + goal }[kpi.form];
  const missing = share * denominator - numerator;
  // What floating point adds to a whole number is no further unit.
  const slack = 1e-9 * Math.max(1, denominator);
  return missing > 0 ? Math.ceil(missing - slack) : Math.floor(missing + slack);
}

function wordsOf(kpi: Kpi, improvement: Omit<Improvement, 'words'>, language: Language): string {
  const { from, to, gain, needed } = improvement;
  const name = kpi.name[language];
  const what = COUNTED[kpi.id]?.[language];
  const now = kpiValue(from, kpi.display, language);
  const goal = mark(to, kpi.display, language);
  const isMore = to > from;
  const amount = needed === null || !what ? undefined : count(Math.abs(needed));
  if (language === 'zh') {
    const direction = isMore ? '提高' : '降低';
    const effort = amount ? `，需${isMore ? '再增加' : '减少'} ${amount} ${what}` : '';
    return `${name}从 ${now} ${direction}到 ${goal}，可增加 ${points(gain)} 分${effort}。`;
  }
  const effort = amount ? `; it takes ${amount} ${isMore ? 'more' : 'fewer'} ${what}` : '';
  return `${isMore ? 'Raise' : 'Lower'} “${name}” from ${now} to ${goal} for ${points(gain)} points more${effort}.`;
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
    const words = { zh: wordsOf(kpi, improvement, 'zh'), en: wordsOf(kpi, improvement, 'en') };
    return [{ ...improvement, words }];
  });
}
