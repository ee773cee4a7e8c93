import { expect, test } from 'vitest';
import { loggable } from './faults.ts';

function parsing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    return fault;
  }
}

test('what a parser quotes is not logged, also behind another fault', () => {
  const fault = new Error('the document is damaged', { cause: parsing('{"name": 王五') });
  const { message, stack, cause } = loggable(fault) as Error & { cause: Error };
  expect(message).toBe('the document is damaged');
  expect(stack).toContain('faults.test.ts');
  expect(cause.name).toBe('SyntaxError');
  expect(`${cause.message} ${cause.stack}`).not.toContain('王五');
  expect(String((fault.cause as Error).message)).toContain('王五');
});

test('what is no error says nothing of itself', () => {
  expect(loggable('王五').message).toBe('a fault that is no error: string');
});
