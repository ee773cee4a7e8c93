/**
 * Whether rank intervals keep their promise: 500 stations, their true performance drawn anew in
 * each of 200 repetitions, data drawn from it, ranked by the project's own code. Prints how often
 * the 95 % rank intervals cover the true rank, and how far ranks are from the truth, as printed
 * and as expected. `--seed` takes another seed, `--repetitions`, `--stations` and `--draws` other
 * sizes, `--months 3` ranks a quarter.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type LeagueOptions, type Outcome, play } from './league/league.ts';

interface Share {
  readonly options: LeagueOptions;
  readonly repetitions: readonly number[];
}

interface Played {
  readonly repetition: number;
  readonly outcome: Outcome;
}

function work({ options, repetitions }: Share): void {
  for (const repetition of repetitions) {
    parentPort?.postMessage({ repetition, outcome: play(repetition, options) } satisfies Played);
  }
}

/** Plays all repetitions on all cores; each depends on the seed and its number alone. */
async function playAll(
  options: LeagueOptions,
  repetitions: number,
  onPlayed: (count: number) => void,
): Promise<Outcome[]> {
  const outcomes = new Array<Outcome>(repetitions);
  let count = 0;
  const cores = Math.min(availableParallelism(), repetitions);
  const all = Array.from({ length: repetitions }, (_, repetition) => repetition);
  await Promise.all(
    Array.from({ length: cores }, (_, core) => {
      const share: Share = { options, repetitions: all.filter((r) => r % cores === core) };
      const worker = new Worker(new URL(import.meta.url), { workerData: share });
      worker.on('message', ({ repetition, outcome }: Played) => {
        outcomes[repetition] = outcome;
        count += 1;
        onPlayed(count);
      });
      return new Promise<void>((resolve, reject) => {
        worker.on('error', reject);
        worker.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
        );
      });
    }),
  );
  return outcomes;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: 'fengqiao' },
      repetitions: { type: 'string', default: '200' },
      stations: { type: 'string', default: '500' },
      draws: { type: 'string', default: '500' },
      months: { type: 'string', default: '1' },
    },
  });
  const options = {
    seed: values.seed,
    stations: Number(values.stations),
    draws: Number(values.draws),
    months: Number(values.months),
  };
  const repetitions = Number(values.repetitions);
  const start = performance.now();
  let played = 0;
  const report = () => {
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(`${played} of ${repetitions} repetitions, ${seconds} s`);
  };
  const ticker = setInterval(report, 2000);
  const outcomes = await playAll(options, repetitions, (count) => {
    played = count;
  });
  clearInterval(ticker);
  report();
  const mean = (of: keyof Outcome) =>
    outcomes.reduce((total, outcome) => total + outcome[of], 0) / outcomes.length;
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  const result = {
    coverage: round(mean('coverage'), 4),
    tailCoverage: round(mean('tailCoverage'), 4),
    error: { raw: round(mean('raw'), 2), shrunken: round(mean('shrunken'), 2) },
  };
  console.log(
    `95 % rank intervals cover ${(100 * result.coverage).toFixed(1)} % of true ranks,` +
      ` ${(100 * result.tailCoverage).toFixed(1)} % in the outer 5 %;` +
      ` mean rank error ${result.error.raw} as printed, ${result.error.shrunken} as expected`,
  );
  console.log(JSON.stringify(result));
}

if (isMainThread) await main();
else work(workerData as Share);
