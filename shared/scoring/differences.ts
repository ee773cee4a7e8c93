import type { Text } from '../kpis/definition.ts';
import { changeWords, type SchemeChange, schemeChanges } from './changes.ts';
import { labelOf, pointerOf } from './labels.ts';
import type { Scheme } from './scheme.ts';

/** One thing in which two versions of a scheme differ. */
export interface SchemeDifference extends Omit<SchemeChange, 'path'> {
  /** JSON pointer; approvals and grades stand under their KPI and their name. */
  readonly pointer: string;
  readonly messages: Text;
}

/** In what the scheme `to` differs from `from`, value by value, in words. */
export function differencesOf(from: Scheme, to: Scheme): SchemeDifference[] {
  return schemeChanges(from, to).map(({ path, ...change }) => ({
    ...{ pointer: pointerOf(path), ...change },
    messages: changeWords(labelOf(path), { path, ...change }),
  }));
}
