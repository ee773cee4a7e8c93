/** A station's villages and communities, as a workbook. */
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import { type RevisionFacts, readingSection, revisionFacts, sourceOf, unitFacts } from './facts.ts';
import { type Column, type ExportBook, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (station: string, period: string) => `${station}${period}各村(社区)情况`,
  sheet: '各村(社区)',
  village: '村(社区)',
  code: '代码',
  kind: '类别',
  kinds: { village: '村', community: '社区' } as Readonly<Record<string, string>>,
  households: '户数',
  population: '人口',
  officers: '民辅警人数',
  noRoster: '还没有花名册',
  expected: '应报天数',
  sent: '已报天数',
  present: '见警天数',
  minutes: '民辅警在村(社区)分钟',
  untold: '时长涉及民辅警个人，只有报送的派出所和上级审核员可见',
  opened: '排查纠纷',
  resolved: '化解纠纷',
  escalated: '转为案件或上访',
  criminal: '刑事立案',
  before: '去年同期刑事立案',
  notKnown: '去年同期没有报送',
  publicOrder: '治安案件',
  petitions: '上访',
  accidents: '事故',
  visits: '走访户数',
  raised: '登记群众事项',
  closed: '办结群众事项',
};

const EN: typeof ZH = {
  title: (station, period) => `Villages of ${station}, ${period}`,
  sheet: 'Villages',
  village: 'Village',
  code: 'Code',
  kind: 'Kind',
  kinds: { village: 'village', community: 'community' },
  households: 'Households',
  population: 'Population',
  officers: 'Officers',
  noRoster: 'there is no roster yet',
  expected: 'Days due',
  sent: 'Days sent',
  present: 'Days with an officer',
  minutes: 'Minutes of officers',
  untold: 'about persons: told only to the station that sent it and to reviewers above it',
  opened: 'Disputes opened',
  resolved: 'Disputes resolved',
  escalated: 'Disputes escalated',
  criminal: 'Criminal cases',
  before: 'Criminal cases, year before',
  notKnown: 'nothing was sent a year before',
  publicOrder: 'Public-order cases',
  petitions: 'Petitions',
  accidents: 'Accidents',
  visits: 'Households visited',
  raised: 'Items raised',
  closed: 'Items closed',
};

/** A village as the API tells of it. */
export interface VillageLine {
  readonly grid: {
    readonly code: string;
    readonly name: string;
    readonly kind: string;
    readonly households: number;
    readonly population: number;
  };
  readonly officers: number | null;
  readonly daysPresent: number;
  readonly reported: { readonly expected: number; readonly sent: number };
  /** Null for who does not read the officers' rows behind it. */
  readonly minutes: number | null;
  readonly disputes: {
    readonly opened: number;
    readonly resolved: number;
    readonly escalated: number;
  };
  readonly cases: { readonly criminal: number; readonly publicOrder: number };
  readonly casesBefore: { readonly criminal: number } | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly incidents: Readonly<Record<string, number>>;
  readonly followUps: { readonly raised: number; readonly closed: number };
}

/** The workbook of a station's villages in a period. */
export function villagesBook(
  of: RevisionFacts & {
    readonly station: { readonly code: string; readonly name: string };
    readonly villages: readonly VillageLine[];
  },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const count = (
    name: string,
    read: (village: VillageLine) => number | null | undefined,
    reason = '',
  ): Column<VillageLine> => ({
    ...{ name, kind: 'count' },
    of: (village) => orAbsent(read(village), reason),
  });
  const columns: readonly Column<VillageLine>[] = [
    { name: words.village, kind: 'text', of: ({ grid }) => grid.name },
    { name: words.code, kind: 'text', of: ({ grid }) => grid.code },
    { name: words.kind, kind: 'text', of: ({ grid }) => words.kinds[grid.kind] ?? grid.kind },
    count(words.households, ({ grid }) => grid.households),
    count(words.population, ({ grid }) => grid.population),
    count(words.officers, ({ officers }) => officers, words.noRoster),
    count(words.expected, ({ reported }) => reported.expected),
    count(words.sent, ({ reported }) => reported.sent),
    count(words.present, ({ daysPresent }) => daysPresent),
    count(words.minutes, ({ minutes }) => minutes, words.untold),
    count(words.opened, ({ disputes }) => disputes.opened),
    count(words.resolved, ({ disputes }) => disputes.resolved),
    count(words.escalated, ({ disputes }) => disputes.escalated),
    count(words.criminal, ({ cases }) => cases.criminal),
    count(words.before, ({ casesBefore }) => casesBefore?.criminal, words.notKnown),
    count(words.publicOrder, ({ cases }) => cases.publicOrder),
    count(words.petitions, ({ incidents }) => incidents.petition),
    count(words.accidents, ({ incidents }) => incidents.accident),
    count(words.visits, ({ counts }) => counts.household_visited),
    count(words.raised, ({ followUps }) => followUps.raised),
    count(words.closed, ({ followUps }) => followUps.closed),
  ];
  return {
    title: words.title(of.station.name, periodName(of.period, language)),
    tables: [tableOf(words.sheet, columns, of.villages)],
    facts: [...unitFacts(of.station, language), ...revisionFacts(of, language)],
    sections: [readingSection(language)],
    source: sourceOf(language),
  };
}
