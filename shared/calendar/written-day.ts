/** Days as people and other systems write them. */
import { type Day, dayAt, isDay } from './day.ts';

/** `2024-04-15`, `2024/4/15 08:30`, `2024.4.15`, `2024年4月15日 8时`, each with or without a time. */
const WRITTEN = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:$|[T\s].*)/;
/** `20240415`, `20240415083000` */
const PLAIN = /^(\d{4})(\d{2})(\d{2})(?:\d{6}|\d{4})?$/;
/** A time with its offset is told by the clock, of which the day in Shanghai is wanted. */
const WITH_OFFSET =
  /^(\d{4}-\d{2}-\d{2})[T\s](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))$/;

/** The day that a text means, in Shanghai; undefined where it is none that exists. */
export function writtenDay(text: string): Day | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const [, date, time] = WITH_OFFSET.exec(plain) ?? [];
  if (date !== undefined) {
    const instant = Date.parse(`${date}T${time}`);
    return Number.isNaN(instant) ? undefined : dayAt(instant);
  }
  const [, year = '', month = '', day = ''] = WRITTEN.exec(plain) ?? PLAIN.exec(plain) ?? [];
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(found) ? found : undefined;
}
