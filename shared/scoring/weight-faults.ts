import { KPIS, kpiOf } from '../kpis/catalogue.ts';
import type { Kpi } from '../kpis/definition.ts';
import type { Level } from '../units/tree.ts';
import type { ScoreFunction } from './functions.ts';
import { labelOf } from './labels.ts';
import type { Scheme } from './scheme.ts';
import { faultAt, type SchemeFault } from './shape-faults.ts';

/** Those parts of a scheme whose form is right; the others are not looked into further. */
export type Parts = Partial<Scheme>;

/** The fault of naming a KPI that there is none of. */
export function kpiFault(path: readonly PropertyKey[], id: string): SchemeFault[] {
  if (kpiOf(id)) return [];
  return [
    faultAt('unknown_kpi', path, {
      zh: '没有这个指标，请对照指标目录',
      en: 'there is no such KPI; see the catalogue',
    }),
  ];
}

/** The values of a function in the order in which its scores rise, each with its place. */
function risingValues(fn: ScoreFunction): (readonly (readonly [path: string[], number])[])[] {
  switch (fn.function) {
    case 'band':
      return [
        [
          [['floor'], fn.floor],
          [['meets'], fn.meets],
          [['excels'], fn.excels],
        ],
      ];
    case 'target':
      if (!('byArea' in fn)) {
        return [
          [
            [['floor'], fn.floor],
            [['target'], fn.target],
          ],
        ];
      }
      return (['urban', 'rural'] as const).map((area) => [
        [['byArea', area, 'floor'], fn.byArea[area].floor],
        [['byArea', area, 'target'], fn.byArea[area].target],
      ]);
    case 'peers':
      return [
        [
          [['zero'], fn.zero],
          [['hundred'], fn.hundred],
        ],
      ];
    case 'change':
      return [];
  }
}

/** What is wrong with the scoring function of a KPI. */
export function scoreFaults(id: string, fn: ScoreFunction): SchemeFault[] {
  const path = ['scores', id];
  const kpi = kpiOf(id);
  if (!kpi) return kpiFault(path, id);
  if (kpi.better === null) return [contextFault(path)];
  if (fn.function === 'change' && kpi.form !== 'change') {
    return [
      faultAt('wrong_function', [...path, 'function'], {
        zh: '函数 change 只用于同比指标',
        en: 'change is for KPIs that are changes over a year',
      }),
    ];
  }
  const rises = kpi.better === 'higher';
  return risingValues(fn).flatMap((values) =>
    values.flatMap(([place, value], index) => {
      const before = values[index - 1];
      if (!before || (rises ? value > before[1] : value < before[1])) return [];
      const name = before[0].at(-1) ?? '';
      const label = labelOf([name]);
      return [
        faultAt(
          'not_in_order',
          [...path, ...place],
          rises
            ? {
                zh: `应大于该指标的${label.zh}（${name}）：越高越好`,
                en: `must be greater than the KPI’s ${name}: more is better`,
              }
            : {
                zh: `应小于该指标的${label.zh}（${name}）：越低越好`,
                en: `must be less than the KPI’s ${name}: less is better`,
              },
        ),
      ];
    }),
  );
}

function contextFault(path: readonly PropertyKey[]): SchemeFault {
  return faultAt('context_kpi', path, {
    zh: '该指标只作背景，不计分',
    en: 'this KPI is context and is never scored',
  });
}

function faultsOfWeight(parts: Parts, level: Level, kpi: Kpi, weight: number): SchemeFault[] {
  const path = ['weights', level, kpi.id];
  if (kpi.levels && !kpi.levels.includes(level)) {
    return [
      faultAt('wrong_level', path, {
        zh: '该级单位没有这个指标，请删除',
        en: 'units of this level do not have this KPI; take it out',
      }),
    ];
  }
  if (kpi.better === null || kpi.contextAt?.includes(level)) return [contextFault(path)];
  const { approvals, scores } = parts;
  const faults: SchemeFault[] = [];
  const isApproved = !approvals || approvals.some((approval) => approval.kpi === kpi.id);
  if (kpi.restricted && weight > 0 && !isApproved) {
    faults.push(
      faultAt('restricted', path, {
        zh: '该指标受限，未经批准不得计分：请在 approvals 中写明批准机关 by、批准日期 on、法律依据 legalBasis',
        en: 'this KPI is restricted: to weigh it takes an entry in approvals that says by whom, on which day and on which legalBasis it was approved',
      }),
    );
  }
  if (scores && !Object.hasOwn(scores, kpi.id)) {
    faults.push(
      faultAt('no_function', path, {
        zh: '缺少计分函数，请在 scores 中为该指标写明',
        en: 'has no scoring function; give it one in scores',
      }),
    );
  }
  return faults;
}

/** A number as a department writes it. */
const printed = (value: number) => String(Number(value.toFixed(6)));

/** What is wrong with the weights of a level. */
export function weightFaults(parts: Parts, level: Level): SchemeFault[] {
  const weights = parts.weights?.[level];
  if (!weights) return [];
  const entries = Object.entries(weights);
  const faults = entries.flatMap(([id, weight]) => {
    const kpi = kpiOf(id);
    return kpi ? faultsOfWeight(parts, level, kpi, weight) : kpiFault(['weights', level, id], id);
  });
  const sum = KPIS.reduce((total, { id }) => total + (weights[id] ?? 0), 0);
  const difference = sum - 100;
  if (Math.abs(difference) < 1e-6) return faults;
  const by = printed(Math.abs(difference));
  return [
    ...faults,
    faultAt('weights_not_100', ['weights', level], {
      zh: `权重合计为 ${printed(sum)}，比 100 ${difference > 0 ? '多' : '少'} ${by}`,
      en: `add up to ${printed(sum)}: ${by} ${difference > 0 ? 'more' : 'less'} than 100`,
    }),
  ];
}
