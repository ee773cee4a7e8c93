/** What is known of the days of a file, and to whom. */
import { describe, expect, test } from 'vitest';
import { NEIGHBOUR, REFERENCE_VERSIONS, STATION } from '../submissions/fixture.ts';
import { ReferenceBook } from '../units/book.ts';
import { receiveWorkbook } from './receive.ts';
import { desk, small } from './testing.ts';

const DAY = '2024-04-15';

test('content that does not count any more says so, with its revision', async () => {
  const { answer } = desk();
  const day = (event: string) => small({ 案件: [[DAY, 'A-1', event]] });
  for (const event of ['破案', '撤案']) await answer(await day(event), 'send');
  const older = { date: DAY, outcome: 'unchanged', revision: 1, latestRevision: 2 };
  const file = await day('破案');
  expect((await answer(file)).days).toMatchObject([older]);
  expect((await answer(file, 'send')).days).toMatchObject([
    { ...older, receipt: { revision: 1, latestRevision: 2 } },
  ]);
  const current = (await answer(await day('撤案'))).days;
  expect(current).toMatchObject([{ outcome: 'unchanged', revision: 2, latestRevision: 2 }]);
});

describe('a station that came to another county', () => {
  const OLD_COUNTY = '410481000000';
  const NEW_COUNTY = '410422000000';
  const [units] = REFERENCE_VERSIONS;
  if (units?.kind !== 'units') throw new Error('no units');
  const county = units.rows.find(({ level }) => level === 'county');
  if (!county) throw new Error('no county');
  const moved = units.rows.map((unit) =>
    unit.code === STATION ? { ...unit, parent: NEW_COUNTY } : unit,
  );
  const rows = [...moved, { ...county, code: NEW_COUNTY, name: NEW_COUNTY }];
  const book = new ReferenceBook([
    ...REFERENCE_VERSIONS,
    { kind: 'units', version: 2, effective: '2024-04-16', rows },
  ]);

  test('its former county learns nothing of the days since', async () => {
    const { ports, answer } = desk(undefined, book);
    const day = (on: string) => [on, 'A-1', '破案'];
    const file = await small({ 案件: [day(DAY), day('2024-04-16')] });
    await answer(file, 'send');
    const upload = { bytes: file, station: STATION, send: false };
    const former = { account: 'reviewer-1', unit: OLD_COUNTY, role: 'reviewer' } as const;
    const outcome = await receiveWorkbook(ports, book, former, upload);
    expect(outcome.ok && outcome.answer.days).toMatchObject([
      { date: DAY, outcome: 'unchanged', latestRevision: 1 },
      { date: '2024-04-16', outcome: 'refused', latestRevision: 0 },
    ]);
  });

  test("of another county's station nothing is read, not even whether it is a workbook", async () => {
    const { ports } = desk(undefined, book);
    const stranger = { account: 'reviewer-1', unit: NEW_COUNTY, role: 'reviewer' } as const;
    const bytes = new TextEncoder().encode('PK\x03\x04');
    for (const station of [NEIGHBOUR, NEW_COUNTY, '410481009000']) {
      expect(await receiveWorkbook(ports, book, stranger, { bytes, station, send: true })).toEqual({
        ...{ ok: false, fault: 'outside' },
      });
    }
  });
});
