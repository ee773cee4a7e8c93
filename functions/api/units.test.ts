import { expect, test } from 'vitest';
import { CITY, COUNTY, PROVINCE, STATION } from '../../shared/testing/county.ts';
import { bodyOf, startApi } from './testing.ts';

test('a unit is answered with those above it, as far as the own branch goes', async () => {
  const { send } = await startApi();
  const above = async (unit: string) => {
    const as = { role: 'viewer', unit } as const;
    const body = await bodyOf(await send(`/v1/units/${STATION}`, { as }));
    return (body.above as { code: string }[]).map(({ code }) => code);
  };
  expect(await above(PROVINCE)).toEqual([PROVINCE, CITY, COUNTY]);
  expect(await above(COUNTY)).toEqual([COUNTY]);
  expect(await above(STATION)).toEqual([]);
});
