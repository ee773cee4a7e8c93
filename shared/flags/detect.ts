import { forEachOf } from '../concurrency.ts';
import type { QueryEngine } from '../ports.ts';
import { FLAGS, type FlagThresholds } from './catalogue.ts';
import type { Finding, FlagInput } from './definition.ts';

const FLAGS_AT_ONCE = 4;

export interface DetectInput extends FlagInput {
  readonly thresholds: FlagThresholds;
  /** Told after each flag how many are done. */
  readonly advance?: (done: number, of: number) => Promise<void>;
}

/**
 * Every flag raised at the stations in a month, by unit and then in the catalogue's order; at most
 * one of a kind at a station. Other kinds of period have no flags of their own. The lake must be
 * the one that the figures came from. Throws QueryFailed where the engine refuses a query.
 */
export async function detectFlags(
  ports: { readonly engine: QueryEngine },
  { thresholds, advance, ...input }: DetectInput,
): Promise<readonly Finding[]> {
  if (input.period.kind !== 'month') return [];
  const context = { ...input, engine: ports.engine };
  const order = new Map(FLAGS.map(({ id }, index) => [id, index]));
  const findings: Finding[] = [];
  let done = 0;
  await forEachOf(FLAGS, FLAGS_AT_ONCE, async (flag) => {
    findings.push(...(await flag.detect(context, thresholds[flag.id] ?? {})));
    done += 1;
    await advance?.(done, FLAGS.length);
  });
  const place = ({ flag }: Finding) => order.get(flag) ?? 0;
  return findings.sort((a, b) =>
    a.unit === b.unit ? place(a) - place(b) : a.unit < b.unit ? -1 : 1,
  );
}
