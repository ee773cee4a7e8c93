import { expect, it } from 'vitest';
import { tableOf, widthOf } from './table.ts';

it('counts Chinese characters and full-width punctuation as two columns', () => {
  expect(widthOf('枣林镇')).toBe(6);
  expect(widthOf('a−1(，)')).toBe(7);
});

it('lines columns up whatever they hold', () => {
  const lines = tableOf(
    [
      { heading: ['派出所', 'station'], align: 'left' },
      { heading: ['得分', 'score'], align: 'right' },
    ],
    [
      ['枣林镇', '91.2'],
      ['No. 7', '100.0'],
    ],
  );
  expect(lines).toEqual([
    '派出所    得分',
    'station  score',
    '──────────────',
    '枣林镇    91.2',
    'No. 7    100.0',
  ]);
});
