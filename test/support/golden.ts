import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { ADMINISTRATOR, type Json, type Served } from './served.ts';

const FOLDER = fileURLToPath(new URL('../golden/wugang/', import.meta.url));

export const GOLDEN_PERIODS = ['2024-03', '2024-04', '2024-04-ytd', '2024-Q1'] as const;

interface Expected {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}

/** The submissions in the order in which they arrive, one JSON document a line. */
export function goldenLines(): string[] {
  const text = gunzipSync(readFileSync(`${FOLDER}submissions.ndjson.gz`)).toString('utf8');
  return text.trim().split('\n');
}

/** The known answers of a period: by unit, by KPI. */
export function goldenAnswers(period: string): Record<string, Record<string, Expected>> {
  return JSON.parse(readFileSync(`${FOLDER}expected-${period}.json`, 'utf8')).units;
}

/** Loads the reference files in their order. */
export async function loadGoldenReference(served: Served): Promise<void> {
  const files = JSON.parse(readFileSync(`${FOLDER}reference.json`, 'utf8')) as {
    kind: string;
    file: string;
    effective: string;
  }[];
  for (const { kind, file, effective } of files) {
    const path = `/v1/reference/${kind}?effective=${effective}`;
    const { status, body } = await served.ask(ADMINISTRATOR, 'PUT', path, {
      body: new Uint8Array(readFileSync(FOLDER + file)),
      headers: { 'content-type': 'text/csv' },
    });
    expect([status, body]).toEqual([200, expect.objectContaining({ kind, effective })]);
  }
}

/**
 * Runs every period, unless `revisionOf` names the revision to look at, and holds every figure of
 * every unit against the known answers. Gives the revisions.
 */
export async function expectGoldenFigures(
  served: Served,
  revisionOf: (period: string) => number | undefined = () => undefined,
  periods: readonly string[] = GOLDEN_PERIODS,
): Promise<ReadonlyMap<string, number>> {
  const revisions = new Map<string, number>();
  for (const period of periods) {
    const known = revisionOf(period);
    const run = known === undefined ? await served.run(period) : { revision: known };
    if ('state' in run) expect(run).toMatchObject({ period, state: 'succeeded' });
    revisions.set(period, run.revision);
    const wrong: unknown[] = [];
    let compared = 0;
    for (const [unit, expected] of Object.entries(goldenAnswers(period))) {
      const path = `/v1/scorecards/${period}/${unit}?revision=${run.revision}`;
      const { status, body } = await served.ask<{
        kpis: readonly (Expected & { readonly id: string })[];
      }>(ADMINISTRATOR, 'GET', path);
      expect(status).toBe(200);
      const figures = new Map(body.kpis.map((kpi) => [kpi.id, kpi]));
      expect([...figures.keys()].sort()).toEqual(Object.keys(expected).sort());
      for (const [id, answer] of Object.entries(expected)) {
        const figure = figures.get(id);
        compared += 1;
        if (!figure || !sameFigure(figure, answer))
          wrong.push({ period, unit, id, figure, answer });
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(600);
  }
  return revisions;
}

function sameFigure(figure: Expected, answer: Expected): boolean {
  const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9;
  return (
    close(figure.numerator, answer.numerator) &&
    close(figure.denominator, answer.denominator) &&
    (figure.value === null || answer.value === null
      ? figure.value === answer.value
      : close(figure.value, answer.value))
  );
}

/** The lines in another order, the same for the same seed; lines of one station and day keep theirs. */
export function shuffled(lines: readonly string[], seed: number): string[] {
  let state = seed;
  const random = () => {
    // Mulberry32 (public domain): small, seeded, good enough to shuffle with.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = lines.map((line, index) => ({ index, at: random(), key: stationDayOf(line) }));
  const places = [...order].sort((a, b) => a.at - b.at);
  const queues = new Map<string, number[]>();
  for (const { key, index } of order) {
    const queue = queues.get(key);
    if (queue) queue.push(index);
    else queues.set(key, [index]);
  }
  return places.map(({ key }) => lines[queues.get(key)?.shift() ?? 0] ?? '');
}

function stationDayOf(line: string): string {
  const { station, date } = JSON.parse(line) as Json;
  return `${station} ${date}`;
}
