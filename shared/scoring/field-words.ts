/** What the places of a scheme are called; imports no catalogue, so that a page can say it too. */
import type { Text } from '../kpis/definition.ts';
import { pointerToken } from '../submissions/errors.ts';

/** What the fields of a scheme are called. */
const LABELS: Readonly<Record<string, Text>> = {
  id: { zh: '编号', en: 'id' },
  version: { zh: '版本', en: 'version' },
  name: { zh: '名称', en: 'name' },
  description: { zh: '说明', en: 'description' },
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
  jurisdiction: { zh: '适用单位', en: 'jurisdiction' },
  effective: { zh: '施行日期', en: 'effective day' },
  adopted: { zh: '是否施行', en: 'adopted' },
  approvals: { zh: '批准', en: 'approvals' },
  kpi: { zh: '指标', en: 'KPI' },
  by: { zh: '批准机关', en: 'approved by' },
  on: { zh: '批准日期', en: 'approved on' },
  legalBasis: { zh: '法律依据', en: 'legal basis' },
  document: { zh: '文号', en: 'document number' },
  eightMajor: { zh: '八类案件', en: 'eight major crimes' },
  grades: { zh: '等次', en: 'grades' },
  grade: { zh: '等次名称', en: 'grade' },
  from: { zh: '最低分', en: 'lowest score' },
  minimumCompleteness: { zh: '最低完整率', en: 'minimum completeness' },
  minimumDenominators: { zh: '最小分母', en: 'minimum denominators' },
  scores: { zh: '计分函数', en: 'scoring functions' },
  function: { zh: '函数', en: 'function' },
  floor: { zh: '零分线', en: 'floor' },
  meets: { zh: '达标线', en: 'meets' },
  excels: { zh: '优秀线', en: 'excels' },
  target: { zh: '目标值', en: 'target' },
  byArea: { zh: '城乡分设', en: 'by area' },
  urban: { zh: '城市', en: 'urban' },
  rural: { zh: '农村', en: 'rural' },
  zero: { zh: '零分值', en: 'zero' },
  hundred: { zh: '满分值', en: 'hundred' },
  perMonth: { zh: '按月计', en: 'per month' },
  weights: { zh: '权重', en: 'weights' },
  station: { zh: '派出所', en: 'station' },
  county: { zh: '县级', en: 'county' },
  city: { zh: '市级', en: 'city' },
  province: { zh: '省级', en: 'province' },
  ledger: { zh: '加减分台账', en: 'ledger' },
  maximumBonus: { zh: '加分上限', en: 'maximum bonus' },
  maximumDeduction: { zh: '扣分上限', en: 'maximum deduction' },
  vetoGrade: { zh: '一票否决后的最高等次', en: 'best grade after a veto' },
  flags: { zh: '异常标记阈值', en: 'flag thresholds' },
  audit: { zh: '抽查', en: 'audit' },
  perQuarter: { zh: '每季度抽查数', en: 'samples a quarter' },
};

/** One step of a path in words: a field, a KPI, the place in a list, or a name cut short. */
function wordOf(step: PropertyKey, kpiName: (id: string) => Text | undefined): Text {
  if (typeof step === 'number') return { zh: `第 ${step + 1} 项`, en: `no. ${step + 1}` };
  const name = String(step);
  return kpiName(name) ?? LABELS[name] ?? { zh: pointerToken(name), en: pointerToken(name) };
}

/** A place in a scheme in words: `权重 · 派出所 · 在社区工作时间占比`. */
export function labelIn(
  path: readonly PropertyKey[],
  kpiName: (id: string) => Text | undefined,
): Text {
  if (path.length === 0) return { zh: '考核办法', en: 'the scheme' };
  const steps = path.map((step) => wordOf(step, kpiName));
  return {
    zh: steps.map(({ zh }) => zh).join(' · '),
    en: steps.map(({ en }) => en).join(' · '),
  };
}

/** A place in a scheme as a JSON pointer (RFC 6901). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${pointerToken(String(step))}`).join('');
}
