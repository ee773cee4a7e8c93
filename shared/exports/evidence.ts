/**
 * The evidence of a KPI as a workbook: the station-days, the versions of the reference data and the
 * units below that its two counts are made of. The rows of a day are only counted: they name
 * officers, and carry a station's own words.
 */
import { periodName } from '../calendar/period-name.ts';
import type { Contribution, EvidenceDay, EvidenceReference } from '../evidence/evidence.ts';
import { count, type Language, valueAlone } from '../format.ts';
import type { Kpi, Text } from '../kpis/definition.ts';
import { comparable } from '../scorecards/comparable.ts';
import { type Labels, labelOf, NOTES } from '../scorecards/labels.ts';
import { REFERENCE_NAMES } from '../units/reference-names.ts';
import { kpiSection, type RevisionFacts, revisionFacts, sourceOf, unitFacts } from './facts.ts';
import { kindOf } from './formats.ts';
import { type Column, type ExportBook, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (unit: string, kpi: string, period: string) => `${unit}${period}${kpi}的依据`,
  sums: '合计',
  days: '逐日',
  reference: '基础数据',
  units: '下级单位',
  part: '来自',
  numerator: '分子',
  denominator: '分母',
  now: '本期数',
  before: '去年同期数',
  total: '合计',
  value: '数值',
  fromDays: '逐日报送',
  required: '规定应有的次数',
  station: '派出所',
  code: '代码',
  date: '日期',
  window: '时段',
  revision: '报送版本',
  neverCame: '应报而没有报送',
  receivedAt: '收到时间',
  onTime: '按时',
  yes: '是',
  no: '否',
  rows: '涉及行数',
  rowsMeans: '当天报送中计入或应当计入这项指标的行数；行内写有民辅警，不导出',
  kind: '基础数据',
  version: '版本',
  effective: '生效日期',
  unit: '单位',
  noValue: '没有数值',
  note: '说明',
  leftOut: '未导出的内容',
  leftOutText:
    '每天各行的内容写有民辅警的编号和各所自己的记录，只导出行数和合计；有权限的账号可在“依据”页面查看。',
};

const EN: typeof ZH = {
  title: (unit, kpi, period) => `Evidence of ${kpi}, ${unit}, ${period}`,
  sums: 'Sums',
  days: 'Station-days',
  reference: 'Reference data',
  units: 'Units below',
  part: 'From',
  numerator: 'Numerator',
  denominator: 'Denominator',
  now: 'In the period',
  before: 'A year before',
  total: 'Total',
  value: 'Value',
  fromDays: 'station-days',
  required: 'asked for by a rule',
  station: 'Station',
  code: 'Code',
  date: 'Date',
  window: 'Part',
  revision: 'Revision of the day',
  neverCame: 'was due and never came',
  receivedAt: 'Received at',
  onTime: 'On time',
  yes: 'yes',
  no: 'no',
  rows: 'Rows',
  rowsMeans: 'Rows of the day that matter for the KPI; they name officers and are not exported',
  kind: 'Reference data',
  version: 'Version',
  effective: 'In effect from',
  unit: 'Unit',
  noValue: 'no value',
  note: 'Note',
  leftOut: 'Left out',
  leftOutText:
    'The rows of each day name officers and hold a station’s own records: only their number and sums are exported. Accounts that may read them do so on the page of the evidence.',
};

const WINDOWS: Labels = {
  period: { zh: '本期', en: 'period' },
  year_before: { zh: '去年同期', en: 'year before' },
  grace: { zh: '期后7天', en: '7 days after' },
  earlier: { zh: '此前', en: 'earlier' },
};

/** A unit below, whose counts are a part of the unit's. */
export interface EvidenceUnit extends Contribution {
  readonly unit: { readonly code: string; readonly name: string };
  readonly value: number | null;
  readonly note: string | null;
}

export interface EvidenceExport extends RevisionFacts {
  readonly unit: { readonly code: string; readonly name: string };
  readonly kpi: Kpi;
  /** The counts and the value as the card has them. */
  readonly figure: Contribution & { readonly value: number | null; readonly note: string | null };
  readonly days: readonly EvidenceDay[];
  readonly reference: readonly EvidenceReference[];
  readonly units: readonly EvidenceUnit[];
  /** What a rule adds to the denominator. */
  readonly required: number;
  readonly schemeName: Text | null;
  readonly nameOf: (unit: string) => string | null;
}

type Words = typeof ZH;

const time = (text: string | null) => text?.slice(0, 19).replace('T', ' ') ?? null;

const added = (parts: readonly Contribution[]): Contribution =>
  parts.reduce(
    (sum, { numerator, denominator }) => ({
      numerator: sum.numerator + numerator,
      denominator: sum.denominator + denominator,
    }),
    { numerator: 0, denominator: 0 },
  );

/** The two counts under their names: of a change they are those of two years. */
function countColumns<R extends Contribution>({ form }: Kpi, words: Words): Column<R>[] {
  const isChange = form === 'change';
  return [
    {
      ...{ name: isChange ? words.now : words.numerator, kind: 'count' },
      of: ({ numerator }) => numerator,
    },
    {
      ...{ name: isChange ? words.before : words.denominator, kind: 'count' },
      of: ({ denominator }) => denominator,
    },
  ];
}

function dayColumns(of: EvidenceExport, words: Words, language: Language): Column<EvidenceDay>[] {
  return [
    {
      ...{ name: words.station, kind: 'text' },
      of: ({ station }) => of.nameOf(station) ?? station,
    },
    { name: words.code, kind: 'text', of: ({ station }) => station },
    { name: words.date, kind: 'date', of: ({ date }) => date },
    { name: words.window, kind: 'text', of: ({ window }) => labelOf(WINDOWS, window, language) },
    {
      ...{ name: words.revision, kind: 'count' },
      of: ({ revision }) => orAbsent(revision, words.neverCame),
    },
    { name: words.receivedAt, kind: 'text', of: ({ receivedAt }) => time(receivedAt) },
    {
      ...{ name: words.onTime, kind: 'text' },
      of: ({ onTime }) => (onTime === null ? null : onTime ? words.yes : words.no),
    },
    ...countColumns<EvidenceDay>(of.kpi, words),
    { name: words.rows, kind: 'count', means: words.rowsMeans, of: ({ rows }) => rows.length },
  ];
}

function referenceColumns(
  { kpi }: EvidenceExport,
  words: Words,
  language: Language,
): Column<EvidenceReference>[] {
  return [
    { name: words.kind, kind: 'text', of: ({ kind }) => labelOf(REFERENCE_NAMES, kind, language) },
    { name: words.version, kind: 'count', of: ({ version }) => version },
    { name: words.effective, kind: 'date', of: ({ effective }) => effective },
    ...countColumns<EvidenceReference>(kpi, words),
    { name: words.rows, kind: 'count', of: ({ rows }) => rows.length },
  ];
}

function belowColumns(
  { kpi }: EvidenceExport,
  words: Words,
  language: Language,
): Column<EvidenceUnit>[] {
  return [
    { name: words.unit, kind: 'text', of: ({ unit }) => unit.name },
    { name: words.code, kind: 'text', of: ({ unit }) => unit.code },
    ...countColumns<EvidenceUnit>(kpi, words),
    {
      ...{ name: words.value, kind: kindOf(kpi) },
      of: (row) => orAbsent(comparable(row).value, words.noValue),
    },
    { name: words.note, kind: 'text', of: ({ note }) => note && labelOf(NOTES, note, language) },
  ];
}

/** The workbook of a KPI's evidence; only sheets that have a row are in it, and the sums. */
export function evidenceBook(of: EvidenceExport, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const { unit, kpi, figure, days, reference, units, required } = of;
  const parts: readonly (Contribution & { readonly name: string })[] = [
    { name: words.units, ...added(units) },
    { name: words.fromDays, ...added(days) },
    { name: words.reference, ...added(reference) },
    { name: words.required, numerator: 0, denominator: required },
  ].filter(({ numerator, denominator }) => numerator !== 0 || denominator !== 0);
  const total = { name: words.total, ...figure };
  const name = kpi.name[language];
  return {
    title: words.title(unit.name, name, periodName(of.period, language)),
    tables: [
      tableOf(words.days, dayColumns(of, words, language), days),
      tableOf(words.units, belowColumns(of, words, language), units),
      tableOf(words.reference, referenceColumns(of, words, language), reference),
    ]
      .filter(({ rows }) => rows.length > 0)
      .concat(
        tableOf<(typeof parts)[number]>(
          words.sums,
          [
            { name: words.part, kind: 'text', of: (part) => part.name },
            ...countColumns<(typeof parts)[number]>(kpi, words),
          ],
          [...parts, total],
        ),
      ),
    facts: [
      ...unitFacts(unit, language),
      ...revisionFacts(of, language),
      [
        words.value,
        [
          `${name} ${valueAlone(comparable(figure).value, kpi, language)}`,
          `(${count(figure.numerator)} / ${count(figure.denominator)})`,
          figure.note && labelOf(NOTES, figure.note, language),
        ]
          .filter(Boolean)
          .join(' '),
      ],
      [words.leftOut, words.leftOutText],
    ],
    sections: [kpiSection([kpi.id], language)],
    source: sourceOf(language),
  };
}
