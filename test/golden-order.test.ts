import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectGoldenFigures,
  goldenLines,
  loadGoldenReference,
  shuffled,
} from './support/golden.ts';
import { ADMINISTRATOR, Served } from './support/served.ts';

const LINES = goldenLines();

describe('the golden data in another order', () => {
  const served = new Served();
  beforeAll(async () => {
    await served.start();
    await loadGoldenReference(served);
  });
  afterAll(() => served.dispose());

  it('give the known figures, sent one by one by many clients', async () => {
    const queue = shuffled(LINES, 20240415).values();
    const statuses = new Map<number, number>();
    // Corrections come after their originals: the documents of one station go one at a time.
    const waiting = new Map<string, Promise<void>>();
    const send = async (line: string) => {
      const { status } = await served.ask(ADMINISTRATOR, 'POST', '/v1/submissions', {
        body: line,
        headers: { 'content-type': 'application/json' },
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const clients = Array.from({ length: 16 }, async () => {
      for (const line of queue) {
        const { station } = JSON.parse(line) as { station: string };
        const before = waiting.get(station) ?? Promise.resolve();
        const mine = before.then(() => send(line));
        waiting.set(station, mine);
        await mine;
      }
    });
    await Promise.all(clients);
    expect([...statuses].sort()).toEqual([
      [200, 15],
      [201, 2196],
    ]);
    await expectGoldenFigures(served);
  });
});
