/** How every number and period is written on the page. */
export { periodName } from '../shared/calendar/period-name.ts';
export {
  change,
  correlation,
  count,
  counts,
  type Display,
  difference,
  kpiValue,
  type Language,
  mark,
  NOTHING,
  type Printed,
  percent,
  percentagePoints,
  points,
} from '../shared/format.ts';
