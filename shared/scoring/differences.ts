import type { Text } from '../kpis/definition.ts';
import { labelOf, pointerOf } from './labels.ts';
import type { Scheme } from './scheme.ts';

type Value = string | number | boolean;

/** One thing in which two versions of a scheme differ. */
export interface SchemeDifference {
  /** JSON pointer; approvals and grades stand under their KPI and their name. */
  readonly pointer: string;
  /** Null where only the other has it. */
  readonly from: Value | null;
  readonly to: Value | null;
  readonly messages: Text;
}

type Path = readonly PropertyKey[];
type Leaf = readonly [path: Path, value: Value];

/** Every value of a scheme with its place; items of lists by what they are about. */
function* leavesOf(value: unknown, path: Path): Generator<Leaf> {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) yield [path, value as Value];
    return;
  }
  for (const [name, member] of Object.entries(value)) yield* leavesOf(member, [...path, name]);
}

function leaves(scheme: Scheme): Map<string, Leaf> {
  const { approvals, grades, eightMajor, ...rest } = scheme;
  const named = {
    ...rest,
    approvals: Object.fromEntries(approvals.map(({ kpi, ...approval }) => [kpi, approval])),
    grades: Object.fromEntries(grades.map(({ grade, from }) => [grade, from])),
    eightMajor: Object.fromEntries(eightMajor.map((category) => [category, category])),
  };
  return new Map([...leavesOf(named, [])].map((leaf) => [pointerOf(leaf[0]), leaf]));
}

function wordsOf(path: Path, from: Value | null, to: Value | null): Text {
  const label = labelOf(path);
  if (from === null) return { zh: `${label.zh}：新增 ${to}`, en: `${label.en}: new, ${to}` };
  if (to === null) {
    return { zh: `${label.zh}：取消，原为 ${from}`, en: `${label.en}: gone, was ${from}` };
  }
  return {
    zh: `${label.zh}：由 ${from} 改为 ${to}`,
    en: `${label.en}: ${to} in place of ${from}`,
  };
}

/**
 * In what the scheme `to` differs from `from`, value by value, in the order of a scheme's fields:
 * those of `from` first, then what only `to` has.
 */
export function differencesOf(from: Scheme, to: Scheme): SchemeDifference[] {
  const before = leaves(from);
  const after = leaves(to);
  const differences: SchemeDifference[] = [];
  for (const [pointer, [path]] of new Map([...before, ...after])) {
    const [old, fresh] = [before.get(pointer)?.[1] ?? null, after.get(pointer)?.[1] ?? null];
    if (old === fresh) continue;
    differences.push({ pointer, from: old, to: fresh, messages: wordsOf(path, old, fresh) });
  }
  return differences;
}
