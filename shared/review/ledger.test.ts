import { describe, expect, it } from 'vitest';
import { COUNTY, NOON, SECOND_STATION, STATION } from '../testing/county.ts';
import { memoryItems } from '../testing/memory.ts';
import { enter, entryOf, type LedgerRequest, ledgerOf, withdraw } from './ledger.ts';

const bonus = (units: readonly string[], merit?: string): LedgerRequest => ({
  ...{ period: '2024-04', units, kind: 'bonus', points: 2, gradeCap: null },
  ...{ reason: '命案侦破', evidence: '豫公通〔2024〕15号', merit },
});

async function entered(items: ReturnType<typeof memoryItems>, request: LedgerRequest) {
  const result = await enter(items, request, 'administrator-1', NOON);
  if (result.outcome !== 'entered') throw new Error(result.outcome);
  return result.entries;
}

describe('the ledger', () => {
  it('numbers a unit’s entries, and gives those that count', async () => {
    const items = memoryItems();
    const veto = { ...bonus([STATION]), kind: 'veto', points: null } as const;
    const [first] = await entered(items, bonus([STATION]));
    const [second] = await entered(items, veto);
    expect([first?.id, second?.id]).toEqual([
      `2024-04.${STATION}.L0001`,
      `2024-04.${STATION}.L0002`,
    ]);
    await entered(items, { ...veto, period: '2024-05' });
    await withdraw(items, first?.id ?? '', '重复', 'administrator-1', NOON);
    const counting = await ledgerOf(items, '2024-04');
    expect([...counting].map(([unit, entries]) => [unit, entries.map(({ id }) => id)])).toEqual([
      [STATION, [second?.id]],
    ]);
  });

  it('gives each side of a shared merit one entry, and none of them a second', async () => {
    const items = memoryItems();
    const both = await entered(items, bonus([STATION, SECOND_STATION], 'M-1'));
    expect(both.map(({ unit, sharedWith, merit }) => [unit, sharedWith, merit])).toEqual([
      [STATION, [SECOND_STATION], 'M-1'],
      [SECOND_STATION, [STATION], 'M-1'],
    ]);
    const before = items.all();
    const again = { ...bonus([COUNTY, STATION], 'M-1'), period: '2024-05' };
    expect(await enter(items, again, 'administrator-1', NOON)).toEqual({
      outcome: 'merit_entered',
      unit: STATION,
    });
    expect(items.all()).toEqual(before);
    // Another side may come later, and an entry that was withdrawn may be entered again.
    await entered(items, bonus([COUNTY], 'M-1'));
    await withdraw(items, both[0]?.id ?? '', '单位有误', 'administrator-1', NOON);
    const [second] = await entered(items, bonus([STATION], 'M-1'));
    expect(second?.id).toBe(`2024-04.${STATION}.L0002`);
  });

  it('keeps an entry that was taken back, once', async () => {
    const items = memoryItems();
    const [entry] = await entered(items, bonus([STATION]));
    const id = entry?.id ?? '';
    const take = () => withdraw(items, id, '证据不足', 'administrator-2', NOON);
    expect(await take()).toMatchObject({ outcome: 'amended', record: { state: 'withdrawn' } });
    expect(await take()).toEqual({ outcome: 'withdrawn_before' });
    expect((await entryOf(items, id))?.history).toMatchObject([
      { action: 'entered', by: 'administrator-1', note: '命案侦破' },
      { action: 'withdrawn', by: 'administrator-2', note: '证据不足' },
    ]);
    expect(await withdraw(items, 'none', 'x', 'y', NOON)).toEqual({ outcome: 'unknown' });
  });

  it('gives numbers once, also to those who enter at the same time', async () => {
    const items = memoryItems();
    const all = await Promise.all([1, 2, 3].map(() => entered(items, bonus([STATION]))));
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(3);
  });
});
