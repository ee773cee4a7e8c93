import { describe, expect, it } from 'vitest';
import { LEASE_MILLISECONDS } from '../lease.ts';
import { type QueryEngine, QueryFailed } from '../ports.ts';
import { publish } from '../review/publication.ts';
import { REFERENCE } from '../submissions/fixture.ts';
import { memoryItems, memoryObjects, memoryQueue } from '../testing/memory.ts';
import { type ExecutePorts, executeRun } from './execute.ts';
import { periodOf } from './periods.ts';
import { findRun, listRuns, type RunPorts, scheduledPeriod, startRun, stopRun } from './runs.ts';
import { rankingOf } from './store.ts';

const PERIOD = '2024-04';
const at = (time: string) => Date.parse(`${time}+08:00`);

/** An engine of an empty lake: every query gives no rows. What runs do with rows is tested over HTTP. */
const EMPTY: QueryEngine = {
  query: async () => ({ columns: ['unit'], rows: [], bytesScanned: 0 }),
};

function world(engine: QueryEngine = EMPTY) {
  const items = memoryItems();
  const queue = memoryQueue();
  const time = { now: at('2024-05-09T02:00:00') };
  let id = 0;
  const ports: RunPorts & ExecutePorts = {
    items,
    queue,
    objects: memoryObjects(),
    engine,
    clock: () => time.now,
    newId: () => {
      id += 1;
      return `id${id}`;
    },
    book: async () => REFERENCE,
    sleep: async (milliseconds) => {
      time.now += milliseconds;
    },
  };
  const start = async (period = PERIOD, dryRun = false) => {
    const started = await startRun(ports, { period, by: 'test', dryRun });
    if (started.outcome !== 'started') throw new Error(started.outcome);
    return started.run;
  };
  /** Everything stored, as text. */
  const stored = async () =>
    JSON.stringify(
      (
        await Promise.all(
          ['410481002000', '410481000000'].map((unit) => items.query({ pk: `CARDS#${unit}` })),
        )
      ).map((found) => found.items),
    );
  return {
    items,
    queue,
    time,
    ports,
    start,
    stored,
    execute: (run: string) => executeRun(ports, run, false),
  };
}

describe('starting a run', () => {
  it('is refused while one of the period is under way, and hands the other over', async () => {
    const { ports, start } = world();
    const run = await start();
    expect(await startRun(ports, { period: PERIOD, by: 'test' })).toEqual({
      outcome: 'run_in_progress',
      run: run.id,
    });
    expect((await start('2024-03')).revision).toBe(1);
    expect((await listRuns(ports.items, { limit: 10 })).items).toHaveLength(2);
  });

  it('is refused for periods and schemes that are none', async () => {
    const { ports } = world();
    const outcome = async (period: string, scheme?: string) =>
      (await startRun(ports, { period, scheme, by: 'test' })).outcome;
    expect(await outcome('2024-13')).toBe('invalid_period');
    expect(await outcome('2024-06')).toBe('future_period');
    expect(await outcome(PERIOD, 'henan-nonsense@1')).toBe('unknown_scheme');
  });

  it('fails as a whole where it cannot be queued', async () => {
    const { ports, start } = world();
    const broken = {
      ...ports,
      queue: { ...ports.queue, send: () => Promise.reject(new Error('down')) },
    };
    await expect(startRun(broken, { period: PERIOD, by: 'test' })).rejects.toThrow('down');
    const [failed] = (await listRuns(ports.items, { limit: 1 })).items;
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'not_queued' } });
    expect((await start()).revision).toBe(2);
  });

  it('may be for the month before, or the days of this one so far', () => {
    expect(scheduledPeriod('monthly', at('2024-05-09T02:00:00'))).toBe('2024-04');
    expect(scheduledPeriod('monthly', at('2024-01-09T02:00:00'))).toBe('2023-12');
    expect(scheduledPeriod('daily', at('2024-05-09T12:30:00'))).toBe('2024-05');
    expect(scheduledPeriod('daily', at('2024-05-01T12:30:00'))).toBeUndefined();
  });
});

describe('a run', () => {
  it('stops at a draft; publication flips the pointer', async () => {
    const { ports, start, execute } = world();
    const run = await start();
    expect(await execute(run.id)).toBe('succeeded');
    expect(await periodOf(ports.items, PERIOD)).toMatchObject({
      draftRevision: 1,
      publishedRevision: 0,
    });
    const steps = (await findRun(ports.items, run.id))?.steps;
    expect(steps?.every(({ state }) => state === 'done')).toBe(true);
    expect(
      (await publish(ports.items, { period: PERIOD, revision: 2, by: 'test' }, 0)).outcome,
    ).toBe('unknown_revision');
    expect(
      (await publish(ports.items, { period: PERIOD, revision: 1, by: 'test' }, 0)).outcome,
    ).toBe('published');
    const ranking = await rankingOf(ports.items, PERIOD, 1, 'station', '410481000000');
    expect(ranking.map(({ unit, unranked }) => [unit.code, unranked])).toEqual([
      ['410481002000', 'no_score'],
      ['410481003000', 'no_score'],
    ]);
  });

  it('of a period that is not over is provisional and cannot be published', async () => {
    const { ports, start, execute } = world();
    await execute((await start('2024-05')).id);
    expect(await periodOf(ports.items, '2024-05')).toMatchObject({
      provisionalRevision: 1,
      draftRevision: 0,
    });
    expect(
      (await publish(ports.items, { period: '2024-05', revision: 1, by: 'test' }, 0)).outcome,
    ).toBe('provisional');
  });

  it('gives the same cards when it is cut off and begun again', async () => {
    let left = 5;
    const failing: QueryEngine = {
      query: async (...call) => {
        left -= 1;
        if (left < 0 && left > -3) throw new Error('the machine is gone');
        return EMPTY.query(...call);
      },
    };
    const whole = world();
    await whole.execute((await whole.start()).id);
    const cut = world(failing);
    const run = await cut.start();
    await expect(cut.execute(run.id)).rejects.toThrow('gone');
    expect((await findRun(cut.items, run.id))?.state).toBe('running');
    cut.time.now += 3 * LEASE_MILLISECONDS;
    expect(await cut.execute(run.id)).toBe('succeeded');
    expect(await cut.stored()).toBe(await whole.stored());
    expect(await cut.execute(run.id)).toBe('succeeded');
  });

  it('is over where the engine refuses a query', async () => {
    const { ports, start, execute } = world({ query: () => Promise.reject(new QueryFailed('no')) });
    const run = await start();
    await expect(execute(run.id)).rejects.toThrow('no');
    expect(await findRun(ports.items, run.id)).toMatchObject({
      state: 'failed',
      error: { code: 'query_failed' },
    });
    expect(await execute(run.id)).toBe('failed');
    expect((await start()).revision).toBe(2);
  });

  it('stops when it is asked to, and not once it has ended', async () => {
    const { ports, start, execute, time } = world();
    const run = await start();
    expect(await stopRun(ports.items, run.id, time.now)).toBe('stopping');
    expect(await execute(run.id)).toBe('stopped');
    expect(await periodOf(ports.items, PERIOD)).toMatchObject({ draftRevision: 0 });
    const next = await start();
    await execute(next.id);
    expect(await stopRun(ports.items, next.id, time.now)).toBe('ended');
    expect((await findRun(ports.items, next.id))?.state).toBe('succeeded');
    expect(await stopRun(ports.items, 'none', time.now)).toBe('unknown_run');
  });

  it('gives way to one that took over after it had died', async () => {
    const { ports, start, execute, time } = world();
    const dead = await start();
    time.now += LEASE_MILLISECONDS + 1;
    const heir = await start();
    expect(await execute(dead.id)).toBe('superseded');
    expect(await execute(heir.id)).toBe('succeeded');
    expect(await periodOf(ports.items, PERIOD)).toMatchObject({ draftRevision: 2 });
  });

  it('on trial writes no cards', async () => {
    const { ports, start, execute, stored } = world();
    const run = await start(PERIOD, true);
    expect(await execute(run.id)).toBe('succeeded');
    expect(await stored()).toBe('[[],[]]');
    expect(
      (await findRun(ports.items, run.id))?.steps.map(({ name, state }) => [name, state]),
    ).toEqual([
      ['compact', 'done'],
      ['query', 'done'],
      ['flag', 'done'],
      ['score', 'done'],
      ['rank', 'done'],
    ]);
    expect((await start()).revision).toBe(1);
  });
});
