import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InvalidCursor } from '../ports.ts';
import {
  COUNTY,
  countyReference,
  DAY,
  NOON,
  OTHER_STATION,
  SECOND_STATION,
  STATION,
} from '../testing/county.ts';
import { memoryItems, memoryObjects } from '../testing/memory.ts';
import { branchOf, pageOf, pageOfLists } from './pages.ts';

it('pages follow each other without a gap, whatever is left out between', async () => {
  const items = memoryItems();
  const keys = Array.from({ length: 1203 }, (_, index) => String(index).padStart(4, '0'));
  await items.putAll(keys.map((sk) => ({ pk: 'P', sk, pk1: 'I', sk1: sk })));
  const query = fc.constantFrom({ pk: 'P' }, {
    pk: 'I',
    index: 'index1',
    descending: true,
  } as const);
  await fc.assert(
    fc.asyncProperty(
      query,
      fc.integer({ min: 100, max: 700 }),
      fc.integer({ min: 1, max: 9 }),
      async (of, limit, every) => {
        const got: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await pageOf(items, of, { limit, cursor }, ({ sk }) =>
            Number(sk) % every === 0 ? sk : undefined,
          );
          expect(page.items.length).toBeLessThanOrEqual(limit);
          got.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        const wanted = keys.filter((key) => Number(key) % every === 0);
        expect(got).toEqual('descending' in of ? wanted.toReversed() : wanted);
      },
    ),
    { numRuns: 20 },
  );
});

it('a branch is its units and no others; a cursor of elsewhere is refused', async () => {
  const items = memoryItems();
  const reference = await countyReference({ objects: memoryObjects(), items, clock: () => NOON });
  const tree = (await reference.book()).unitsOn(DAY);
  const branch = branchOf(tree, COUNTY);
  if (!branch) throw new Error('no branch');
  expect([STATION, SECOND_STATION, OTHER_STATION].map(branch.has)).toEqual([true, true, false]);
  expect(branchOf(tree, '410999001000')).toBeUndefined();
  await items.putAll([STATION, OTHER_STATION].map((unit) => ({ pk: 'P', sk: `${unit}#x` })));
  const page = (cursor?: string) =>
    pageOf(
      items,
      { pk: 'P', from: branch.from, to: branch.to },
      { limit: 1, cursor },
      ({ sk }) => sk,
    );
  expect(await page()).toEqual({ items: [`${STATION}#x`], next: null });
  for (const place of [`${OTHER_STATION}#x`, '', '~', 'a b', '\u0000']) {
    const cursor = Buffer.from(place).toString('base64url');
    await expect(page(cursor)).rejects.toThrow(InvalidCursor);
  }
});

it('lists follow each other without a gap, those that are empty too', async () => {
  const items = memoryItems();
  const sizes = fc.array(fc.nat(4), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.integer({ min: 1, max: 6 }),
      fc.uuid(),
      async (counts, limit, id) => {
        const names = counts.map((_, list) => `${id}-${list}`);
        const all = counts.flatMap((count, list) =>
          Array.from({ length: count }, (_, index) => ({ pk: names[list] ?? '', sk: `K${index}` })),
        );
        await items.putAll(all);
        const lists = new Map(names.map((pk) => [pk, { pk }]));
        const got: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await pageOfLists(
            items,
            lists,
            { limit, cursor },
            ({ sk }, list) => list + sk,
          );
          expect(page.items.length).toBeLessThanOrEqual(limit);
          got.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        expect(got).toEqual(all.map(({ pk, sk }) => pk + sk));
      },
    ),
    { numRuns: 30 },
  );
  const page = { limit: 1, cursor: 'a' };
  const refused = pageOfLists(items, new Map([['a', { pk: 'a' }]]), page, ({ sk }) => sk);
  await expect(refused).rejects.toThrow(InvalidCursor);
});
