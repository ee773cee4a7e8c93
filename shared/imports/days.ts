import { type Day, dayAt, isDay } from '../calendar/day.ts';

/** `2024-04-15`, `2024/4/15 08:30`, `2024.4.15`, `2024年4月15日 8时`, each with or without a time. */
const WRITTEN = /^(\d{4})([-/.年])(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:$|[T\s].*)/;
/** `20240415`, `20240415083000` */
const PLAIN = /^(\d{4})(\d{2})(\d{2})(?:\d{6}|\d{4})?$/;
/** A time with its offset is told by the clock, of which the day in Shanghai is wanted. */
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The day that another system's date means, in Shanghai; undefined where it is none that exists. */
export function dayOfText(text: string): Day | undefined {
  const plain = text.normalize('NFKC').trim();
  if (WITH_OFFSET.test(plain)) {
    const instant = Date.parse(plain);
    return Number.isNaN(instant) ? undefined : dayAt(instant);
  }
  const written = WRITTEN.exec(plain);
  const [year, month, day] = written
    ? [written[1], written[3], written[4]]
    : (PLAIN.exec(plain)?.slice(1) ?? []);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(found) ? found : undefined;
}
