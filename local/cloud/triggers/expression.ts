/** EventBridge Scheduler's `cron(…)` and `rate(…)`. */
import { TemplateError } from '../template/intrinsics.ts';

export interface Timetable {
  /**
   * The latest time after `after` and up to `upTo` at which the schedule is due, or undefined
   * where there is none; milliseconds since 1970. A cron is looked for within the last 24 hours.
   */
  latestDue(after: number, upTo: number): number | undefined;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Throws TemplateError. */
export function parseExpression(expression: string, timeZone: string): Timetable {
  const [, kind, content = ''] = /^(cron|rate)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return parseRate(content);
  if (kind === 'cron') return parseCron(content, timeZone);
  throw new TemplateError(`${expression} is not known here`);
}

/** Counted from the last time it was due. */
function parseRate(content: string): Timetable {
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(content) ?? [];
  const step = Number(count) * (UNITS[unit] ?? 0);
  if (!step) throw new TemplateError(`rate(${content}) is not known here`);
  return {
    latestDue: (after, upTo) =>
      upTo - after < step ? undefined : after + Math.floor((upTo - after) / step) * step,
  };
}

interface Fields {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly weekday: number;
  readonly year: number;
  readonly daysInMonth: number;
}

type Matcher = (value: number, fields: Fields) => boolean;

function parseCron(content: string, timeZone: string): Timetable {
  const parts = content.split(/\s+/);
  if (parts.length !== 6) throw new TemplateError(`cron(${content}) does not have six fields`);
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = parts;
  if ((day === '?') === (weekday === '?')) {
    throw new TemplateError(`cron(${content}): one of day and weekday has to be ?`);
  }
  const matchers = {
    minute: parseField(minute, 0, 59),
    hour: parseField(hour, 0, 23),
    day: day === 'L' ? lastDay : parseField(day, 1, 31),
    month: parseField(month, 1, 12, MONTHS),
    // Sunday is 1.
    weekday: parseField(weekday, 1, 7, WEEKDAYS),
    year: parseField(year, 1970, 2199),
  };
  const names = Object.keys(matchers) as (keyof typeof matchers)[];
  const fieldsAt = fieldReader(timeZone);
  return {
    latestDue(after, upTo) {
      const earliest = Math.max(after, upTo - DAY);
      for (let due = Math.floor(upTo / MINUTE) * MINUTE; due > earliest; due -= MINUTE) {
        const fields = fieldsAt(due);
        if (names.every((name) => matchers[name](fields[name], fields))) return due;
      }
      return undefined;
    },
  };
}

const lastDay: Matcher = (value, { daysInMonth }) => value === daysInMonth;

/** `*`, `?`, `5`, `1-5`, `MON-FRI`, `0/15` (a star may stand before the slash) and lists of these. */
function parseField(
  text: string,
  low: number,
  high: number,
  names: readonly string[] = [],
): Matcher {
  const numberOf = (word: string) => {
    const index = names.indexOf(word.toUpperCase());
    const value = index < 0 ? Number(word) : index + low;
    if (word !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
    throw new TemplateError(`${text} is not known here in a cron expression`);
  };
  const ranges = text.split(',').map((part) => {
    const [range = '', step] = part.split('/');
    const every = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(every) || every < 1) {
      throw new TemplateError(`${text} is not known here in a cron expression`);
    }
    if (range === '*' || range === '?') return { from: low, to: high, every };
    const [first = '', last] = range.split('-');
    const from = numberOf(first);
    const to = last === undefined ? (step === undefined ? from : high) : numberOf(last);
    return { from, to, every };
  });
  return (value) =>
    ranges.some(
      ({ from, to, every }) => value >= from && value <= to && (value - from) % every === 0,
    );
}

function fieldReader(timeZone: string): (instant: number) => Fields {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (instant) => {
    const parts = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
    return {
      minute,
      hour,
      day,
      month,
      weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1,
      year,
      daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    };
  };
}
