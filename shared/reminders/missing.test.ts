import { expect, test } from 'vitest';
import { receiveSubmission } from '../submissions/receive.ts';
import {
  CITY,
  COUNTY,
  countyReference,
  DAY,
  documentOf,
  NOON,
  OTHER_COUNTY,
  OTHER_STATION,
  PROVINCE,
  SECOND_STATION,
  STATION,
} from '../testing/county.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { UnitTree } from '../units/tree.ts';
import { lastDayDue, missingOf, readMissing, totalOf } from './missing.ts';

async function received(clockAt: number, ...stations: readonly string[]) {
  const stores = { objects: memoryObjects(), items: memoryItems(), clock: () => clockAt };
  const book = await (await countyReference(stores)).book();
  const sender = { account: 'a', unit: PROVINCE, role: 'administrator' } as const;
  for (const station of stations) {
    await receiveSubmission(stores, book, sender, { document: documentOf(station) });
  }
  return { items: stores.items, tree: book.unitsOn(DAY) };
}

const codes = (units: readonly { readonly code: string }[]) => units.map(({ code }) => code);

test('each county has its counts, and the stations that sent nothing', async () => {
  const { items, tree } = await received(NOON, STATION, OTHER_STATION);
  const counties = await readMissing(items, tree, PROVINCE, DAY);
  expect(counties.map(({ county, missing, ...of }) => [county.code, codes(missing), of])).toEqual([
    [COUNTY, [SECOND_STATION], { expected: 2, submitted: 1, onTime: 0 }],
    [OTHER_COUNTY, [], { expected: 1, submitted: 1, onTime: 0 }],
  ]);
  expect(totalOf(counties)).toEqual({ expected: 3, submitted: 2, onTime: 0 });
});

test('a branch sees itself only, a station nothing of its neighbours', async () => {
  const { items, tree } = await received(Date.UTC(2024, 3, 18, 4), STATION);
  const ofStation = await readMissing(items, tree, STATION, DAY);
  expect(ofStation).toMatchObject([{ expected: 1, submitted: 1, onTime: 1, missing: [] }]);
  const ofSecond = await readMissing(items, tree, SECOND_STATION, DAY);
  expect(ofSecond).toMatchObject([{ county: { code: COUNTY }, expected: 1, submitted: 0 }]);
  expect(codes(ofSecond[0]?.missing ?? [])).toEqual([SECOND_STATION]);
  expect(await readMissing(items, tree, '410999000000', DAY)).toEqual([]);
});

test('a city without counties stands in their place', () => {
  const unit = (code: string, level: 'province' | 'city' | 'station', parent: string | null) => ({
    ...{ code, name: code, level, parent },
    area: 'urban' as const,
  });
  const tree = new UnitTree([
    unit(PROVINCE, 'province', null),
    unit(CITY, 'city', PROVINCE),
    unit(STATION, 'station', CITY),
  ]);
  expect(missingOf(tree, PROVINCE, [])).toMatchObject([
    { county: { code: CITY }, expected: 1, submitted: 0, missing: [{ code: STATION }] },
  ]);
});

test('a day is due once noon of the next day has passed, in Shanghai', () => {
  const at = (time: string) => lastDayDue(Date.parse(`${time}+08:00`));
  expect(at('2024-04-16T12:00:00')).toBe('2024-04-14');
  expect(at('2024-04-16T12:00:00.001')).toBe('2024-04-15');
  expect(at('2024-04-16T23:59:59')).toBe('2024-04-15');
  expect(at('2024-04-17T00:00:00')).toBe('2024-04-15');
});
