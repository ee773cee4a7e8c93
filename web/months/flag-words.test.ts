import { describe, expect, it } from 'vitest';
import { FLAGS } from '../../shared/flags/catalogue.ts';
import { cellOf, columnsOf, statisticOf } from './flag-words.ts';

const none = () => undefined;

describe('flags in words', () => {
  it('say what a flag was raised for', () => {
    const flag = {
      flag: 'month_end',
      statistic: { count: 28, of: 40, share: 0.7, usual: 0.1036, peers: 14, z: 10.1 },
    };
    expect(statisticOf(flag, 'zh')).toBe('28 / 40，占70.0%；14个同类单位通常为10.4%');
    expect(statisticOf(flag, 'en')).toBe('28 of 40, 70.0%; usual among 14 peers: 10.4%');
  });

  it('know every flag, and name the figures of one that is none any more', () => {
    const everything = new Proxy({}, { get: () => 1, ownKeys: () => [] });
    const silent = FLAGS.filter(
      ({ id }) => statisticOf({ flag: id, statistic: everything }, 'zh') === '',
    );
    expect(silent).toEqual([]);
    expect(statisticOf({ flag: 'old', statistic: { a: 1, b: 2.5 } }, 'en')).toBe('a 1, b 2.5');
    expect(statisticOf({ flag: 'jump', statistic: { before: 0.5 } }, 'en')).toBe('before 0.5');
  });

  it('name what stands in a row', () => {
    const row = { station: '410481006000', date: '2026-10-03', list: 'officerTime', position: 0 };
    expect(columnsOf([row])).toEqual(['date', 'list', 'position']);
    const cells = columnsOf([row]).map((name) =>
      cellOf(name, Reflect.get(row, name), 'zh', none, '全天'),
    );
    expect(cells).toEqual(['2026年10月3日', '工作时间', '1']);
    expect(cellOf('list', 'submission', 'zh', none, '全天')).toBe('全天');
  });
});
