import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { expectGoldenFigures, goldenLines, loadGoldenReference } from '../support/golden.ts';
import { ADMINISTRATOR, Served } from '../support/served.ts';
import { TRINO_KEY } from '../support/trino-server.ts';

describe('the golden data over HTTP, with Trino as the engine', () => {
  const { origin, s3Port } = inject('trino');
  const served = new Served({
    FENGQIAO_TRINO: `${origin}/cloud`,
    FENGQIAO_S3_PORT: String(s3Port),
  });
  beforeAll(async () => {
    // The key that the server's catalog was set up with.
    writeFileSync(join(served.dataDir, 'trino-key.json'), JSON.stringify(TRINO_KEY));
    await served.start();
    await loadGoldenReference(served);
  });
  afterAll(() => served.dispose());

  it('give exactly the known figures of a month', async () => {
    const { state } = await served.bulk(ADMINISTRATOR, `${goldenLines().join('\n')}\n`);
    expect(state).toMatchObject({ state: 'done', lines: 2211, refused: 0 });
    await expectGoldenFigures(served, undefined, ['2024-04']);
  });
});
