/**
 * How results came about, as workbooks: the revisions of a period, its publications, and the runs.
 * Who asked for a run or published is an account, a person, and not exported.
 */
import { shanghaiTime } from '../calendar/day.ts';
import { periodName } from '../calendar/period-name.ts';
import { difference, type Language } from '../format.ts';
import { type Labels, labelOf, STATES } from '../scorecards/labels.ts';
import type { Run } from '../scorecards/runs.ts';
import { REFERENCE_NAMES } from '../units/reference-names.ts';
import { asOfFact, periodFact } from './facts.ts';
import { type Column, type ExportBook, type NoteLine, orAbsent, tableOf } from './table.ts';

const ZH = {
  revisions: '历次版本',
  publications: '公布记录',
  runs: '计算记录',
  ofPeriod: (period: string, what: string) => `${period}${what}`,
  revision: '版本',
  state: '状态',
  scheme: '考核办法',
  computedAt: '计算时间',
  units: '单位数',
  first: '数据首日',
  last: '数据末日',
  asOf: '数据截至',
  reference: '基础数据版本',
  previous: '比较的上期',
  yearAgo: '比较的去年同期',
  nth: (period: string, revision: number) => `${period}第${revision}版`,
  history: '所用往期数',
  ledger: '计入的加减分项数',
  ledgerMeans: '本单位及以下的',
  run: '计算编号',
  inputsGone: '计算记录已不保存',
  none: '没有',
  publishedAt: '公布时间',
  open: '当时未核查的异常标记',
  openMeans: '本单位及以下的',
  reason: '仍然公布的理由',
  hidden: '当时没有未核查的标记，或只有省级可以看到理由',
  period: '考核期',
  dry: '试算，不生成版本',
  noRevision: '没有完成，不生成版本',
  rescored: '重新计分的版本',
  rescoredMeans: '按该版本当时的数值重新计分',
  notRescored: '按最新数据计算',
  startedAt: '开始时间',
  endedAt: '结束时间',
  running: '还没有结束',
  took: '用时(分钟)',
  step: '停在哪一步',
  error: '出错代码',
  id: '编号',
  persons: '谁申请计算、谁公布，是个人账号，不导出。',
  personsTerm: '未导出的内容',
  source: '计算和公布记录',
};

const EN: typeof ZH = {
  revisions: 'Revisions',
  publications: 'Publications',
  runs: 'Runs',
  ofPeriod: (period, what) => `${what} of ${period}`,
  revision: 'Revision',
  state: 'State',
  scheme: 'Scheme',
  computedAt: 'Computed at',
  units: 'Units',
  first: 'First day',
  last: 'Last day',
  asOf: 'Data as of',
  reference: 'Versions of the reference data',
  previous: 'Period before',
  yearAgo: 'Year before',
  nth: (period, revision) => `${period}, revision ${revision}`,
  history: 'Earlier periods',
  ledger: 'Ledger entries',
  ledgerMeans: 'Those of the own branch',
  run: 'Run',
  inputsGone: 'the record of its run is no longer kept',
  none: 'none',
  publishedAt: 'Published at',
  open: 'Flags open then',
  openMeans: 'Those of the own branch',
  reason: 'Why it was published all the same',
  hidden: 'no flag was open, or only the province reads the reason',
  period: 'Period',
  dry: 'a dry run, which makes no revision',
  noRevision: 'not finished: no revision',
  rescored: 'Scored again',
  rescoredMeans: 'The revision whose figures were scored again, as they were known then',
  notRescored: 'computed from the latest data',
  startedAt: 'Started at',
  endedAt: 'Ended at',
  running: 'not over',
  took: 'Minutes',
  step: 'Stopped at',
  error: 'Error',
  id: 'Id',
  persons: 'Who asked for a run or published is an account of a person, and not exported.',
  personsTerm: 'Left out',
  source: 'The records of runs and publications',
};

const RUN_STATES: Labels = {
  running: { zh: '进行中', en: 'running' },
  succeeded: { zh: '已完成', en: 'succeeded' },
  failed: { zh: '未完成', en: 'failed' },
};

const STEPS: Labels = {
  compact: { zh: '整理报送数据', en: 'sort the submissions' },
  query: { zh: '统计指标', en: 'count the KPIs' },
  flag: { zh: '查找异常', en: 'look for anomalies' },
  score: { zh: '计分', en: 'score' },
  rank: { zh: '排名', en: 'rank' },
  write: { zh: '写入成绩单', en: 'write the scorecards' },
  draft: { zh: '生成草稿', en: 'make the draft' },
};

interface Past {
  readonly period: string;
  readonly revision: number;
}

interface RevisionLine {
  readonly revision: number;
  readonly state: string;
  readonly scheme: string;
  readonly computedAt: string;
  readonly units: number;
  readonly run: string;
  /** Null where the record of its run is no longer kept. */
  readonly inputs: {
    readonly first: string;
    readonly last: string;
    readonly asOf: string;
    readonly reference: Readonly<Record<string, number>>;
    readonly previous: Past | null;
    readonly yearAgo: Past | null;
    readonly history: readonly Past[];
    readonly ledger: readonly string[];
  } | null;
}

interface PublicationLine {
  readonly revision: number;
  readonly at: string;
  readonly reason: string | null;
  readonly openFlagCount: number;
}

const time = (text: string) => text.slice(0, 19).replace('T', ' ');
const wordsOf = (language: Language) => (language === 'zh' ? ZH : EN);

/** What of a period's records stands on the notes. */
function recordFacts(period: string | null, now: string, language: Language): NoteLine[] {
  const words = wordsOf(language);
  return [
    ...(period === null ? [] : [periodFact(period, language)]),
    asOfFact(now, language),
    [words.personsTerm, words.persons],
  ];
}

/** The workbook of a period's revisions. */
export function revisionsBook(
  of: {
    readonly period: string;
    readonly now: string;
    readonly revisions: readonly RevisionLine[];
  },
  language: Language,
): ExportBook {
  const words = wordsOf(language);
  const past = (one: Past | null) =>
    one === null
      ? { absent: words.none }
      : words.nth(periodName(one.period, language), one.revision);
  const input =
    <T>(read: (inputs: NonNullable<RevisionLine['inputs']>) => T) =>
    ({ inputs }: RevisionLine) =>
      inputs ? read(inputs) : { absent: words.inputsGone };
  const references = (versions: Readonly<Record<string, number>>) =>
    Object.entries(versions)
      .map(([kind, version]) => `${labelOf(REFERENCE_NAMES, kind, language)} ${version}`)
      .join('\n');
  const columns: readonly Column<RevisionLine>[] = [
    { name: words.revision, kind: 'count', of: ({ revision }) => revision },
    { name: words.state, kind: 'text', of: ({ state }) => labelOf(STATES, state, language) },
    { name: words.scheme, kind: 'text', of: ({ scheme }) => scheme },
    { name: words.computedAt, kind: 'text', of: ({ computedAt }) => time(computedAt) },
    { name: words.units, kind: 'count', of: ({ units }) => units },
    { name: words.first, kind: 'date', of: input(({ first }) => first) },
    { name: words.last, kind: 'date', of: input(({ last }) => last) },
    { name: words.asOf, kind: 'date', of: input(({ asOf }) => asOf) },
    {
      ...{ name: words.reference, kind: 'text' },
      of: input(({ reference }) => references(reference)),
    },
    { name: words.previous, kind: 'text', of: input(({ previous }) => past(previous)) },
    { name: words.yearAgo, kind: 'text', of: input(({ yearAgo }) => past(yearAgo)) },
    { name: words.history, kind: 'count', of: input(({ history }) => history.length) },
    {
      ...{ name: words.ledger, kind: 'count', means: words.ledgerMeans },
      of: input(({ ledger }) => ledger.length),
    },
    { name: words.run, kind: 'text', of: ({ run }) => run },
  ];
  return {
    title: words.ofPeriod(periodName(of.period, language), words.revisions),
    tables: [tableOf(words.revisions, columns, of.revisions)],
    facts: recordFacts(of.period, of.now, language),
    sections: [],
    source: words.source,
  };
}

/** The workbook of a period's publications. */
export function publicationsBook(
  of: {
    readonly period: string;
    readonly now: string;
    readonly publications: readonly PublicationLine[];
  },
  language: Language,
): ExportBook {
  const words = wordsOf(language);
  const columns: readonly Column<PublicationLine>[] = [
    { name: words.publishedAt, kind: 'text', of: ({ at }) => time(at) },
    { name: words.revision, kind: 'count', of: ({ revision }) => revision },
    {
      ...{ name: words.open, kind: 'count', means: words.openMeans },
      of: ({ openFlagCount }) => openFlagCount,
    },
    { name: words.reason, kind: 'text', of: ({ reason }) => reason ?? { absent: words.hidden } },
  ];
  return {
    title: words.ofPeriod(periodName(of.period, language), words.publications),
    tables: [tableOf(words.publications, columns, of.publications)],
    facts: recordFacts(of.period, of.now, language),
    sections: [],
    source: words.source,
  };
}

/** The workbook of the runs. */
export function runsBook(
  of: { readonly now: string; readonly runs: readonly Run[] },
  language: Language,
): ExportBook {
  const words = wordsOf(language);
  const stopped = ({ state, steps }: Run) => {
    const step = state === 'failed' && steps.find((one) => one.state === 'failed');
    return step ? labelOf(STEPS, step.name, language) : null;
  };
  const columns: readonly Column<Run>[] = [
    { name: words.period, kind: 'text', of: ({ period }) => periodName(period, language) },
    { name: words.state, kind: 'text', of: ({ state }) => labelOf(RUN_STATES, state, language) },
    {
      ...{ name: words.revision, kind: 'count' },
      of: ({ revision, dryRun }) => orAbsent(revision, dryRun ? words.dry : words.noRevision),
    },
    { name: words.scheme, kind: 'text', of: ({ scheme }) => scheme },
    {
      ...{ name: words.rescored, kind: 'count', means: words.rescoredMeans },
      of: ({ knownIn }) => orAbsent(knownIn, words.notRescored),
    },
    { name: words.startedAt, kind: 'text', of: ({ startedAt }) => time(shanghaiTime(startedAt)) },
    {
      ...{ name: words.endedAt, kind: 'text' },
      of: ({ endedAt }) =>
        endedAt === null ? { absent: words.running } : time(shanghaiTime(endedAt)),
    },
    {
      ...{ name: words.took, kind: 'tenths' },
      of: ({ startedAt, endedAt }) =>
        orAbsent(endedAt && difference(startedAt, endedAt) / 60_000, words.running),
    },
    { name: words.step, kind: 'text', of: stopped },
    { name: words.error, kind: 'text', of: ({ error }) => error?.code ?? null },
    { name: words.id, kind: 'text', of: ({ id }) => id },
  ];
  return {
    title: words.runs,
    tables: [tableOf(words.runs, columns, of.runs)],
    facts: recordFacts(null, of.now, language),
    sections: [],
    source: words.source,
  };
}
