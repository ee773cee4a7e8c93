import { expect, test } from 'vitest';
import { receiveSubmission } from '../submissions/receive.ts';
import {
  CITY,
  COUNTY,
  countyReference,
  DAY,
  documentOf,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
} from '../testing/county.ts';
import { memoryItems, memoryObjects, memoryTopic } from '../testing/memory.ts';
import { createReferenceStore } from '../units/store.ts';
import { remind } from './remind.ts';

/** Five minutes after the deadline of `DAY`. */
const DUE = Date.UTC(2024, 3, 18, 4, 5);

async function open(...sent: readonly string[]) {
  const stores = { objects: memoryObjects(), items: memoryItems(), clock: () => DUE };
  const reference = await countyReference(stores);
  const book = () => reference.book();
  const sender = { account: 'person-1', unit: PROVINCE, role: 'administrator' } as const;
  for (const station of sent) {
    await receiveSubmission(stores, await book(), sender, { document: documentOf(station) });
  }
  const topic = memoryTopic();
  return { items: stores.items, topic, ports: { ...stores, topic, book } };
}

test('each county that misses stations is told of them, and the province of all', async () => {
  const { topic, ports } = await open(STATION);
  expect(await remind(ports)).toEqual({ day: DAY, expected: 3, submitted: 1, sent: 3 });
  expect(topic.published).toEqual([
    {
      subject: `Fengqiao ${DAY}: 1 of 2 stations missing (${COUNTY})`,
      text: `舞钢市 2024-04-17：2 个派出所中有 1 个未报送（截止 2024-04-18 12:00）。请尽快补报。
舞钢市, 2024-04-17: 1 of 2 stations have sent nothing (due 2024-04-18 12:00, Shanghai time). Please send it now.
- 寺坡街道 ${SECOND_STATION}
`,
      attributes: { kind: 'county', county: COUNTY, city: CITY, date: DAY },
    },
    expect.objectContaining({
      attributes: { kind: 'county', county: OTHER_COUNTY, city: CITY, date: DAY },
    }),
    {
      subject: `Fengqiao ${DAY}: 2 of 3 stations missing`,
      text: `2024-04-17：3 个派出所中有 2 个未报送（截止 2024-04-18 12:00），涉及 2 个县（市、区）。
2024-04-17: 2 of 3 stations have sent nothing (due 2024-04-18 12:00, Shanghai time), in 2 of 2 counties.
- 舞钢市 ${COUNTY}: 1 / 2
- 叶县 ${OTHER_COUNTY}: 1 / 1
`,
      attributes: { kind: 'summary', date: DAY },
    },
  ]);
  for (const { subject } of topic.published) expect(subject).toMatch(/^[!-~][ -~]{0,99}$/);
  expect(JSON.stringify(topic.published)).not.toMatch(/person-1|P-1/);
});

test('where nobody is missing, only the province is told', async () => {
  const { topic, ports } = await open(STATION, SECOND_STATION, OTHER_STATION);
  expect(await remind(ports)).toEqual({ day: DAY, expected: 3, submitted: 3, sent: 1 });
  expect(topic.published).toMatchObject([
    { subject: `Fengqiao ${DAY}: all 3 stations have reported` },
  ]);
});

test('before there are units nobody is told anything', async () => {
  const stores = { objects: memoryObjects(), items: memoryItems(), clock: () => DUE };
  const reference = createReferenceStore(stores);
  const topic = memoryTopic();
  await remind({ ...stores, topic, book: () => reference.book() });
  expect(topic.published).toEqual([]);
});

test('twice, and twice at once, tells nobody twice', async () => {
  const { topic, ports } = await open();
  const both = await Promise.all([remind(ports), remind(ports)]);
  expect(both.reduce((sum, { sent }) => sum + sent, 0)).toBe(3);
  expect(await remind(ports)).toEqual({ day: DAY, expected: 3, submitted: 0, sent: 0 });
  expect(new Set(topic.published.map(({ subject }) => subject)).size).toBe(3);
  expect(topic.published).toHaveLength(3);
});

test('what could not be published goes out the next time, and nothing else', async () => {
  const { topic, ports } = await open();
  const broken = {
    ...topic,
    async publish(message: Parameters<typeof topic.publish>[0]) {
      if (message.attributes.county === OTHER_COUNTY) throw new Error('the topic is down');
      await topic.publish(message);
    },
  };
  await expect(remind({ ...ports, topic: broken })).rejects.toThrow('the topic is down');
  expect(topic.published).toMatchObject([{ attributes: { county: COUNTY } }]);
  expect(await remind(ports)).toMatchObject({ sent: 2 });
  expect(topic.published).toMatchObject([
    { attributes: { county: COUNTY } },
    { attributes: { county: OTHER_COUNTY } },
    { attributes: { kind: 'summary' } },
  ]);
});
