import { describe, expect, it } from 'vitest';
import { errorOf, requesterOf, tookOf } from './run-words.ts';

const say = {
  ...{ schedule: '定时任务', none: '无', errors: { stopped: '按要求停止。' } },
  seconds: (seconds: string) => `${seconds}秒`,
  minutes: (minutes: string, seconds: string) => `${minutes}分${seconds}秒`,
  hours: (hours: string, minutes: string) => `${hours}小时${minutes}分`,
};
const at = (clock: string) => `2026-11-29T${clock}+08:00`;

describe('a run in words', () => {
  it('took so long', () => {
    expect(tookOf(at('18:43:40'), at('18:43:43'), say)).toBe('3秒');
    expect(tookOf(at('18:00:00'), at('18:03:05'), say)).toBe('3分5秒');
    expect(tookOf(at('08:00:00'), at('18:03:00'), say)).toBe('10小时3分');
    expect(tookOf(at('08:00:00'), null, say)).toBeUndefined();
  });

  it('was asked for by somebody, and went wrong in words where they are known', () => {
    expect(requesterOf('schedule', say)).toBe('定时任务');
    expect(requesterOf('henan-admin', say)).toBe('henan-admin');
    expect(errorOf({ code: 'stopped', message: 'stopped on request' }, say)).toBe('按要求停止。');
    expect(errorOf({ code: 'new', message: 'something else' }, say)).toBe('something else');
  });
});
