import { kpiOf } from '../kpis/catalogue.ts';
import type { Text } from '../kpis/definition.ts';
import { labelIn } from './field-words.ts';

export { pointerOf } from './field-words.ts';

/** A place in a scheme in words, KPIs by their names in the catalogue. */
export function labelOf(path: readonly PropertyKey[]): Text {
  return labelIn(path, (id) => kpiOf(id)?.name);
}
