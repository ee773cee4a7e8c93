/** How every number and period is written on the page. */
export { periodName } from '../shared/calendar/period-name.ts';
export {
  baseOf,
  change,
  correlation,
  count,
  counts,
  type Display,
  difference,
  finestOf,
  headed,
  kpiValue,
  type Language,
  mark,
  NOTHING,
  type Printed,
  percent,
  percentagePoints,
  points,
  valueAlone,
} from '../shared/format.ts';
