import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFERENCE } from '../submissions/fixture.ts';
import { ReferenceBook } from './book.ts';
import { readHenanDivisions } from './divisions.ts';
import type { ReferenceVersion } from './kinds.ts';
import { Successions } from './successions.ts';

/** A version of staffing that can be told by its number. */
const staffing = (version: number, effective: string): ReferenceVersion => ({
  kind: 'staffing',
  version,
  effective,
  rows: [
    {
      county: '410481000000',
      county_police: version,
      station_police: 0,
      community_police: 0,
      offices: 0,
      posts: 0,
    },
  ],
});

describe('the reference book', () => {
  const book = new ReferenceBook([
    staffing(1, '2024-01-01'),
    staffing(3, '2024-03-01'),
    staffing(2, '2024-03-01'),
    staffing(4, '2023-06-01'),
  ]);

  it.each([
    ['2023-05-31', undefined],
    ['2023-06-01', 4],
    ['2024-01-01', 1],
    ['2024-02-29', 1],
    ['2024-03-01', 3],
    ['2030-01-01', 3],
  ])('has on %s version %s in force', (day, version) => {
    expect(book.versionOn('staffing', day)?.version).toBe(version);
    expect(book.staffingOn(day)[0]?.county_police).toBe(version);
  });

  it('knows what was loaded last, whatever its effective day', () => {
    expect(book.latest('staffing')?.version).toBe(4);
    expect(book.latest('surveys')).toBeUndefined();
  });

  it('indexes a version once', () => {
    expect(REFERENCE.unitsOn('2024-01-01')).toBe(REFERENCE.unitsOn('2024-01-02'));
    expect(REFERENCE.unitsOn('2022-12-31').size).toBe(0);
    expect(REFERENCE.rosterOn('2022-12-31')).toBeUndefined();
  });
});

describe('the tree', () => {
  const tree = REFERENCE.unitsOn('2024-01-01');
  const codes = (units: readonly { readonly code: string }[]) => units.map(({ code }) => code);

  it('is walked up and down', () => {
    expect(codes(tree.chainOf('410481002000'))).toEqual([
      '410481002000',
      '410481000000',
      '410400000000',
      '410000000000',
    ]);
    expect(tree.cityOf('410481002000')).toBe('410400000000');
    expect(tree.cityOf('410000000000')).toBeUndefined();
    expect(codes(tree.childrenOf('410481000000'))).toEqual(['410481002000', '410481003000']);
    expect(codes(tree.stationsOf('410000000000'))).toEqual(['410481002000', '410481003000']);
    expect(codes(tree.stationsOf('410481003000'))).toEqual(['410481003000']);
    expect(codes(tree.ofLevel('city'))).toEqual(['410400000000']);
  });

  it('has branches', () => {
    expect(tree.isWithin('410400000000', '410481002000')).toBe(true);
    expect(tree.isWithin('410481002000', '410481002000')).toBe(true);
    expect(tree.isWithin('410481002000', '410481003000')).toBe(false);
    expect(tree.isWithin('410481002000', '410481000000')).toBe(false);
    expect(tree.isWithin('999999999999', '999999999999')).toBe(false);
  });
});

describe('successions', () => {
  const successions = new Successions([
    { from: 'A', to: 'B', since: '2024-04-01' },
    { from: 'B', to: 'C', since: '2024-06-01' },
    { from: 'X', to: 'C', since: '2024-05-01' },
  ]);

  it.each([
    ['A', '2024-03-31', 'A'],
    ['A', '2024-04-01', 'B'],
    ['A', '2024-06-01', 'C'],
    ['B', '2024-04-01', 'B'],
    ['C', '2024-06-01', 'C'],
  ])('hand the past of %s on %s to %s', (station, day, successor) => {
    expect(successions.successorOn(station, day)).toBe(successor);
  });

  it('are followed back', () => {
    expect(successions.predecessorsOf('B', '2024-04-01')).toEqual(['A']);
    expect(successions.predecessorsOf('C', '2024-05-01')).toEqual(['X']);
    expect(successions.predecessorsOf('C', '2024-06-01')).toEqual(['A', 'B', 'X']);
    expect(successions.predecessorsOf('B', '2024-06-01')).toEqual([]);
  });

  it('give every station one holder, and the holder every station', () => {
    // Each station may only hand on to a later one, so that there are no circles.
    const rows = fc
      .array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 })))
      .map((triples) => [
        ...new Map(
          triples
            .filter(([from, to]) => from < to)
            .map(([from, to, day]) => [
              from,
              { from: `${from}`, to: `${to}`, since: `2024-01-0${day}` },
            ]),
        ).values(),
      ]);
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (list, dayOfMonth) => {
        const day = `2024-01-0${dayOfMonth}`;
        const all = new Successions(list);
        for (const { from } of list) {
          const holder = all.successorOn(from, day);
          expect(all.predecessorsOf(holder, day).includes(from)).toBe(holder !== from);
        }
      }),
    );
  });
});

describe('the division list', () => {
  it('is a whole tree', () => {
    const divisions = readHenanDivisions();
    const codes = new Set(divisions.map(({ code }) => code));
    expect(divisions).toHaveLength(55_164);
    expect(divisions.filter(({ parent }) => parent !== null && !codes.has(parent))).toEqual([]);
    expect(divisions[0]).toEqual({
      code: '410000000000',
      name: '河南省',
      level: 'province',
      parent: null,
    });
  });
});
