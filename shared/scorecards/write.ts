import { forEachOf } from '../concurrency.ts';
import { encodeManifest, manifestKey } from '../evidence/manifest.ts';
import type { ItemTable, ObjectStore } from '../ports.ts';
import { storeSample } from '../review/audits.ts';
import { flagItemsOf, flagRecordsOf } from '../review/flags.ts';
import { encodeFigures, figuresKey } from './figures.ts';
import type { Frozen } from './frozen.ts';
import type { Worked } from './gather.ts';
import type { Judged } from './judge.ts';
import type { Progress } from './progress.ts';
import { itemsOf } from './store.ts';

const ITEMS_AT_ONCE = 500;
const OBJECTS_AT_ONCE = 16;

/**
 * Keeps a revision: its figures and manifest as objects, its flags with their rows, the audit
 * sample of a month that is over, its cards and rankings. Nobody is pointed at them yet; begun
 * again it writes the same.
 */
export async function keepRevision(
  ports: { readonly items: ItemTable; readonly objects: ObjectStore },
  revision: number,
  { gathered, doubts, result: judged }: Worked<Judged>,
  expires: number | undefined,
  progress: Progress,
): Promise<void> {
  const { items, objects } = ports;
  const { period, figures, months, goalposts, priors, manifest } = gathered;
  const { findings, sample } = doubts;
  const frozen: Frozen = {
    ...{ months, goalposts, priors },
    ledger: Object.fromEntries(gathered.ledger),
    results: judged.results,
  };
  const flags = flagRecordsOf(period.id, revision, findings);
  const written = [
    ...itemsOf(period.id, revision, judged.cards, judged.rankings, expires),
    ...flagItemsOf(
      flags.map(({ record }) => record),
      expires,
    ),
  ];
  await progress.step('write', written.length, async (advance) => {
    const isProvisional = expires !== undefined;
    await objects.put(
      figuresKey(period.id, revision, isProvisional),
      encodeFigures(period.id, figures, frozen),
    );
    await objects.put(manifestKey(period.id, revision, isProvisional), encodeManifest(manifest));
    await forEachOf(flags, OBJECTS_AT_ONCE, async ({ record, lines }) => {
      await objects.put(record.rows.key, lines, { contentType: 'application/jsonl' });
    });
    for (let from = 0; from < written.length; from += ITEMS_AT_ONCE) {
      await items.putAll(written.slice(from, from + ITEMS_AT_ONCE));
      await advance(Math.min(from + ITEMS_AT_ONCE, written.length), written.length);
    }
    if (sample && expires === undefined) {
      const above = new Map(figures.map(({ unit }) => [unit.code, unit.parent]));
      await storeSample(items, period.id, sample, (station) => {
        const chain: string[] = [];
        for (let code: string | null = station; code !== null; code = above.get(code) ?? null) {
          chain.push(code);
        }
        return chain;
      });
    }
  });
}
