import { expect, it } from 'vitest';
import { failureOf, failureOfGet, heldAfter } from './resource.ts';

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

it('takes a GET that is refused as invalid for a mistyped address, not for a failure', () => {
  const problem = { kind: 'problem', status: 400, code: 'invalid_request' } as const;
  const refused = { ...problem, title: '', detail: '', requestId: 'r-1', errors: [], more: 0 };
  expect(failureOfGet(refused)).toEqual({ kind: 'not_found', isMistyped: true });
  // What was sent with a body is another matter: its fields were wrong.
  expect(failureOf(refused).kind).toBe('unreachable');
  expect(failureOfGet({ ...refused, status: 500 }).kind).toBe('unreachable');
});
