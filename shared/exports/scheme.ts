/** An assessment scheme as a workbook: what counts how much and by which rule, and in what two differ. */
import { flagNamed } from '../flags/catalogue.ts';
import { type Language, percent, points } from '../format.ts';
import { familyOf, KPIS } from '../kpis/catalogue.ts';
import type { Kpi } from '../kpis/definition.ts';
import { GRADES, labelOf } from '../scorecards/labels.ts';
import { type SchemeChange, schemeChanges } from '../scoring/changes.ts';
import { functionWords } from '../scoring/function-words.ts';
import { labelOf as placeOf, pointerOf } from '../scoring/labels.ts';
import { nameOf, type Scheme, WEIGHT_LEVELS } from '../scoring/scheme.ts';
import {
  type Absent,
  type Column,
  type ExportBook,
  type Measured,
  type NoteLine,
  orAbsent,
  tableOf,
} from './table.ts';

const ZH = {
  title: (name: string, version: number) => `${name}，第${version}版`,
  weights: '权重和计分',
  grades: '等次',
  approvals: '受限指标批准',
  rules: '其他规定',
  kpi: '指标',
  id: '编号',
  family: '分类',
  weight: (level: string) => `权重(${level})`,
  weightMeans: '每一级各项合计100',
  notCounted: '这一级只监测、不计分',
  function: '怎样计分',
  fewest: '最小分母',
  fewestMeans: '分母小于此数的不计分',
  any: '不限',
  restricted: '受限',
  grade: '等次',
  from: '最低分',
  by: '批准机关',
  on: '批准日期',
  legalBasis: '法律依据',
  document: '文号',
  rule: '规定',
  value: '内容',
  scheme: '考核办法',
  description: '说明',
  jurisdiction: '适用单位',
  effective: '施行日期',
  adopted: '是否施行',
  yes: '施行',
  no: '未施行',
  completeness: '参加排名的最低报送完整率',
  ledger: '加减分',
  ledgerText: (bonus: string, deduction: string, grade: string) =>
    `加分合计最多${bonus}分，扣分合计最多${deduction}分；一票否决后最高为${grade}`,
  source: '考核办法；版本一经保存不再改变',
  differencesTitle: (from: string, to: string) => `${to}与${from}的不同`,
  differences: '不同之处',
  place: '条款',
  pointer: '在文本中的位置',
  before: '原值',
  after: '新值',
  onlyOther: '只有另一个有',
};

const EN: typeof ZH = {
  title: (name, version) => `${name}, version ${version}`,
  weights: 'Weights',
  grades: 'Grades',
  approvals: 'Approvals',
  rules: 'Other rules',
  kpi: 'KPI',
  id: 'Id',
  family: 'Family',
  weight: (level) => `Weight (${level})`,
  weightMeans: 'Those of each level add up to 100',
  notCounted: 'monitored and not scored at this level',
  function: 'How it is scored',
  fewest: 'Smallest denominator',
  fewestMeans: 'Over fewer it is not scored',
  any: 'any',
  restricted: 'Restricted',
  grade: 'Grade',
  from: 'Lowest score',
  by: 'Approved by',
  on: 'On',
  legalBasis: 'Legal basis',
  document: 'Document',
  rule: 'Rule',
  value: 'Value',
  scheme: 'Scheme',
  description: 'Description',
  jurisdiction: 'Jurisdiction',
  effective: 'In effect from',
  adopted: 'Adopted',
  yes: 'yes',
  no: 'no',
  completeness: 'Lowest completeness to be ranked',
  ledger: 'Ledger',
  ledgerText: (bonus, deduction, grade) =>
    `bonuses add ${bonus} points at most, deductions take ${deduction}; after a veto the best grade is ${grade}`,
  source: 'The scheme; a version never changes once stored',
  differencesTitle: (from, to) => `In what ${to} differs from ${from}`,
  differences: 'Differences',
  place: 'What',
  pointer: 'Place in the document',
  before: 'Before',
  after: 'After',
  onlyOther: 'only the other has it',
};

type Words = typeof ZH;

function weightColumns(scheme: Scheme, words: Words, language: Language): Column<Kpi>[] {
  const { weights, scores, minimumDenominators } = scheme;
  return [
    { name: words.kpi, kind: 'text', of: ({ name }) => name[language] },
    { name: words.id, kind: 'text', of: ({ id }) => id },
    { name: words.family, kind: 'text', of: ({ id }) => familyOf(id).name[language] },
    ...WEIGHT_LEVELS.map(
      (level): Column<Kpi> => ({
        ...{ name: words.weight(placeOf([level])[language]), kind: 'plain' },
        means: words.weightMeans,
        of: ({ id }) => orAbsent(weights[level][id] || null, words.notCounted),
      }),
    ),
    {
      ...{ name: words.function, kind: 'text' },
      of: (kpi) => {
        const fn = scores[kpi.id];
        return fn ? functionWords(fn, kpi, language) : null;
      },
    },
    {
      ...{ name: words.fewest, kind: 'plain', means: words.fewestMeans },
      of: ({ id }) => orAbsent(minimumDenominators[id], words.any),
    },
    {
      ...{ name: words.restricted, kind: 'text' },
      of: ({ restricted }) => (restricted ? words.restricted : null),
    },
  ];
}

/** A value of the document as it is written there. */
function writtenOf(value: SchemeChange['from'], absent: string): string | Measured | Absent {
  if (value === null) return { absent };
  return typeof value === 'number' ? { kind: 'plain', value } : String(value);
}

function factsOf(scheme: Scheme, words: Words, language: Language): NoteLine[] {
  const { maximumBonus, maximumDeduction, vetoGrade } = scheme.ledger;
  return [
    [words.scheme, nameOf(scheme)],
    [words.jurisdiction, scheme.jurisdiction],
    [words.effective, scheme.effective],
    [words.adopted, scheme.adopted ? words.yes : words.no],
    [words.description, scheme.description[language]],
    [words.completeness, percent(scheme.minimumCompleteness)],
    [
      words.ledger,
      words.ledgerText(
        points(maximumBonus),
        points(maximumDeduction),
        labelOf(GRADES, vetoGrade, language),
      ),
    ],
  ];
}

/** The place of a rule in words, flags by their names. */
function ruleOf(path: readonly string[], language: Language): string {
  return path
    .map((step) => flagNamed(step)?.name[language] ?? placeOf([step])[language])
    .join(' · ');
}

/** The workbook of a scheme: every KPI that it scores somewhere, and every other rule. */
export function schemeBook(scheme: Scheme, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const scored = KPIS.filter(({ id }) => WEIGHT_LEVELS.some((level) => scheme.weights[level][id]));
  const { approvals, grades, eightMajor, flags, audit } = scheme;
  const rules: readonly (readonly [path: readonly string[], value: SchemeChange['from']])[] = [
    ...eightMajor.map((category) => [['eightMajor'], category] as const),
    ...Object.entries(audit).map(([name, value]) => [['audit', name], value] as const),
    ...Object.entries(flags).flatMap(([flag, thresholds]) =>
      Object.entries(thresholds).map(([name, value]) => [['flags', flag, name], value] as const),
    ),
  ];
  return {
    title: words.title(scheme.name[language], scheme.version),
    tables: [
      tableOf(words.weights, weightColumns(scheme, words, language), scored),
      tableOf(
        words.grades,
        [
          {
            ...{ name: words.grade, kind: 'text' },
            of: ({ grade }) => labelOf(GRADES, grade, language),
          },
          { name: words.from, kind: 'plain', of: ({ from }) => from },
        ],
        grades,
      ),
      tableOf(
        words.approvals,
        [
          { name: words.kpi, kind: 'text', of: ({ kpi }) => placeOf([kpi])[language] },
          { name: words.by, kind: 'text', of: ({ by }) => by },
          { name: words.on, kind: 'date', of: ({ on }) => on },
          { name: words.legalBasis, kind: 'text', of: ({ legalBasis }) => legalBasis },
          { name: words.document, kind: 'text', of: ({ document }) => document ?? null },
        ],
        approvals,
      ),
      tableOf(
        words.rules,
        [
          { name: words.rule, kind: 'text', of: ([path]) => ruleOf(path, language) },
          { name: words.value, kind: 'text', of: ([, value]) => writtenOf(value, words.any) },
          { name: words.pointer, kind: 'text', of: ([path]) => pointerOf(path) },
        ],
        rules,
      ),
    ],
    facts: factsOf(scheme, words, language),
    sections: [],
    source: words.source,
  };
}

/** The workbook of the differences of two schemes, value by value. */
export function schemeDifferencesBook(from: Scheme, to: Scheme, language: Language): ExportBook {
  const words = language === 'zh' ? ZH : EN;
  const columns: readonly Column<SchemeChange>[] = [
    { name: words.place, kind: 'text', of: ({ path }) => placeOf(path)[language] },
    {
      ...{ name: `${words.before} ${nameOf(from)}`, kind: 'text' },
      of: (change) => writtenOf(change.from, words.onlyOther),
    },
    {
      ...{ name: `${words.after} ${nameOf(to)}`, kind: 'text' },
      of: (change) => writtenOf(change.to, words.onlyOther),
    },
    { name: words.pointer, kind: 'text', of: ({ path }) => pointerOf(path) },
  ];
  return {
    title: words.differencesTitle(nameOf(from), nameOf(to)),
    tables: [tableOf(words.differences, columns, schemeChanges(from, to))],
    facts: [
      [words.before, `${from.name[language]} (${nameOf(from)})`],
      [words.after, `${to.name[language]} (${nameOf(to)})`],
    ],
    sections: [],
    source: words.source,
  };
}
