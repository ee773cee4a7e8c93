import { expect, it } from 'vitest';
import { referenceParts, rowParts } from './rows.ts';

it('writes a submitted row in words, its fields in the order of the form', () => {
  const row = { minutes: 1200, officer: 'a-1', activity: 'publicity', grid: '410481002001' };
  expect(rowParts('officerTime', row, 'zh')).toEqual([
    { label: '民辅警编号', text: 'a-1' },
    { label: '工作内容', text: '法治防范宣传' },
    { label: '村(社区)', text: '410481002001' },
    { label: '分钟', text: '1,200' },
  ]);
  const dispute = { dispute: 'D-1', event: 'resolved', level: 'post' };
  expect(rowParts('disputes', dispute, 'en').map(({ text }) => text)).toEqual([
    'D-1',
    'resolved',
    'police post (village)',
  ]);
});

it('writes a row of the reference data without what is empty in it', () => {
  const entry = { officer: 'a-1', station: '410481002000', role: 'auxiliary', grids: [] };
  expect(referenceParts('roster', entry, 'zh').map(({ text }) => text)).toEqual([
    'a-1',
    '410481002000',
    '辅警',
  ]);
});
