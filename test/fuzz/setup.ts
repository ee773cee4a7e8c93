/** The small county with a published month, so that requests find something to read. */
import { gzipSync } from 'node:zlib';
import { eachDay } from '../../shared/calendar/day.ts';
import { OFFICER, perfectDocument } from '../../shared/submissions/fixture.ts';
import { documentOf, GRIDS, NEIGHBOUR, STATION, UNITS } from '../support/county.ts';
import { ADMINISTRATOR, type Served } from '../support/served.ts';

/** Days of April 2024 of which there are documents. */
export const DATES = ['2024-04-15', '2024-04-16', '2024-04-30'];

/** The name of a mapping of imports. */
export const MAPPING = '警综平台·刑事案件';

const FILES = {
  units: UNITS,
  grids: `${GRIDS}410481002201,寺坡村,${STATION},village,300,1000\n`,
  roster: `officer,station,role,grids\n${OFFICER},${STATION},community_officer,410481002201\na-1,${STATION},community_officer,410481002001\n`,
};

const MAPPED = {
  name: MAPPING,
  list: 'cases',
  fields: {
    station: { column: '办案单位', values: { 寺坡所: STATION } },
    date: { column: '立案时间' },
    case: { column: '案件编号' },
    event: { constant: 'filed' },
    category: { column: '案由', values: { 盗窃案: 'theft' } },
    grid: { column: '村' },
  },
};

/** Loads it all; gives ids of what there is, by the names that generated paths have for them. */
export async function loadCounty(served: Served): Promise<Readonly<Record<string, string>>> {
  const ask = async (
    method: string,
    path: string,
    options: Parameters<Served['ask']>[3],
    expected: number,
  ) => {
    const { status, body } = await served.ask(ADMINISTRATOR, method, path, options);
    if (status !== expected)
      throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  for (const [kind, body] of Object.entries(FILES)) {
    const path = `/v1/reference/${kind}?effective=2024-01-01`;
    await ask('PUT', path, { body, headers: { 'content-type': 'text/csv' } }, 200);
  }
  await ask('PUT', '/v1/imports/mappings', { json: MAPPED }, 200);
  const lines = eachDay('2024-04-01', '2024-04-30').flatMap((date) => [
    date === DATES[0] ? { ...perfectDocument(), date } : documentOf(STATION, date),
    documentOf(NEIGHBOUR, date, 300),
  ]);
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const { state } = await served.bulk(ADMINISTRATOR, new Uint8Array(gzipSync(text)));
  const run = await served.run('2024-04');
  if (run.state !== 'succeeded')
    throw new Error(`the run ${run.state}: ${JSON.stringify(run.error)}`);
  const publish = { json: { revision: run.revision, reason: 'made-up days' } };
  await ask('POST', '/v1/periods/2024-04/publish', publish, 200);
  return { run: run.id, bulk: state.id };
}
