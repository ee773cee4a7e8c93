import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayAt,
  daysBetween,
  deadlineOf,
  eachDay,
  isDay,
  shanghaiTime,
  startOfDay,
} from './day.ts';
import {
  firstDayOf,
  lastDayOf,
  type Period,
  parsePeriod,
  periodBefore,
  spanOf,
  yearBefore,
} from './period.ts';

const days = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function period(id: string): Period {
  const parsed = parsePeriod(id);
  if (!parsed) throw new Error(`${id} is no period`);
  return parsed;
}

describe('days', () => {
  it('begin at midnight in Shanghai', () => {
    expect(dayAt(Date.parse('2024-04-15T15:59:59Z'))).toBe('2024-04-15');
    expect(dayAt(Date.parse('2024-04-15T16:00:00Z'))).toBe('2024-04-16');
    expect(shanghaiTime(Date.parse('2024-05-08T18:00:41Z'))).toBe('2024-05-09T02:00:41+08:00');
    expect(startOfDay('2024-04-16')).toBe(Date.parse('2024-04-15T16:00:00Z'));
  });

  it('are on time until noon of the next day', () => {
    expect(deadlineOf('2024-02-28')).toBe(Date.parse('2024-02-29T12:00:00+08:00'));
  });

  it('exist or do not', () => {
    expect(['2024-02-29', '2023-02-29', '2024-13-01', '2024-1-1', 'x'].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('add up', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 800 }), (day, count) => {
        const later = addDays(day, count);
        expect(daysBetween(day, later)).toBe(count);
        expect(eachDay(day, later)).toHaveLength(count + 1);
        expect(isDay(later)).toBe(true);
      }),
    );
  });
});

describe('periods', () => {
  it.each([
    ['2024-04', '2024-04-01', '2024-04-30', '2024-03', '2023-04'],
    ['2024-01', '2024-01-01', '2024-01-31', '2023-12', '2023-01'],
    ['2024-Q1', '2024-01-01', '2024-03-31', '2023-Q4', '2023-Q1'],
    ['2024-Q2', '2024-04-01', '2024-06-30', '2024-Q1', '2023-Q2'],
    ['2024-H1', '2024-01-01', '2024-06-30', '2023-H2', '2023-H1'],
    ['2024', '2024-01-01', '2024-12-31', '2023', '2023'],
    ['2024-02-ytd', '2024-01-01', '2024-02-29', '2024-01-ytd', '2023-02-ytd'],
  ])('%s', (id, first, last, before, yearAgo) => {
    const parsed = period(id);
    expect([firstDayOf(parsed), lastDayOf(parsed)]).toEqual([first, last]);
    expect([periodBefore(parsed), yearBefore(parsed)]).toEqual([before, yearAgo]);
  });

  it('have other names refused', () => {
    for (const id of ['2024-13', '2024-Q5', '2024-H3', '24-01', '2024-04-YTD', '', '2024-04 ']) {
      expect(parsePeriod(id)).toBeUndefined();
    }
  });

  it('read from January of the year before to the end of grace', () => {
    expect(spanOf(period('2024-02'), '2024-03-05')).toEqual({
      first: '2024-02-01',
      last: '2024-02-29',
      asOf: '2024-03-07',
      previousFirst: '2023-02-01',
      previousLast: '2023-02-28',
      baseFirst: '2023-02-01',
      baseLast: '2024-01-31',
      yearFirst: '2024-01-01',
      readFrom: '2023-01-01',
      over: true,
    });
  });

  it('end yesterday while they are not over, a year before on the same calendar day', () => {
    const running = spanOf(period('2024-02'), '2024-03-01');
    expect(running?.over).toBe(true);
    const leap = spanOf(period('2024'), '2024-03-01');
    expect(leap).toMatchObject({ last: '2024-02-29', asOf: '2024-02-29', over: false });
    expect(leap?.previousLast).toBe('2023-02-28');
    expect(spanOf(period('2024-04'), '2024-04-16')).toMatchObject({
      last: '2024-04-15',
      previousLast: '2023-04-15',
    });
    expect(spanOf(period('2024-04'), '2024-04-01')).toBeUndefined();
  });
});
