import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../calendar/period.ts';
import { CITY, COUNTY, NOON, PROVINCE, SECOND_STATION, STATION } from '../testing/county.ts';
import { memoryItems } from '../testing/memory.ts';
import {
  AUDIT_OUTCOMES,
  auditOf,
  auditsPk,
  readAudit,
  recordOutcome,
  type Sample,
  storeSample,
} from './audits.ts';

const above = (station: string) => [station, COUNTY, CITY, PROVINCE];
const sample = (station: string, position: number): Sample => ({
  ...{ station, kind: 'dispute', date: '2024-04-05', list: 'disputes', position },
  ref: `D-${position}`,
});
const period = (id: string) => {
  const parsed = parsePeriod(id);
  if (!parsed) throw new Error(`no period: ${id}`);
  return parsed;
};

async function drawn(...samples: Sample[]) {
  const items = memoryItems();
  await storeSample(items, '2024-04', samples, above);
  const ids = async () =>
    (await items.query({ pk: auditsPk('2024-04') })).items.map((item) => readAudit(item).id);
  const figure = (unit: string, of = '2024-04') => auditOf(items, period(of), unit);
  return { items, ids, figure };
}

describe('the audit sample', () => {
  it('counts what came of it for the station and every unit above', async () => {
    const { items, ids, figure } = await drawn(
      sample(STATION, 0),
      sample(STATION, 1),
      sample(SECOND_STATION, 0),
    );
    const [first = '', second = '', third = ''] = await ids();
    const call = (id: string, outcome: (typeof AUDIT_OUTCOMES)[number]) =>
      recordOutcome(items, id, { outcome }, 'reviewer-1', NOON);
    await call(first, 'confirmed');
    await call(second, 'wrong');
    await call(third, 'not_reachable');
    expect(await figure(COUNTY)).toMatchObject({
      ...{ sampled: 3, confirmed: 1, wrong: 1, notReachable: 1, share: 0.5 },
      interval: [expect.closeTo(0.0945, 4), expect.closeTo(0.9055, 4)],
    });
    expect(await figure(SECOND_STATION)).toMatchObject({ sampled: 1, share: null, interval: null });
    const again = await call(second, 'confirmed');
    expect(again).toMatchObject({
      outcome: 'amended',
      record: { state: 'confirmed', history: [{ action: 'wrong' }, { action: 'confirmed' }] },
    });
    expect(await figure(PROVINCE, '2024-Q2')).toMatchObject({
      confirmed: 2,
      wrong: 0,
      share: 1,
    });
    expect(await figure(PROVINCE, '2024-Q1')).toBeNull();
    expect(await call('2024-04.410481001000.none', 'wrong')).toEqual({ outcome: 'unknown' });
  });

  it('keeps what was called back when another sample is drawn', async () => {
    const { items, ids, figure } = await drawn(sample(STATION, 0), sample(STATION, 1));
    const [first = '', second = ''] = await ids();
    await recordOutcome(items, first, { outcome: 'wrong', note: '无此事' }, 'reviewer-1', NOON);
    const next = [sample(STATION, 2), sample(SECOND_STATION, 0)];
    await storeSample(items, '2024-04', next, above);
    expect(await ids()).toContain(first);
    expect(await ids()).not.toContain(second);
    expect(await figure(COUNTY)).toMatchObject({ sampled: 3, wrong: 1 });
    const once = items.all();
    await storeSample(items, '2024-04', next, above);
    expect(items.all()).toEqual(once);
  });

  it('has counts that are those of its rows, whatever is recorded in whichever order', async () => {
    const calls = fc.array(
      fc.record({ position: fc.nat(3), outcome: fc.constantFrom(...AUDIT_OUTCOMES) }),
    );
    await fc.assert(
      fc.asyncProperty(calls, async (all) => {
        const { items, ids, figure } = await drawn(...[0, 1, 2, 3].map((p) => sample(STATION, p)));
        const places = await ids();
        for (const { position, outcome } of all) {
          await recordOutcome(items, places[position] ?? '', { outcome }, 'reviewer-1', NOON);
        }
        const { items: rows } = await items.query({ pk: auditsPk('2024-04') });
        const count = (state: string) => rows.filter((row) => row.state === state).length;
        const counted = { confirmed: count('confirmed'), wrong: count('wrong') };
        for (const unit of above(STATION)) {
          expect(await figure(unit)).toMatchObject({ sampled: 4, ...counted });
        }
      }),
      { numRuns: 50 },
    );
  });
});
