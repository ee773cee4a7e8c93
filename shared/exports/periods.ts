/** The list of periods as a workbook: what stands, and what waits to be published. */
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import { labelOf, STATES } from '../scorecards/labels.ts';
import { asOfFact, timeText } from './facts.ts';
import { type Column, type ExportBook, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: '各考核期',
  period: '考核期',
  id: '编号',
  state: '状态',
  revision: '版本',
  scheme: '考核办法',
  computedAt: '计算时间',
  publishedAt: '公布时间',
  notPublished: '还没有公布',
  draft: '草稿版本',
  draftMeans: '已算出、还没有公布的版本，只有审核员能看到',
  draftScheme: '草稿的考核办法',
  draftComputedAt: '草稿的计算时间',
  noDraft: '没有草稿',
  source: '计算和公布记录',
};

const EN: typeof ZH = {
  title: 'Periods',
  period: 'Period',
  id: 'Id',
  state: 'State',
  revision: 'Revision',
  scheme: 'Scheme',
  computedAt: 'Computed at',
  publishedAt: 'Published at',
  notPublished: 'not published yet',
  draft: 'Draft revision',
  draftMeans: 'Computed and not published; reviewers alone see it',
  draftScheme: 'Scheme of the draft',
  draftComputedAt: 'Draft computed at',
  noDraft: 'no draft',
  source: 'The records of runs and publications',
};

interface Computed {
  readonly revision: number;
  readonly scheme: string;
  readonly computedAt: string;
}

export interface PeriodLine extends Computed {
  readonly period: string;
  readonly state: string;
  readonly publishedAt: string | null;
  readonly draft: Computed | null;
}

/** The workbook of the periods that have results; columns of drafts only `withDrafts`. */
export function periodsBook(
  of: {
    readonly now: string;
    readonly periods: readonly PeriodLine[];
    readonly withDrafts: boolean;
  },
  language: Language,
): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const ofDraft = (read: (draft: Computed) => string) => (line: PeriodLine) =>
    line.draft ? read(line.draft) : { absent: words.noDraft };
  const drafts: readonly Column<PeriodLine>[] = [
    {
      ...{ name: words.draft, kind: 'count', means: words.draftMeans },
      of: ({ draft }) => orAbsent(draft?.revision, words.noDraft),
    },
    { name: words.draftScheme, kind: 'text', of: ofDraft(({ scheme }) => scheme) },
    {
      ...{ name: words.draftComputedAt, kind: 'text' },
      of: ofDraft(({ computedAt }) => timeText(computedAt, language)),
    },
  ];
  const columns: readonly Column<PeriodLine>[] = [
    { name: words.period, kind: 'text', of: ({ period }) => periodName(period, language) },
    { name: words.id, kind: 'text', of: ({ period }) => period },
    { name: words.state, kind: 'text', of: ({ state }) => labelOf(STATES, state, language) },
    { name: words.revision, kind: 'count', of: ({ revision }) => revision },
    { name: words.scheme, kind: 'text', of: ({ scheme }) => scheme },
    {
      ...{ name: words.computedAt, kind: 'text' },
      of: ({ computedAt }) => timeText(computedAt, language),
    },
    {
      ...{ name: words.publishedAt, kind: 'text' },
      of: ({ publishedAt }) =>
        publishedAt === null ? { absent: words.notPublished } : timeText(publishedAt, language),
    },
    ...(of.withDrafts ? drafts : []),
  ];
  return {
    title: words.title,
    tables: [tableOf(words.title, columns, of.periods)],
    facts: [asOfFact(of.now, language)],
    sections: [],
    source: words.source,
  };
}
