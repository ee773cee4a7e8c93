import { describe, expect, test } from 'vitest';
import { TemplateError } from '../template/intrinsics.ts';
import { parseExpression } from './expression.ts';

const at = (text: string) => Date.parse(text);

describe('cron', () => {
  const cases: readonly (readonly [expression: string, upTo: string, due: string | undefined])[] = [
    ['cron(0 2 9 * ? *)', '2024-05-09T03:30:00+08:00', '2024-05-09T02:00:00+08:00'],
    ['cron(0 2 9 * ? *)', '2024-05-09T01:59:59+08:00', undefined],
    ['cron(30 12 * * ? *)', '2024-05-09T12:29:00+08:00', '2024-05-08T12:30:00+08:00'],
    ['cron(15 * * * ? *)', '2024-05-09T12:29:00+08:00', '2024-05-09T12:15:00+08:00'],
    ['cron(0/20 8-18 ? * MON-FRI *)', '2024-05-10T23:00:00+08:00', '2024-05-10T18:40:00+08:00'],
    ['cron(0/20 8-18 ? * MON-FRI *)', '2024-05-12T23:00:00+08:00', undefined],
    ['cron(0 0 L FEB ? *)', '2024-02-29T00:00:00+08:00', '2024-02-29T00:00:00+08:00'],
    ['cron(0 0 ? * 1 2024)', '2024-05-12T10:00:00+08:00', '2024-05-12T00:00:00+08:00'],
  ];
  test.each(cases)('%s, at %s in Shanghai: %s', (expression, upTo, due) => {
    const timetable = parseExpression(expression, 'Asia/Shanghai');
    expect(timetable.latestDue(0, at(upTo))).toBe(due === undefined ? undefined : at(due));
  });

  test('is due once: not again after the time it was due', () => {
    const timetable = parseExpression('cron(0 2 * * ? *)', 'UTC');
    const due = at('2024-05-09T02:00:00Z');
    expect(timetable.latestDue(due - 1, due)).toBe(due);
    expect(timetable.latestDue(due, due + 3_600_000)).toBeUndefined();
  });
});

test('rate counts from the last time', () => {
  const timetable = parseExpression('rate(2 hours)', 'UTC');
  const start = at('2024-05-09T00:10:00Z');
  expect(timetable.latestDue(start, at('2024-05-09T02:09:59Z'))).toBeUndefined();
  expect(timetable.latestDue(start, at('2024-05-09T05:00:00Z'))).toBe(at('2024-05-09T04:10:00Z'));
});

test.each([
  'at(2024-01-01T00:00:00)',
  'rate(0 minutes)',
  'rate(1 week)',
  'cron(0 2 9 * *)',
  'cron(0 2 9 * 2 *)',
  'cron(0 2 ? * ? *)',
  'cron(61 2 9 * ? *)',
  'cron(0 2 15W * ? *)',
  'cron(0 2 ? * 6#3 *)',
  'cron(0/0 2 9 * ? *)',
])('%s is refused', (expression) => {
  expect(() => parseExpression(expression, 'UTC')).toThrow(TemplateError);
});
