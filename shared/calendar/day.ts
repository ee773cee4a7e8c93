/** Days and deadlines. Every day is a calendar day in Asia/Shanghai, written `2024-04-15`. */

/** A calendar day, `YYYY-MM-DD`; comparing two as strings compares them in time. */
export type Day = string;

const MILLISECONDS_PER_DAY = 86_400_000;
/** China has one time zone and, since 1991, no summer time: UTC+8 the whole year. */
const SHANGHAI_OFFSET = 8 * 3_600_000;

/** Days since 1970-01-01. */
function dayNumber(day: Day): number {
  return Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / MILLISECONDS_PER_DAY;
}

function dayOfNumber(number: number): Day {
  return new Date(number * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** Whether the text is a day that exists: `2024-02-30` is not one. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && +text.slice(0, 4) >= 1970 && dayOfNumberOf(text) === text
  );
}

function dayOfNumberOf(text: string): string | undefined {
  const number = dayNumber(text);
  return Number.isNaN(number) ? undefined : dayOfNumber(number);
}

export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** Days from `from` to `to`: 1 from a day to the next. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Every day from `first` to `last`, both included; none where `last` is before `first`. */
export function eachDay(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let number = dayNumber(first); number <= dayNumber(last); number += 1) {
    days.push(dayOfNumber(number));
  }
  return days;
}

/** The day in Shanghai at an instant (milliseconds since 1970). */
export function dayAt(instant: number): Day {
  return new Date(instant + SHANGHAI_OFFSET).toISOString().slice(0, 10);
}

/** An instant as text with Shanghai's offset, to the second: `2024-05-09T02:00:41+08:00`. */
export function shanghaiTime(instant: number): string {
  return `${new Date(instant + SHANGHAI_OFFSET).toISOString().slice(0, 19)}+08:00`;
}

/** The instant at which the day begins in Shanghai. */
export function startOfDay(day: Day): number {
  return dayNumber(day) * MILLISECONDS_PER_DAY - SHANGHAI_OFFSET;
}

/** Until this instant a day's submission is on time: 12:00 of the next day, included. */
export function deadlineOf(day: Day): number {
  return startOfDay(addDays(day, 1)) + 12 * 3_600_000;
}

/** `2024-04` of `2024-04-15`. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}
