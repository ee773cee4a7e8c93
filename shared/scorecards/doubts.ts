/** Whether a run's figures can be trusted: its integrity flags, and what is to be called back. */
import { z } from 'zod';
import { type AuditRow, auditSample } from '../audits/sample.ts';
import type { Period } from '../calendar/period.ts';
import type { Finding } from '../flags/definition.ts';
import { detectFlags } from '../flags/detect.ts';
import type { ItemTable, QueryEngine } from '../ports.ts';
import type { Scheme } from '../scoring/scheme.ts';
import type { PastFigures, UnitFigures } from './figures.ts';
import type { runParameters } from './queries.ts';
import type { Run } from './runs.ts';

interface DoubtPorts {
  readonly engine: QueryEngine;
  readonly items: ItemTable;
}

const seedSchema = z.object({ seed: z.string() });

/** What the lake says of whether the figures can be trusted. */
export interface Doubts {
  readonly findings: readonly Finding[];
  /** The audit sample; null where the run draws none. */
  readonly sample: readonly AuditRow[] | null;
}

/** Integrity flags of a month and its audit sample; other periods have those of their months. */
export async function doubtsOf(
  ports: DoubtPorts,
  input: {
    readonly run: Run;
    readonly period: Period;
    readonly parameters: ReturnType<typeof runParameters>;
    readonly scheme: Scheme;
    readonly figures: readonly UnitFigures[];
    readonly inputs: NonNullable<Run['inputs']>;
    /** Figures of earlier periods, by period. */
    readonly past: ReadonlyMap<string, PastFigures>;
  },
  told: (done: number) => Promise<void>,
): Promise<Doubts> {
  const { run, period, parameters, scheme, figures, inputs, past } = input;
  if (period.kind !== 'month') return { findings: [], sample: null };
  const findings = await detectFlags(ports, {
    period,
    parameters,
    thresholds: scheme.flags,
    units: figures,
    history: inputs.history.flatMap(({ period: id }) => past.get(id) ?? []),
    advance: told,
  });
  const sample = await auditSample(ports, {
    period,
    parameters,
    perQuarter: scheme.audit.perQuarter,
    seed: await auditSeed(ports.items, period.id, run),
  });
  return { findings, sample };
}

/**
 * What the lots of a month's audit sample are drawn with: made at its first run and kept, so that
 * a re-run draws the same rows. Stations name their own rows, so nothing that they could know may
 * decide: the first run's id ends in random digits that only administrators see.
 */
async function auditSeed(items: ItemTable, period: string, run: Run): Promise<string> {
  const key = { pk: 'AUDIT_SEEDS', sk: period };
  await items.transact([{ put: { ...key, seed: run.id }, condition: { absent: true } }]);
  return seedSchema.parse(await items.get(key)).seed;
}
