/** A scoring function in words, its values as the KPI's are printed. */
import { type Language, mark, type Printed } from '../format.ts';
import type { Kpi } from '../kpis/definition.ts';
import type { ScoreFunction } from './functions.ts';

const ZH = {
  band: (zero: string, meets: string, full: string) =>
    `${zero}得0分，${meets}得80分，${full}得满分，之间按直线计`,
  target: (zero: string, full: string) => `${zero}得0分，${full}得满分，之间按直线计`,
  byArea: (urban: string, rural: string) => `城区：${urban}；农村：${rural}`,
  changeLower: '同比下降10%得满分，持平得80分，上升25%得0分',
  changeHigher: '同比上升10%得满分，持平得80分，下降25%得0分',
  peers: (zero: string, full: string) => `按同类单位上年水平；没有时${zero}得0分，${full}得满分`,
  perMonth: '(每月)',
};

const EN: typeof ZH = {
  band: (zero, meets, full) => `${zero} scores 0, ${meets} 80 and ${full} 100, linear between them`,
  target: (zero, full) => `${zero} scores 0 and ${full} 100, linear between them`,
  byArea: (urban, rural) => `towns: ${urban}; countryside: ${rural}`,
  changeLower: '10% less than the year before scores 100, as many 80, 25% more 0',
  changeHigher: '10% more than the year before scores 100, as many 80, 25% less 0',
  peers: (zero, full) =>
    `by the peers’ level of the year before; without one ${zero} scores 0 and ${full} 100`,
  perMonth: ' (a month)',
};

/** How a value becomes a score: `60%得0分，80%得80分，85%得满分，之间按直线计`. */
export function functionWords(
  fn: ScoreFunction,
  kpi: Printed & Pick<Kpi, 'better'>,
  language: Language,
): string {
  const say = language === 'zh' ? ZH : EN;
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
