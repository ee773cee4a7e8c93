/**
 * Reminding of a day, once its deadline has passed: a message to each county that misses
 * stations, and a summary to the province.
 *
 * | item | pk | sk |
 * | --- | --- | --- |
 * | message claimed | `REMINDERS#2024-04-15` | the county's code, or `SUMMARY` |
 */
import type { Day } from '../calendar/day.ts';
import { forEachOf } from '../concurrency.ts';
import type { Clock, ItemTable, Topic, TopicMessage } from '../ports.ts';
import type { ReferenceBook } from '../units/book.ts';
import { countyMessage, summaryMessage } from './messages.ts';
import { lastDayDue, readMissing, totalOf } from './missing.ts';

export interface RemindPorts {
  readonly items: ItemTable;
  readonly topic: Topic;
  readonly clock: Clock;
  readonly book: () => Promise<ReferenceBook>;
}

export interface Reminded {
  readonly day: Day;
  /** Stations that owe the day, and those of them that have sent it. */
  readonly expected: number;
  readonly submitted: number;
  /** Messages sent now; those that were sent before are not among them. */
  readonly sent: number;
}

const MESSAGES_AT_ONCE = 8;
const KEPT_SECONDS = 62 * 86_400;

/**
 * Reminds of the last day whose deadline has passed. Each message goes out once, however often
 * and by how many at once this is called: it is claimed in the table first, and the claim is
 * given back where publishing fails. Throws where a store or the topic fails; the messages that
 * are left go out the next time.
 */
export async function remind(ports: RemindPorts): Promise<Reminded> {
  const day = lastDayDue(ports.clock());
  const tree = (await ports.book()).unitsOn(day);
  const root = tree.units.find(({ parent }) => parent === null);
  if (!root) return { day, expected: 0, submitted: 0, sent: 0 };
  const counties = await readMissing(ports.items, tree, root.code, day);
  const incomplete = counties.filter(({ missing }) => missing.length > 0);
  let sent = 0;
  const send = async (name: string, message: TopicMessage) => {
    if (await sendOnce(ports, { pk: `REMINDERS#${day}`, sk: name }, message)) sent += 1;
  };
  await forEachOf(incomplete, MESSAGES_AT_ONCE, (one) =>
    send(one.county.code, countyMessage(day, one, tree.cityOf(one.county.code))),
  );
  await send('SUMMARY', summaryMessage(day, counties));
  const { expected, submitted } = totalOf(counties);
  return { day, expected, submitted, sent };
}

/**
 * False where the message was claimed before. Scheduler and Lambda may both deliver twice, also
 * at once, so the claim stands first: what a crash between the two calls loses is one message,
 * and the county still stands in the summary and on the page.
 */
async function sendOnce(
  { items, topic, clock }: RemindPorts,
  key: { readonly pk: string; readonly sk: string },
  message: TopicMessage,
): Promise<boolean> {
  const expires = Math.floor(clock() / 1000) + KEPT_SECONDS;
  const claim = { ...key, claimedAt: clock(), expires };
  if (!(await items.transact([{ put: claim, condition: { absent: true } }]))) return false;
  try {
    await topic.publish(message);
  } catch (fault) {
    await items.transact([{ remove: key }]);
    throw fault;
  }
  return true;
}
