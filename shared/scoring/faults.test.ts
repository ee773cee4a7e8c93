import { describe, expect, it } from 'vitest';
import { readScheme, readTrialScheme } from './faults.ts';
import { BUILT_IN, nameOf } from './scheme.ts';
import outcomes from './schemes/henan-outcomes@1.json' with { type: 'json' };

const CONTEXT = { isUnit: (code: string) => code === '410000000000', today: '2024-06-30' };

/** The outcomes scheme, which has approvals, with something done to it. */
function flawed(change: (document: Document) => void): unknown {
  const document = structuredClone(outcomes) as unknown as Document;
  change(document);
  return document;
}

/** A document in the making: whatever it should hold, anything can be put there. */
interface Document {
  [field: string]: unknown;
  approvals: Record<string, unknown>[];
  grades: Record<string, unknown>[];
  eightMajor: unknown[];
  scores: Record<string, unknown>;
  minimumDenominators: Record<string, unknown>;
  weights: Record<string, Record<string, unknown>>;
  ledger: Record<string, unknown>;
  flags: Record<string, unknown>;
}

function faultsOf(document: unknown) {
  const read = readScheme(document, CONTEXT);
  return read.ok ? [] : read.faults;
}

type Case = [code: string, pointer: string, zh: string, en: string, (d: Document) => void];

const TIME = 'time_in_community';

const CASES: readonly Case[] = [
  ['missing', '/name', '名称」未填写', 'name: is missing', (d) => delete d.name],
  ['unknown_field', '/remarks', '没有这一项', 'no such field', (d) => (d.remarks = 'x')],
  ['wrong_type', '/adopted', '应为是或否', 'true or false', (d) => (d.adopted = 'yes')],
  ['wrong_type', '/version', '应为整数', 'a whole number', (d) => (d.version = 1.5)],
  ['out_of_range', '/version', '不能小于 1', 'less than 1', (d) => (d.version = 0)],
  ['wrong_form', '/id', '小写字母', 'small letters', (d) => (d.id = 'Henan')],
  [
    'wrong_form',
    '/effective',
    '2024-04-15',
    'a day that exists',
    (d) => (d.effective = '2024-2-30'),
  ],
  ['wrong_form', '/jurisdiction', '12 位', '12 digits', (d) => (d.jurisdiction = '41')],
  [
    'unknown_unit',
    '/jurisdiction',
    '没有这个单位',
    'no such unit',
    (d) => (d.jurisdiction = '419999000000'),
  ],
  [
    'unknown_function',
    `/scores/${TIME}/function`,
    'band、target、change、peers',
    'one of band, target, change, peers',
    (d) => (d.scores[TIME] = { function: 'curve', floor: 1 }),
  ],
  [
    'missing_parameter',
    `/scores/${TIME}/excels`,
    '函数 band 需要它',
    'band needs it; the parameters of band are: floor, meets and excels',
    (d) => (d.scores[TIME] = { function: 'band', floor: 0.6, meets: 0.8 }),
  ],
  [
    'missing_parameter',
    '/scores/people_per_officer/byArea/rural',
    '农村',
    'target needs it',
    (d) =>
      (d.scores.people_per_officer = {
        function: 'target',
        byArea: { urban: { floor: 6000, target: 3000 } },
      }),
  ],
  [
    'unknown_parameter',
    `/scores/${TIME}/target`,
    '不是函数 band 的参数',
    'no parameter of band',
    (d) => (d.scores[TIME] = { function: 'band', floor: 0.6, meets: 0.8, excels: 1, target: 1 }),
  ],
  [
    'wrong_type',
    `/scores/${TIME}/floor`,
    '应为数字',
    'a number',
    (d) => (d.scores[TIME] = { function: 'band', floor: '60 %', meets: 0.8, excels: 0.85 }),
  ],
  ['wrong_type', `/scores/${TIME}`, '对象', 'an object', (d) => (d.scores[TIME] = 'band')],
  [
    'wrong_function',
    `/scores/${TIME}/function`,
    '只用于同比',
    'changes over a year',
    (d) => (d.scores[TIME] = { function: 'change' }),
  ],
  [
    'not_in_order',
    `/scores/${TIME}/meets`,
    '应大于该指标的零分线（floor）：越高越好',
    'greater than the KPI’s floor: more is better',
    (d) => (d.scores[TIME] = { function: 'band', floor: 0.8, meets: 0.8, excels: 0.85 }),
  ],
  [
    'not_in_order',
    '/scores/dispute_days/target',
    '应小于该指标的零分线（floor）：越低越好',
    'less than the KPI’s floor: less is better',
    (d) => (d.scores.dispute_days = { function: 'target', floor: 7, target: 21 }),
  ],
  [
    'unknown_kpi',
    '/scores/smiles',
    '没有这个指标',
    'no such KPI',
    (d) => (d.scores.smiles = { function: 'change' }),
  ],
  [
    'context_kpi',
    '/scores/disputes_opened',
    '不计分',
    'never scored',
    (d) => (d.scores.disputes_opened = { function: 'target', floor: 0, target: 1 }),
  ],
  [
    'unknown_kpi',
    '/minimumDenominators/smiles',
    '没有',
    'no such KPI',
    (d) => (d.minimumDenominators.smiles = 1),
  ],
  [
    'out_of_range',
    '/minimumDenominators/dispute_days',
    '不能小于 0',
    'less than 0',
    (d) => (d.minimumDenominators.dispute_days = -1),
  ],
  [
    'unknown_kpi',
    '/weights/city/smiles',
    '没有',
    'no such KPI',
    (d) => set(d, 'city', 'smiles', 0),
  ],
  [
    'wrong_level',
    '/weights/station/leader_visits',
    '该级单位',
    'this level',
    (d) => set(d, 'station', 'leader_visits', 0),
  ],
  [
    'no_function',
    '/weights/station/clearance_rate',
    '缺少计分函数',
    'no scoring function',
    (d) => set(d, 'station', 'clearance_rate', 0),
  ],
  [
    'weights_not_100',
    '/weights/station',
    '权重合计为 101.6，比 100 多 1.6',
    'add up to 101.6: 1.6 more than 100',
    (d) => set(d, 'station', TIME, 16),
  ],
  [
    'restricted',
    '/weights/county/case_rate',
    '批准机关 by、批准日期 on、法律依据 legalBasis',
    'by whom, on which day and on which legalBasis',
    (d) => d.approvals.shift(),
  ],
  [
    'approval_not_needed',
    '/approvals/5/kpi',
    '不受限',
    'not restricted',
    (d) => d.approvals.push({ ...d.approvals[0], kpi: TIME }),
  ],
  [
    'approval_not_needed',
    '/approvals/5/kpi',
    '没有权重',
    'has no weight',
    (d) => d.approvals.push({ ...d.approvals[0], kpi: 'clearance_rate' }),
  ],
  [
    'approval_repeated',
    '/approvals/5/kpi',
    '已有批准',
    'an approval already',
    (d) => d.approvals.push({ ...d.approvals[0] }),
  ],
  [
    'approval_too_late',
    '/approvals/0/on',
    '不能晚于施行日期',
    'not be later',
    (d) => Object.assign(d.approvals[0] ?? {}, { on: '2024-01-02' }),
  ],
  [
    'approval_in_future',
    '/approvals/0/on',
    '不能晚于今天',
    'not be later than today',
    (d) => {
      d.effective = '2024-08-01';
      Object.assign(d.approvals[0] ?? {}, { on: '2024-07-01' });
    },
  ],
  [
    'out_of_range',
    '/approvals/0/by',
    '不能为空',
    'not be empty',
    (d) => Object.assign(d.approvals[0] ?? {}, { by: ' \u3000' }),
  ],
  [
    'personal_data',
    '/approvals/0/legalBasis',
    '手机号',
    'mobile',
    (d) => Object.assign(d.approvals[0] ?? {}, { legalBasis: '询 138-0013-8000' }),
  ],
  [
    'personal_data',
    '/name/zh',
    '身份证号',
    'an ID',
    (d) => (d.name = { zh: '办法 13800138000', en: 'x' }),
  ],
  [
    'missing',
    '/approvals/0/legalBasis',
    '法律依据」未填写',
    'legal basis: is missing',
    (d) => delete d.approvals[0]?.legalBasis,
  ],
  ['out_of_range', '/grades', '至少要有 1 项', '1 or more', (d) => (d.grades = [])],
  [
    'grades_not_descending',
    '/grades/1/from',
    '低于上一等次',
    'lower than that of the grade before',
    (d) => Object.assign(d.grades[1] ?? {}, { from: 90 }),
  ],
  [
    'grades_not_descending',
    '/grades/3/from',
    '从 0 分起',
    'begin at 0',
    (d) => Object.assign(d.grades[3] ?? {}, { from: 10 }),
  ],
  [
    'grade_repeated',
    '/grades/2/grade',
    '同名',
    'of this name',
    (d) => Object.assign(d.grades[2] ?? {}, { grade: '良好' }),
  ],
  [
    'unknown_grade',
    '/ledger/vetoGrade',
    'grades 中',
    'one of the grades',
    (d) => (d.ledger.vetoGrade = '差'),
  ],
  [
    'unknown_category',
    '/eightMajor/8',
    'homicide、',
    'it is one of homicide,',
    (d) => d.eightMajor.push('witchcraft'),
  ],
  [
    'unknown_flag',
    '/flags/lying',
    'above_95、',
    'it is one of above_95,',
    (d) => (d.flags.lying = {}),
  ],
  [
    'unknown_threshold',
    '/flags/target_hugging/luck',
    'within',
    'it is one of target, within, months',
    (d) => (d.flags.target_hugging = { luck: 1 }),
  ],
  [
    'out_of_range',
    '/flags/target_hugging/within',
    '应大于 0',
    'greater than 0',
    (d) => (d.flags.target_hugging = { within: 0 }),
  ],
];

function set(document: Document, level: string, kpi: string, weight: number): void {
  Object.assign(document.weights[level] ?? {}, { [kpi]: weight });
}

describe('reading a scheme', () => {
  it.each(BUILT_IN.map((scheme) => [nameOf(scheme), scheme] as const))(
    'finds nothing wrong with %s',
    (_, scheme) => {
      expect(faultsOf(scheme)).toEqual([]);
    },
  );

  it.each(CASES)('%s at %s', (code, pointer, zh, en, change) => {
    const faults = faultsOf(flawed(change));
    const found = faults.filter((fault) => fault.code === code && fault.pointer === pointer);
    expect([faults, found.length]).toEqual([faults, 1]);
    expect(found[0]?.messages.zh).toContain(zh);
    expect(found[0]?.messages.en).toContain(en);
    // One flaw is told once, save that an approval is missed at every level.
    expect(new Set(faults.map((fault) => fault.code))).toEqual(new Set([code]));
  });

  it('tells everything at once, and what rests on a part that is amiss only after that', () => {
    const faults = faultsOf(
      flawed((d) => {
        d.version = 'one';
        d.scores = {};
        set(d, 'station', 'case_rate', 8);
        d.grades = [{ grade: '合格', from: 60 }];
      }),
    );
    expect(faults.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'wrong_type',
        'no_function',
        'weights_not_100',
        'grades_not_descending',
        'unknown_grade',
      ]),
    );
    expect(faultsOf(null)).toMatchObject([{ code: 'wrong_type', pointer: '' }]);
  });

  it('repeats no long name and no value', () => {
    const secret = `x${'13800138000'.repeat(30)}`;
    const faults = faultsOf(
      flawed((d) => {
        d[secret] = secret;
        d.eightMajor = [secret];
        d.id = secret;
        d.scores[secret] = secret;
        set(d, 'city', secret, 101);
      }),
    );
    expect(faults.length).toBeGreaterThan(4);
    for (const fault of faults) expect(JSON.stringify(fault).length).toBeLessThan(600);
    const values = faults.filter(({ pointer }) => pointer === '/id' || pointer === '/eightMajor/0');
    expect(JSON.stringify(values)).not.toContain('1380013');
  });

  it('trims what a person wrote', () => {
    const read = readScheme(
      flawed((d) => Object.assign(d.approvals[0] ?? {}, { by: ' 省厅\n' })),
      CONTEXT,
    );
    expect(read.ok && read.scheme.approvals[0]?.by).toBe('省厅');
  });

  it('lets a restricted KPI be tried out', () => {
    const trial = flawed((d) => (d.approvals = []));
    expect(readScheme(trial, CONTEXT).ok).toBe(false);
    expect(readTrialScheme(trial).ok).toBe(true);
  });
});
