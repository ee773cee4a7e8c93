import { expect, it } from 'vitest';
import { heldAfter } from './resource.ts';

it('keeps what a path answered before where asking it again fails, and nothing of another', () => {
  const failure = { kind: 'unreachable', detail: '', requestId: '' } as const;
  const first = heldAfter({}, { ok: true, value: 'old' }, 'zh 0 /a', 'zh /a');
  expect(first).toEqual({ asked: 'zh 0 /a', path: 'zh /a', value: 'old' });
  const again = heldAfter(first, { ok: false, failure }, 'zh 1 /a', 'zh /a');
  expect(again).toEqual({ asked: 'zh 1 /a', path: 'zh /a', value: 'old', failure });
  expect(heldAfter(again, { ok: false, failure }, 'zh 2 /a', 'zh /a').value).toBe('old');
  const other = heldAfter(again, { ok: false, failure }, 'zh 1 /b', 'zh /b');
  expect(other).toEqual({ asked: 'zh 1 /b', path: 'zh /b', failure });
  expect(heldAfter(other, { ok: false, failure }, 'zh 2 /b', 'zh /b')).not.toHaveProperty('value');
});
