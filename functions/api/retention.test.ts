import { expect, test } from 'vitest';
import { DAY, documentOf, STATION } from '../../shared/testing/county.ts';
import { bodyOf, startApi } from './testing.ts';

const CLERK = { role: 'clerk', unit: STATION } as const;
const at = (day: string) => Date.parse(`${day}T12:00:00+08:00`);

test('after 36 months a day’s document no longer names officers; the raw one is kept as it was', async () => {
  const api = await startApi();
  const sent = documentOf(STATION);
  await api.send('/v1/submissions', { method: 'POST', body: sent, as: CLERK });
  const [year, rest] = [Number(DAY.slice(0, 4)) + 3, DAY.slice(4)];
  const read = async () => {
    const answer = await api.send(`/v1/submissions/${STATION}/${DAY}`, { as: CLERK });
    expect(answer.status).toBe(200);
    return bodyOf(answer);
  };

  api.turnTo(at(`${year}${rest}`));
  const young = await read();
  expect(young).toMatchObject({ officerRowsExpired: false });
  expect(JSON.stringify(young.document)).toMatch(/"officer":/);

  api.turnTo(at(`${year}${rest}`) + 86_400_000);
  const old = await read();
  expect(old).toMatchObject({ officerRowsExpired: true, document: { officerTime: [] } });
  expect(JSON.stringify(old.document)).not.toMatch(/"officer":/);
  const [raw] = [...api.lake.contents].filter(([key]) => key.startsWith('raw/'));
  expect(Buffer.from(raw?.[1] ?? '').toString()).toMatch(/"officer":/);
});
