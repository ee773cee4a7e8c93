/** A scoring function in words, its values as the KPI's are printed. */
import type { ScoreFunction } from '../../shared/scoring/functions.ts';
import type { KpiDefinition } from '../api.ts';
import { type Language, mark } from '../format.ts';
import type { SchemeWords } from './words.ts';

export function functionWords(
  fn: ScoreFunction,
  kpi: KpiDefinition,
  language: Language,
  say: SchemeWords,
): string {
  const print = (value: number) => mark(value, kpi, language);
  switch (fn.function) {
    case 'band':
      return say.band(print(fn.floor), print(fn.meets), print(fn.excels));
    case 'target': {
      const line = ({ floor, target }: { readonly floor: number; readonly target: number }) =>
        say.target(print(floor), print(target));
      return 'byArea' in fn ? say.byArea(line(fn.byArea.urban), line(fn.byArea.rural)) : line(fn);
    }
    case 'change':
      return kpi.better === 'lower' ? say.changeLower : say.changeHigher;
    case 'peers':
      return say.peers(print(fn.zero), print(fn.hundred)) + (fn.perMonth ? say.perMonth : '');
  }
}
