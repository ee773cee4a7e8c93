import { expect, test } from 'vitest';
import type { InvocationResult } from '../functions/environment.ts';
import { failedMessages } from './poller.ts';

const messages = [{ messageId: 'a' }, { messageId: 'b' }];
const answered = (answer: unknown): InvocationResult => ({
  ok: true,
  payload: JSON.stringify(answer),
});
const failures = (...ids: unknown[]) =>
  answered({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
const thrown: InvocationResult = {
  ok: false,
  error: { errorType: 'Error', errorMessage: '', trace: [] },
};

test.each([
  ['an error means all', thrown, ['a', 'b']],
  ['nothing means none', answered(null), []],
  ['an object without failures means none', answered({}), []],
  ['an empty list means none', failures(), []],
  ['what is named comes back', failures('b'), ['b']],
  ['an unknown name means all', failures('b', 'x'), ['a', 'b']],
  ['an empty name means all', failures(''), ['a', 'b']],
  ['a malformed answer means all', answered({ batchItemFailures: 'b' }), ['a', 'b']],
])('%s', (_, result, expected) => {
  expect([...failedMessages(result, messages, true)]).toEqual(expected);
});

test('without reports only an error brings messages back', () => {
  expect(failedMessages(failures('a'), messages, false).size).toBe(0);
  expect(failedMessages(thrown, messages, false).size).toBe(2);
});
