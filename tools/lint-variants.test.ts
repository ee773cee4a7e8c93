import { basename } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scratchAssemblies } from '../infra/testing.ts';
import { templatesToLint } from './lint-variants.ts';

const scratch = scratchAssemblies();
afterAll(scratch.remove);

test('every stack is looked at in every region where it can be, as production and as a stage', () => {
  const where = new Map<string, Set<string>>();
  for (const [region, files] of templatesToLint(scratch)) {
    for (const file of files) {
      const stack = basename(file, '.template.json');
      where.set(stack, (where.get(stack) ?? new Set()).add(region));
    }
  }
  const regions = (stack: string) => [...(where.get(stack) ?? [])].sort();
  const abroad = ['ap-northeast-1', 'us-east-1'];
  expect(Object.fromEntries([...where.keys()].map((stack) => [stack, regions(stack)]))).toEqual({
    Fengqiao: ['ap-northeast-1', 'cn-north-1', 'cn-northwest-1', 'us-east-1'],
    'Fengqiao-test': ['ap-northeast-1', 'cn-north-1', 'us-east-1'],
    FengqiaoIdentity: abroad,
    'FengqiaoIdentity-test': abroad,
    FengqiaoEdge: ['us-east-1'],
    'FengqiaoEdge-test': ['us-east-1'],
  });
});
