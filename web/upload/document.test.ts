import { expect, it } from 'vitest';
import {
  GRID,
  NEIGHBOUR_GRID,
  OFFICER,
  perfectDocument,
  STATION,
} from '../../shared/submissions/fixture.ts';
import { isOpen, refusalOf } from './document.ts';

const SENDER = { station: STATION, role: 'clerk', today: '2024-04-16' } as const;
const KNOWN = { grids: [{ code: GRID, name: '奋飞社区', kind: 'community' }] } as const;

const codes = (document: unknown, known?: typeof KNOWN) =>
  refusalOf(document, SENDER, known)?.errors.map(({ code, pointer }) => `${code} ${pointer}`);

it('finds nothing in a perfect document', () => {
  expect(refusalOf(perfectDocument(), SENDER, KNOWN)).toBeUndefined();
});

it('finds every error at its field, as the server would', () => {
  const officerTime = [
    { officer: OFFICER, activity: 'nap', minutes: 60 },
    { officer: OFFICER, activity: 'paperwork', minutes: 0 },
  ];
  const incidents = [{ kind: 'petition', grid: NEIGHBOUR_GRID, count: 1 }];
  expect(codes({ ...perfectDocument(), officerTime, incidents, remark: 'x' }, KNOWN)).toEqual([
    'unknown_field /remark',
    'not_allowed /officerTime/0/activity',
    'out_of_range /officerTime/1/minutes',
    'grid_not_of_station /incidents/0/grid',
  ]);
  const refusal = refusalOf({ ...perfectDocument(), incidents }, SENDER, KNOWN);
  expect(refusal?.errors[0]?.messages.zh).toMatch(/第 1 行「村\(社区\)」：.+不属于本所/);
});

it('tells of a document of another station, or of none, before anything else', () => {
  const { station: _, ...rest } = perfectDocument();
  expect(codes({ ...rest, station: '410481003000', officerTime: [{}] })).toEqual([
    'unknown_station /station',
  ]);
  expect(codes(rest)).toEqual(['missing_field /station']);
  expect(codes([])).toEqual(['wrong_type ']);
});

it('checks a document whose day is not open all the same, but for its grids', () => {
  expect(isOpen('2024-04-15', SENDER)).toBe(true);
  expect(
    ['2024-04-17', '2023-04-15', '2024-02-30', ''].filter((day) => isOpen(day, SENDER)),
  ).toEqual([]);
  const incidents = [{ kind: 'petition', grid: NEIGHBOUR_GRID, count: -1 }];
  expect(codes({ ...perfectDocument(), date: '2024-04-17', incidents })).toEqual([
    'future_date /date',
    'out_of_range /incidents/0/count',
  ]);
});
