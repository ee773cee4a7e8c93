/** In what two schemes differ, value by value; imports no catalogue, so that a page can do it too. */
import type { Text } from '../kpis/definition.ts';
import { pointerOf } from './field-words.ts';
import type { Scheme } from './scheme.ts';

type Value = string | number | boolean;
type Path = readonly PropertyKey[];
type Leaf = readonly [path: Path, value: Value];

/** A value of a scheme before and after; null where only the other has it. */
export interface SchemeChange {
  readonly path: Path;
  readonly from: Value | null;
  readonly to: Value | null;
}

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

/** In the order of a scheme's fields: those of `from` first, then what only `to` has. */
export function schemeChanges(from: Scheme, to: Scheme): SchemeChange[] {
  const before = leaves(from);
  const after = leaves(to);
  return [...new Map([...before, ...after])].flatMap(([pointer, [path]]) => {
    const [old, fresh] = [before.get(pointer)?.[1] ?? null, after.get(pointer)?.[1] ?? null];
    return old === fresh ? [] : [{ path, from: old, to: fresh }];
  });
}

/** A change in words that follow the place's name. */
export function changeWords(label: Text, { from, to }: SchemeChange): Text {
  if (from === null) return { zh: `${label.zh}：新增 ${to}`, en: `${label.en}: new, ${to}` };
  if (to === null) {
    return { zh: `${label.zh}：取消，原为 ${from}`, en: `${label.en}: gone, was ${from}` };
  }
  return {
    zh: `${label.zh}：由 ${from} 改为 ${to}`,
    en: `${label.en}: ${to} in place of ${from}`,
  };
}
