import { describe, expect, it } from 'vitest';
import type { Measures } from '../kpis/evaluate.ts';
import { figureUnit, unitWithMeasures } from '../testing/scored.ts';
import { buildCard } from './build.ts';
import type { Rank } from './card.ts';
import type { FigureUnit } from './figures.ts';

const STATION = figureUnit({
  code: '410481002000',
  name: '寺坡街道',
  level: 'station',
  parent: '410481000000',
});

/** A station that meets every target of the baseline exactly where 100 points begin. */
const PERFECT: Measures = {
  working_minutes: 1000,
  community_minutes: 850,
  diverted_minutes: 100,
  desk_minutes: 50,
  grids: 10,
  grids_covered: 10,
  grid_days: 300,
  grid_days_present: 240,
  disputes_opened: 100,
  disputes_resolved: 97,
  days_to_resolution: 97,
  settled_in_village: 97,
  settled_in_town: 97,
  quota_officers: 5,
  officers_on_quota: 4,
  criminal_filed: 4,
  criminal_filed_before: 7,
  households: 1000,
  household_visits: 300,
  population: 3000,
  people_reached: 300,
  services_delivered: 9,
  records_registered: 110,
  records_registered_before: 100,
  items_raised: 20,
  items_closed: 20,
  hazards_raised: 20,
  hazards_closed: 19,
  awareness_respondents: 100,
  awareness_positive: 85,
  satisfaction_respondents: 100,
  satisfaction_positive: 98,
  safety_respondents: 100,
  safety_positive: 98,
  grids_staffed: 10,
  officers: 1,
  days_expected: 30,
  days_sent: 30,
  days_on_time: 30,
  days_expected_before: 30,
  days_sent_before: 30,
};

const PLACE: Rank = {
  ...{ scope: 'parent', within: '410481000000', rank: 1, of: 1, interval: null, expected: null },
  ...{
    echelon: 'first',
    distinguishable: null,
    topTenth: null,
    bottomTenth: null,
    stability: null,
  },
};

const BEFORE: Measures = { working_minutes: 10, community_minutes: 8 };

function cardOf(flaw: Measures, unit: FigureUnit = STATION, past: Measures = BEFORE) {
  const scored = unitWithMeasures(unit, { ...PERFECT, ...flaw });
  const before = unitWithMeasures(unit, past);
  const card = buildCard({
    period: '2024-04',
    unit: scored,
    uncertainty: undefined,
    rankability: null,
    ranks: [PLACE],
    previous: before.figures,
    yearAgo: undefined,
    signals: {},
  });
  const kpi = (id: string) => {
    const found = card.kpis.find((one) => one.id === id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  return { card, kpi };
}

describe('a scorecard', () => {
  it('of a unit that meets every target has 100 points and nothing lost', () => {
    const { card, kpi } = cardOf({});
    expect(card.score).toMatchObject({ value: 100, base: 100, grade: '优秀' });
    expect(card.completeness).toEqual({ expected: 30, submitted: 30, onTime: 30 });
    expect(card.kpis.reduce((sum, { lost }) => sum + (lost ?? 0), 0)).toBe(0);
    expect(card.kpis).toHaveLength(37);
    expect(kpi('time_in_community')).toMatchObject({
      value: 0.85,
      score: 100,
      weight: 18,
      target: { floor: 0.6, meets: 0.8, excels: 0.85 },
      previous: 0.8,
      yearAgo: null,
    });
  });

  it('loses what the weight and the scoring function say', () => {
    const { card, kpi } = cardOf({ community_minutes: 700 });
    // 70 % is half way from the floor (0 points) to the target (80): 40 of 100 points of 18.
    expect(kpi('time_in_community')).toMatchObject({ score: 40, lost: 10.8 });
    expect(card.score).toMatchObject({ value: 89.2, grade: '良好' });
  });

  it('computes crime, and gives it no weight', () => {
    expect(cardOf({}).kpi('criminal_case_change')).toMatchObject({
      numerator: 4,
      denominator: 7,
      value: -3 / 7,
      score: null,
      weight: 0,
      schemeWeight: 0,
    });
  });

  it('says nothing of a change before whose own base was incomplete', () => {
    const change = (sent: number) => {
      const past = { ...PERFECT, days_expected_before: 30, days_sent_before: sent };
      return cardOf({}, STATION, past).kpi('criminal_case_change').previous;
    };
    expect([change(30), change(10)]).toEqual([-3 / 7, null]);
  });

  it('leaves out what does not apply or rests on too few, and shares out its weight', () => {
    const { card, kpi } = cardOf({ hazards_raised: 0, hazards_closed: 0, safety_respondents: 29 });
    expect(kpi('hazard_fix_rate')).toMatchObject({
      value: null,
      note: 'not_applicable',
      dropped: 'no_value',
      weight: 0,
    });
    expect(kpi('follow_up_rate').weight).toBe(10);
    expect(kpi('safety_rate')).toMatchObject({ dropped: 'too_few', score: null });
    expect(kpi('awareness_rate').weight).toBe(4.2);
    expect(card.score.value).toBe(100);
  });

  it('says where days are missing, and is not ranked below 80 %', () => {
    const { card, kpi } = cardOf({ days_sent: 23 });
    expect(kpi('grid_coverage')).toMatchObject({ note: 'incomplete', value: 1 });
    expect(kpi('awareness_rate').note).toBeNull();
    expect(card.unranked).toBe('incomplete');
    const year = cardOf({ days_sent_before: 23 });
    expect(year.kpi('records_change')).toMatchObject({
      note: 'base_incomplete',
      dropped: 'base_incomplete',
    });
    expect(year.card.unranked).toBeNull();
  });

  it('has no score where nothing counts', () => {
    const nothing = Object.fromEntries(Object.keys(PERFECT).map((name) => [name, 0]));
    const { card } = cardOf(nothing);
    expect(card.score).toMatchObject({ value: null, interval: null, grade: null });
    expect(card.unranked).toBe('no_score');
  });

  it('of a county has staffing shares and leaders, of a station neither', () => {
    const county = cardOf({ leader_visits: 4 }, { ...STATION, level: 'county' });
    expect(county.kpi('leader_visits')).toMatchObject({ numerator: 4, denominator: 4, score: 100 });
    expect(() => cardOf({}).kpi('leader_visits')).toThrow();
    expect(() => cardOf({}).kpi('office_standard')).toThrow();
  });
});
