/** What reporting costs the stations, as a workbook: a row a county, and the branch last. */
import type { BurdenFigures } from '../burden/burden.ts';
import { periodName } from '../calendar/period-name.ts';
import type { Language } from '../format.ts';
import { asOfFact, periodFact, unitFacts } from './facts.ts';
import { type Column, type ExportBook, orAbsent, tableOf } from './table.ts';

const ZH = {
  title: (within: string, period: string) => `${within}${period}填报负担`,
  sheet: '填报负担',
  county: '县(市、区)',
  code: '代码',
  submissions: '报送份数',
  submissionsMeans: '新收到的版本，含更正',
  forms: '其中网页填报',
  minutes: '填报用时中位数(分钟)',
  minutesMeans: '从打开表单到收到，精确到半分钟',
  noForms: '没有网页填报',
  values: '每份填写的数据项',
  noSubmissions: '没有报送',
  total: '合计',
  source: '报送台账',
};

const EN: typeof ZH = {
  title: (within, period) => `What reporting cost in ${within}, ${period}`,
  sheet: 'Burden',
  county: 'County',
  code: 'Code',
  submissions: 'Submissions',
  submissionsMeans: 'New revisions received, corrections among them',
  forms: 'From the form',
  minutes: 'Median minutes',
  minutesMeans: 'From opening the form to the receipt, to half a minute',
  noForms: 'nothing came from the form',
  values: 'Values a submission',
  noSubmissions: 'nothing was submitted',
  total: 'Total',
  source: 'The ledger of submissions',
};

/** The figures of a county; of the whole branch without one. */
interface BurdenLine extends BurdenFigures {
  readonly unit: { readonly code: string; readonly name: string } | null;
}

export interface BurdenExport {
  readonly within: { readonly code: string; readonly name: string };
  readonly period: string;
  readonly now: string;
  readonly counties: readonly BurdenLine[];
  readonly total: BurdenFigures;
}

/** The workbook of a period. */
export function burdenBook(of: BurdenExport, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const columns: readonly Column<BurdenLine>[] = [
    { name: words.county, kind: 'text', of: ({ unit }) => unit?.name ?? words.total },
    { name: words.code, kind: 'text', of: ({ unit }) => unit?.code ?? of.within.code },
    {
      ...{ name: words.submissions, kind: 'count', means: words.submissionsMeans },
      of: ({ submissions }) => submissions,
    },
    { name: words.forms, kind: 'count', of: ({ forms }) => forms },
    {
      ...{ name: words.minutes, kind: 'tenths', means: words.minutesMeans },
      of: ({ medianMinutes }) => orAbsent(medianMinutes, words.noForms),
    },
    {
      ...{ name: words.values, kind: 'whole' },
      of: ({ fieldsPerDay }) => orAbsent(fieldsPerDay, words.noSubmissions),
    },
  ];
  const rows = [...of.counties, { ...of.total, unit: null }];
  return {
    title: words.title(of.within.name, periodName(of.period, language)),
    tables: [tableOf(words.sheet, columns, rows)],
    facts: [
      ...unitFacts(of.within, language),
      periodFact(of.period, language),
      asOfFact(of.now, language),
    ],
    sections: [],
    source: words.source,
  };
}
