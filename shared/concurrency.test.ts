import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAhead } from './concurrency.ts';

test('what is read ahead comes in order, and no more is under way than said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat(20), fc.nat(5), async (scheduler, count, ahead) => {
      const items = Array.from({ length: count }, (_, index) => index);
      let begun = 0;
      const answers = readAhead(items, ahead, (item) => {
        begun += 1;
        return scheduler.schedule(Promise.resolve(item));
      });
      const read = (async () => {
        const found: number[] = [];
        for await (const answer of answers) {
          found.push(answer);
          expect(begun - found.length).toBeLessThanOrEqual(ahead);
        }
        return found;
      })();
      expect(await scheduler.waitFor(read)).toEqual(items);
    }),
    { numRuns: 50 },
  );
});

test('a fault comes in its place, and none that nobody waits for is left', async () => {
  const read = async (item: number) => {
    if (item >= 2) throw new Error(`no ${item}`);
    return item;
  };
  const found: number[] = [];
  const all = async () => {
    for await (const answer of readAhead([0, 1, 2, 3], 3, read)) found.push(answer);
  };
  await expect(all()).rejects.toThrow('no 2');
  expect(found).toEqual([0, 1]);
});
