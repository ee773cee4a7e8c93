/** Every template that can be deployed, and where: what `npm run lint:template` looks at. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EDGE_REGION } from '../infra/edge-stack.ts';
import { EVERYTHING, type Scratch } from '../infra/testing.ts';

interface Variant {
  readonly context: Readonly<Record<string, string>>;
  readonly regions: readonly string[];
}

/** A region of each partition, where what they have differs both of China's. */
const PLAIN = ['cn-north-1', 'cn-northwest-1', 'us-east-1', 'ap-northeast-1'];
const BOTH = ['cn-north-1', 'ap-northeast-1'];
/** What China has not. */
const ABROAD = ['us-east-1', 'ap-northeast-1'];

const VARIANTS: Readonly<Record<string, Variant>> = {
  plain: { context: {}, regions: PLAIN },
  stage: { context: { stage: 'test' }, regions: BOTH },
  restored: { context: { table: 'restored' }, regions: BOTH },
  everything: { context: EVERYTHING, regions: ABROAD },
  everythingInAStage: { context: { ...EVERYTHING, stage: 'test' }, regions: ABROAD },
};

/** Writes them all; gives the files of each region. */
export function templatesToLint(scratch: Scratch): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const [name, { context, regions }] of Object.entries(VARIANTS)) {
    for (const region of regions) {
      const assembly = `${name}-${region}`;
      scratch.write(assembly, { context, region });
      const folder = join(scratch.folder, assembly);
      for (const file of readdirSync(folder).filter((one) => one.endsWith('.template.json'))) {
        // The edge is in its own region, whatever that of the rest.
        const where = file.startsWith('FengqiaoEdge') ? EDGE_REGION : region;
        files.set(where, [...(files.get(where) ?? []), join(folder, file)]);
      }
    }
  }
  return files;
}
