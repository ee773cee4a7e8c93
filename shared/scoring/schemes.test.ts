import { describe, expect, it } from 'vitest';
import { memoryItems } from '../testing/memory.ts';
import type { Unit } from '../units/kinds.ts';
import { UnitTree } from '../units/tree.ts';
import { differencesOf } from './differences.ts';
import { BUILT_IN, DEFAULT_SCHEME, nameOf, type Scheme } from './scheme.ts';
import { schemeBook, storeScheme } from './schemes.ts';

const PROVINCE = '410000000000';
const CITY = '410400000000';
const STATION = '410481001000';
const unit = (code: string, level: Unit['level'], parent: string | null): Unit => ({
  ...{ code, name: code, level, parent, area: 'urban' },
});
const TREE = new UnitTree([
  unit(PROVINCE, 'province', null),
  unit(CITY, 'city', PROVINCE),
  unit('410500000000', 'city', PROVINCE),
  unit(STATION, 'station', CITY),
]);

function scheme(change: Partial<Scheme>): Scheme {
  const [baseline] = BUILT_IN;
  if (!baseline) throw new Error('no baseline');
  return { ...baseline, ...change };
}

function store() {
  const items = memoryItems();
  let now = 1000;
  const clock = () => {
    now += 1;
    return now;
  };
  return { items, add: (added: Scheme) => storeScheme({ items, clock }, added, 'account-1') };
}

describe('the store of schemes', () => {
  it('keeps each version once and for all', async () => {
    const { items, add } = store();
    const second = scheme({ version: 2 });
    expect(await add(second)).toEqual({
      outcome: 'stored',
      entry: { scheme: second, stored: { by: 'account-1', at: 1001 } },
    });
    const { id, ...rest } = second;
    expect(await add({ ...rest, id })).toMatchObject({ outcome: 'unchanged' });
    expect(await add(scheme({ version: 2, adopted: false }))).toEqual({
      outcome: 'scheme_exists',
      next: 3,
    });
    expect(items.all()).toHaveLength(1);
  });

  it('lets nothing take the place of those that come with the system', async () => {
    const { add } = store();
    expect(await add(scheme({}))).toMatchObject({ outcome: 'unchanged', entry: { stored: null } });
    expect(await add(scheme({ minimumCompleteness: 0.5 }))).toMatchObject({ next: 2 });
  });

  it('stores one of two contents that arrive at once', async () => {
    const { add } = store();
    const outcomes = await Promise.all([
      add(scheme({ version: 2 })),
      add(scheme({ version: 2, adopted: false })),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['scheme_exists', 'stored']);
  });

  it('finds versions by name, and the latest by the id', async () => {
    const { items, add } = store();
    for (const version of [2, 10, 9]) await add(scheme({ version }));
    const book = await schemeBook(items);
    expect(book.named('henan-baseline@9')?.version).toBe(9);
    expect(book.named('henan-baseline')?.version).toBe(10);
    expect(book.named('henan-baseline@3')).toBeUndefined();
    expect(book.all.map((entry) => nameOf(entry.scheme))).toEqual([
      ...['henan-baseline@1', 'henan-baseline@2', 'henan-baseline@9', 'henan-baseline@10'],
      'henan-outcomes@1',
    ]);
    // As it was known before the last two were stored.
    expect((await schemeBook(items, 1001)).named('henan-baseline')?.version).toBe(2);
  });
});

describe('the scheme that judges a unit', () => {
  const DAY = '2024-04-30';

  it('is that of the nearest jurisdiction that has one adopted and in effect', async () => {
    const { items, add } = store();
    await add(scheme({ version: 2, effective: '2024-01-01' }));
    await add(scheme({ version: 3, effective: '2024-05-01' }));
    await add(scheme({ version: 4, effective: '2024-02-01', adopted: false }));
    await add(scheme({ id: 'city', jurisdiction: CITY, effective: '2024-04-30' }));
    const book = await schemeBook(items);
    const judging = (code: string, day = DAY, named?: Scheme) =>
      nameOf(book.judging(code, TREE, day, named));
    expect(judging(PROVINCE)).toBe('henan-baseline@2');
    expect(judging('410500000000')).toBe('henan-baseline@2');
    expect([CITY, STATION].map((code) => judging(code))).toEqual(['city@1', 'city@1']);
    // The day before the city's own took effect, and in the last year.
    expect(judging(STATION, '2024-04-29')).toBe('henan-baseline@2');
    expect(judging(STATION, '2023-12-31')).toBe('henan-baseline@1');
    // One that a run names stands in for its own jurisdiction's only, adopted or not.
    const outcomes = book.named('henan-outcomes@1');
    expect(judging(PROVINCE, DAY, outcomes)).toBe('henan-outcomes@1');
    expect(judging(STATION, DAY, outcomes)).toBe('city@1');
    // A unit that is in no tree.
    expect(judging('420000000000')).toBe(DEFAULT_SCHEME);
  });
});

describe('the differences of two versions', () => {
  it('are told value by value', () => {
    const from = scheme({});
    const station = { ...from.weights.station, time_in_community: 20, diverted_time: 5 };
    const to = scheme({
      version: 2,
      weights: { ...from.weights, station },
      scores: { ...from.scores, diverted_time: { function: 'peers', zero: 0.4, hundred: 0.1 } },
      eightMajor: from.eightMajor.map((each) => (each === 'hijacking' ? 'poisoning' : each)),
    });
    const told = differencesOf(from, to);
    expect(told.map(({ pointer, from: was, to: is }) => [pointer, was, is])).toEqual([
      ['/version', 1, 2],
      ['/scores/diverted_time/function', 'target', 'peers'],
      ['/scores/diverted_time/floor', 0.3, null],
      ['/scores/diverted_time/target', 0.1, null],
      ['/weights/station/time_in_community', 18, 20],
      ['/weights/station/diverted_time', 7, 5],
      ['/eightMajor/hijacking', 'hijacking', null],
      ['/scores/diverted_time/zero', null, 0.4],
      ['/scores/diverted_time/hundred', null, 0.1],
      ['/eightMajor/poisoning', null, 'poisoning'],
    ]);
    expect(told[4]?.messages).toEqual({
      zh: '权重 · 派出所 · 在社区工作时间占比：由 18 改为 20',
      en: 'weights · station · Time in the community: 20 in place of 18',
    });
    expect(differencesOf(to, to)).toEqual([]);
  });
});
