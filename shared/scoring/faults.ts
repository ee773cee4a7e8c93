import type { Day } from '../calendar/day.ts';
import { kpiOf } from '../kpis/catalogue.ts';
import { LISTS } from '../submissions/contract.ts';
import { LISTED_ERRORS } from '../submissions/errors.ts';
import { containsPersonalData } from '../submissions/personal-data.ts';
import { type Scheme, schemeSchema, WEIGHT_LEVELS } from './scheme.ts';
import { faultAt, type SchemeFault, shapeFaults, valueAt } from './shape-faults.ts';
import { kpiFault, type Parts, scoreFaults, weightFaults } from './weight-faults.ts';

export type ReadScheme =
  | { readonly ok: true; readonly scheme: Scheme }
  | { readonly ok: false; readonly faults: readonly SchemeFault[] };

/** What a scheme that is to be stored is held against. */
export interface SchemeContext {
  /** Whether a code is a unit's on the day on which a scheme takes effect, where that is known. */
  readonly isUnit: (code: string, effective: string | undefined) => boolean;
  /** No approval was given later. */
  readonly today: Day;
}

/**
 * Reads a document as a scheme, or says everything that is wrong with it: its form first, then
 * what cannot be applied.
 */
export function readScheme(document: unknown, context: SchemeContext): ReadScheme {
  const { scheme, faults } = examine(document, context);
  return scheme && faults.length === 0 ? { ok: true, scheme } : { ok: false, faults };
}

/**
 * The same for a scheme that is only tried out: it may weigh restricted KPIs without an approval,
 * and judge any unit.
 */
export function readTrialScheme(document: unknown): ReadScheme {
  const { scheme, faults: found } = examine(document, undefined);
  const faults = found.filter(({ code }) => code !== 'restricted');
  return scheme && faults.length === 0 ? { ok: true, scheme } : { ok: false, faults };
}

function examine(document: unknown, context: SchemeContext | undefined) {
  const parsed = schemeSchema.safeParse(document);
  const parts = parsed.success ? parsed.data : partsOf(document);
  const faults = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => shapeFaults(document, issue)),
    ...textFaults(parts),
    ...jurisdictionFaults(parts, context),
    ...approvalFaults(parts, context),
    ...categoryFaults(parts),
    ...gradeFaults(parts),
    ...Object.keys(parts.minimumDenominators ?? {}).flatMap((id) =>
      kpiFault(['minimumDenominators', id], id),
    ),
    ...Object.entries(parts.scores ?? {}).flatMap(([id, fn]) => scoreFaults(id, fn)),
    ...WEIGHT_LEVELS.flatMap((level) => weightFaults(parts, level)),
  ];
  return { scheme: parsed.data, faults: faults.slice(0, LISTED_ERRORS) };
}

function partsOf(document: unknown): Parts {
  return Object.fromEntries(
    Object.entries(schemeSchema.shape).flatMap(([name, schema]) => {
      const part = schema.safeParse(valueAt(document, [name]));
      return part.success ? [[name, part.data]] : [];
    }),
  );
}

/** Texts that hold citizens' personal data. */
function textFaults({ name, description, approvals = [], grades = [] }: Parts): SchemeFault[] {
  const texts: (readonly [path: readonly PropertyKey[], text: string | undefined])[] = [
    ...(['zh', 'en'] as const).flatMap((language) => [
      [['name', language], name?.[language]] as const,
      [['description', language], description?.[language]] as const,
    ]),
    ...approvals.flatMap((approval, place) =>
      (['by', 'legalBasis', 'document'] as const).map(
        (field) => [['approvals', place, field], approval[field]] as const,
      ),
    ),
    ...grades.map(({ grade }, place) => [['grades', place, 'grade'], grade] as const),
  ];
  return texts.flatMap(([path, text]) =>
    text !== undefined && containsPersonalData(text)
      ? [
          faultAt('personal_data', path, {
            zh: '含有身份证号、手机号、银行卡号或车牌号，请删除',
            en: 'holds an ID, mobile, bank card or plate number; remove it',
          }),
        ]
      : [],
  );
}

function jurisdictionFaults(
  { jurisdiction, effective }: Parts,
  context: SchemeContext | undefined,
): SchemeFault[] {
  if (jurisdiction === undefined || !context || context.isUnit(jurisdiction, effective)) return [];
  return [
    faultAt('unknown_unit', ['jurisdiction'], {
      zh: '没有这个单位，请核对代码',
      en: 'there is no such unit; check the code',
    }),
  ];
}

/** Whether any level gives the KPI a weight. */
function isWeighed({ weights }: Parts, id: string): boolean {
  return WEIGHT_LEVELS.some((level) => (weights?.[level][id] ?? 0) > 0);
}

function approvalFaults(parts: Parts, context: SchemeContext | undefined): SchemeFault[] {
  const { approvals = [], effective, weights } = parts;
  return approvals.flatMap(({ kpi, on }, place) => {
    const path = ['approvals', place, 'kpi'];
    const unknown = kpiFault(path, kpi);
    if (unknown.length > 0) return unknown;
    const faults: SchemeFault[] = [];
    if (approvals.findIndex((other) => other.kpi === kpi) < place) {
      faults.push(
        faultAt('approval_repeated', path, {
          zh: '该指标已有批准，请删除重复项',
          en: 'this KPI has an approval already; take one out',
        }),
      );
    }
    if (!kpiOf(kpi)?.restricted) {
      faults.push(
        faultAt('approval_not_needed', path, {
          zh: '该指标不受限，不需要批准，请删除',
          en: 'this KPI is not restricted and takes no approval; take it out',
        }),
      );
    } else if (weights && !isWeighed(parts, kpi)) {
      faults.push(
        faultAt('approval_not_needed', path, {
          zh: '该指标没有权重，请删除批准或给出权重',
          en: 'this KPI has no weight; take the approval out or give the KPI a weight',
        }),
      );
    }
    if (context && on > context.today) {
      faults.push(
        faultAt('approval_in_future', ['approvals', place, 'on'], {
          zh: '批准日期不能晚于今天',
          en: 'must not be later than today',
        }),
      );
    } else if (effective !== undefined && on > effective) {
      faults.push(
        faultAt('approval_too_late', ['approvals', place, 'on'], {
          zh: '批准日期不能晚于施行日期',
          en: 'must not be later than the day from which the scheme is in effect',
        }),
      );
    }
    return faults;
  });
}

function categoryFaults({ eightMajor = [] }: Parts): SchemeFault[] {
  const known = Object.keys(LISTS.cases.fields.category.values);
  return eightMajor.flatMap((category, place) =>
    known.includes(category)
      ? []
      : [
          faultAt('unknown_category', ['eightMajor', place], {
            zh: `没有这个案件类别，应为以下之一：${known.join('、')}`,
            en: `there is no such category of cases; it is one of ${known.join(', ')}`,
          }),
        ],
  );
}

function gradeFaults({ grades = [], ledger }: Parts): SchemeFault[] {
  const names = grades.map(({ grade }) => grade);
  const faults = grades.flatMap(({ grade, from }, place) => {
    const above = grades[place - 1];
    const isLast = place === grades.length - 1;
    return [
      ...(above && from >= above.from
        ? [
            faultAt('grades_not_descending', ['grades', place, 'from'], {
              zh: '应低于上一等次的最低分：等次从最好到最差排列',
              en: 'must be lower than that of the grade before: grades go from the best down',
            }),
          ]
        : []),
      ...(isLast && from !== 0
        ? [
            faultAt('grades_not_descending', ['grades', place, 'from'], {
              zh: '最后一个等次应从 0 分起，否则有的得分没有等次',
              en: 'the last grade must begin at 0, or some scores would have no grade',
            }),
          ]
        : []),
      ...(names.indexOf(grade) < place
        ? [
            faultAt('grade_repeated', ['grades', place, 'grade'], {
              zh: '已有同名等次',
              en: 'there is a grade of this name already',
            }),
          ]
        : []),
    ];
  });
  if (!ledger || grades.length === 0 || names.includes(ledger.vetoGrade)) return faults;
  return [
    ...faults,
    faultAt('unknown_grade', ['ledger', 'vetoGrade'], {
      zh: '应为 grades 中的一个等次',
      en: 'must be one of the grades of this scheme',
    }),
  ];
}
