import { parsePeriod } from '../calendar/period.ts';
import { bookKnownTo, manifestOf } from '../evidence/manifest.ts';
import type { Finding, FlagRow } from '../flags/definition.ts';
import { flagsOfRevision } from '../review/flags.ts';
import { figuresOf } from './figures.ts';
import { frozenOf } from './frozen.ts';
import { type ExecutePorts, type Gathered, pastOf, schemesOf, type Worked } from './gather.ts';
import { revisionOf } from './periods.ts';
import { findRun, type Run, runWrite } from './runs.ts';

/** What an earlier revision was computed from, to be judged again as it was known then. */
export async function figuresOfRevision<T>(
  ports: ExecutePorts,
  run: Run,
  known: number,
  work: (gathered: Gathered) => Promise<T>,
): Promise<Worked<T>> {
  const period = parsePeriod(run.period);
  const record = period && (await revisionOf(ports.items, period.id, known));
  const held = record && (await figuresOf(ports.objects, period.id, known));
  const manifest = record && (await manifestOf(ports.objects, period.id, known));
  const inputs = record && (await findRun(ports.items, record.run))?.inputs;
  if (!period || !held || !manifest || !inputs) {
    throw new Error(`revision ${known} of ${run.period} is no longer there`);
  }
  await ports.items.transact([runWrite(run.id, { inputs })]);
  const { schemes, asked } = await schemesOf(ports, run, record.computedAt);
  const { span } = manifest;
  const tree = bookKnownTo(manifest, await ports.book()).unitsOn(span.last);
  const { months, goalposts, priors, ledger } = frozenOf(held.rest);
  const gathered: Gathered = {
    ...{ period, span, inputs, figures: held.units, goalposts, priors, months, manifest },
    schemeFor: (unit) => schemes.judging(unit, tree, span.last, asked),
    ledger: new Map(Object.entries(ledger)),
    past: await pastOf(ports, inputs),
  };
  const doubts = { findings: await findingsOf(ports, period.id, known), sample: null };
  return { gathered, doubts, result: await work(gathered) };
}

/** The findings of an earlier revision, with their rows. */
async function findingsOf(
  ports: ExecutePorts,
  period: string,
  revision: number,
): Promise<Finding[]> {
  const records = await flagsOfRevision(ports.items, period, revision);
  return Promise.all(
    records.map(async ({ unit, flag, statistic, rows }) => {
      const object = await ports.objects.get(rows.key);
      const lines = new TextDecoder().decode(object?.body).split('\n').filter(Boolean);
      // Written by an earlier run from its findings.
      return { unit, flag, statistic, rows: lines.map((line) => JSON.parse(line) as FlagRow) };
    }),
  );
}
