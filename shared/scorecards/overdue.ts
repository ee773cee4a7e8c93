import { type Day, dayAt } from '../calendar/day.ts';
import { lastDayOf, MONTHLY_RUN_DAY, parsePeriod } from '../calendar/period.ts';
import type { Clock, ItemTable } from '../ports.ts';
import type { ReferenceBook } from '../units/book.ts';
import { periodOf } from './periods.ts';
import { scheduledPeriod } from './runs.ts';

/**
 * Months whose run should have ended by now and that have neither a draft nor a publication: 1 or
 * 0, since only the month before is looked at, from the day of the monthly run on. A month in
 * which there was no station yet is owed nothing.
 */
export async function monthsOverdue(ports: {
  readonly items: ItemTable;
  readonly clock: Clock;
  readonly book: () => Promise<ReferenceBook>;
}): Promise<0 | 1> {
  const today = dayAt(ports.clock());
  const month = parsePeriod(scheduledPeriod('monthly', ports.clock()) ?? '');
  if (!month || dayOfMonth(today) < MONTHLY_RUN_DAY) return 0;
  const { units } = (await ports.book()).unitsOn(lastDayOf(month));
  if (!units.some(({ level }) => level === 'station')) return 0;
  const { draftRevision, publishedRevision } = await periodOf(ports.items, month.id);
  return draftRevision + publishedRevision > 0 ? 0 : 1;
}

const dayOfMonth = (day: Day) => Number(day.slice(8));
