/** How every number and period is written on the page. */
export { periodName } from '../shared/calendar/period-name.ts';
export {
  change,
  count,
  counts,
  type Display,
  kpiValue,
  type Language,
  mark,
  NOTHING,
  type Printed,
  percent,
  points,
} from '../shared/format.ts';
