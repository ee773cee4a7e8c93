/** What is said of the stations that are missing: units and days, never a person. */
import type { Day } from '../calendar/day.ts';
import { deadlineOf, shanghaiTime } from '../calendar/day.ts';
import type { TopicMessage } from '../ports.ts';
import { type CountyDay, totalOf } from './missing.ts';

/**
 * To a county: who is missing. Its attributes `kind`, `county`, `city` and `date` let a
 * subscription ask for its own county alone. A subject is ASCII, as e-mail by SNS wants it, so it
 * names the county by its code.
 */
export function countyMessage(
  day: Day,
  { county, expected, missing }: CountyDay,
  city: string | undefined,
): TopicMessage {
  const [count, due] = [missing.length, dueOf(day)];
  return {
    subject: `Fengqiao ${day}: ${count} of ${expected} stations missing (${county.code})`,
    text: lines(
      `${county.name} ${day}：${expected} 个派出所中有 ${count} 个未报送（截止 ${due}）。请尽快补报。`,
      `${county.name}, ${day}: ${count} of ${expected} stations have sent nothing (due ${due}, Shanghai time). Please send it now.`,
      ...missing.map(({ name, code }) => `- ${name} ${code}`),
    ),
    attributes: { kind: 'county', county: county.code, ...(city && { city }), date: day },
  };
}

/** To the province: all counties in one message; also where nobody is missing. */
export function summaryMessage(day: Day, counties: readonly CountyDay[]): TopicMessage {
  const { expected, submitted } = totalOf(counties);
  const attributes = { kind: 'summary', date: day };
  const incomplete = counties.filter(({ missing }) => missing.length > 0);
  if (incomplete.length === 0) {
    return {
      subject: `Fengqiao ${day}: all ${expected} stations have reported`,
      text: lines(
        `${day}：${expected} 个派出所全部报送。`,
        `${day}: all ${expected} stations have reported.`,
      ),
      attributes,
    };
  }
  const [count, due] = [expected - submitted, dueOf(day)];
  return {
    subject: `Fengqiao ${day}: ${count} of ${expected} stations missing`,
    text: lines(
      `${day}：${expected} 个派出所中有 ${count} 个未报送（截止 ${due}），涉及 ${incomplete.length} 个县（市、区）。`,
      `${day}: ${count} of ${expected} stations have sent nothing (due ${due}, Shanghai time), in ${incomplete.length} of ${counties.length} counties.`,
      ...incomplete.map(
        ({ county, missing, expected: of }) =>
          `- ${county.name} ${county.code}: ${missing.length} / ${of}`,
      ),
    ),
    attributes,
  };
}

/** `2024-04-16 12:00` */
const dueOf = (day: Day) => shanghaiTime(deadlineOf(day)).slice(0, 16).replace('T', ' ');

const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;
