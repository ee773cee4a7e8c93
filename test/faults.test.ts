import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectGoldenFigures,
  GOLDEN_PERIODS,
  goldenLines,
  loadGoldenReference,
} from './support/golden.ts';
import {
  ADMINISTRATOR,
  type BulkState,
  COUNTY,
  eventually,
  type Json,
  PROVINCE,
  type RunState,
  Served,
} from './support/served.ts';

const LINES = goldenLines();
const [PERIOD] = GOLDEN_PERIODS;

describe('killed in the middle', () => {
  const served = new Served();
  beforeAll(async () => {
    await served.start();
    await loadGoldenReference(served);
  });
  afterAll(() => served.dispose());

  /** Sends one document and gives its receipt. */
  const send = async (line: string) => {
    const { status, body } = await served.ask(ADMINISTRATOR, 'POST', '/v1/submissions', {
      body: line,
      headers: { 'content-type': 'application/json' },
    });
    expect([200, 201]).toContain(status);
    return body;
  };

  it('of a bulk load: every receipted submission is there, and the load goes on', async () => {
    const receipts: Json[] = [];
    for (const line of LINES.slice(0, 40)) receipts.push(await send(line));

    const id = await served.beginBulk(ADMINISTRATOR, LINES.join('\n'));
    await eventually(async () => {
      const { body } = await served.ask<BulkState>(
        ADMINISTRATOR,
        'GET',
        `/v1/submissions/bulk/${id}`,
      );
      return body.state === 'waiting' ? undefined : body;
    });
    await served.end('SIGKILL');
    await served.start();

    for (const receipt of receipts) {
      const path = `/v1/submissions/${receipt.station}/${receipt.date}?revision=${receipt.revision}`;
      const { status, body } = await served.ask<{ receipts: Json[] }>(ADMINISTRATOR, 'GET', path);
      expect(status).toBe(200);
      expect(body.receipts).toContainEqual(
        expect.objectContaining({ contentHash: receipt.contentHash, revision: receipt.revision }),
      );
    }
    const state = await served.bulkState(ADMINISTRATOR, id);
    expect(state).toMatchObject({ state: 'done', lines: LINES.length, refused: 0 });

    const again = await served.bulk(ADMINISTRATOR, LINES.join('\n'));
    expect(again.state).toMatchObject({ accepted: 0, unchanged: LINES.length });
    await expectGoldenFigures(served);
  });

  it('of a run: readers see the old revision until the flip, then the same cards', async () => {
    const published = await served.run(PERIOD);
    await publish(published.revision);
    const before = await cards();

    const asked = await served.ask<RunState>(ADMINISTRATOR, 'POST', '/v1/runs', {
      json: { period: PERIOD },
    });
    expect(asked.status).toBe(202);
    const second = await served.ask<{ code: string }>(ADMINISTRATOR, 'POST', '/v1/runs', {
      json: { period: PERIOD },
    });
    expect([second.status, second.body.code]).toEqual([409, 'run_in_progress']);
    await eventually(async () => {
      const run = await served.ask<RunState>(ADMINISTRATOR, 'GET', `/v1/runs/${asked.body.id}`);
      const begun = run.body.steps.some(
        ({ name, state }) => name === 'query' && state !== 'waiting',
      );
      return begun ? run : undefined;
    });
    await served.end('SIGKILL');
    await served.start();
    expect(await cards()).toEqual(before);

    const resumed = await served.runEnd(asked.body.id);
    expect(resumed).toMatchObject({ state: 'succeeded', revision: published.revision + 1 });
    expect(await cards()).toEqual(before);
    await publish(resumed.revision);
    const after = await cards();
    expect(after.map(plain)).toEqual(before.map(plain));
    expect(after.map(({ revision }) => revision)).toEqual(before.map(() => resumed.revision));
  });

  const publish = async (revision: number) => {
    const path = `/v1/periods/${PERIOD}/publish`;
    const { status } = await served.ask(ADMINISTRATOR, 'POST', path, { json: { revision } });
    expect(status).toBe(200);
  };

  /** The published cards of every unit, as their readers get them. */
  const cards = async () => {
    const { body } = await served.ask<{ items: { unit: { code: string } }[] }>(
      ADMINISTRATOR,
      'GET',
      `/v1/rankings/${PERIOD}?level=station&within=${COUNTY}`,
    );
    const units = [PROVINCE, COUNTY, ...body.items.map(({ unit }) => unit.code)];
    expect(units).toHaveLength(16);
    return Promise.all(
      units.map(async (unit) => {
        const path = `/v1/scorecards/${PERIOD}/${unit}`;
        const { status, body: card } = await served.ask(ADMINISTRATOR, 'GET', path);
        expect([status, card.state]).toEqual([200, 'published']);
        return card;
      }),
    );
  };
});

/** A card as text, without what two runs may say differently. */
function plain(card: Json): string {
  const { revision: _revision, computedAt: _computedAt, ...rest } = card;
  return JSON.stringify(rest);
}
