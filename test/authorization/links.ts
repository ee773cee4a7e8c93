/** Presigned links: each is good for one object, one method and an hour; and bulk lines outside. */
import type { Json } from '../support/served.ts';
import { leaksIn } from './search.ts';
import { COUNTY, PROVINCE, STATION, STATIONS } from './units.ts';
import type { World } from './world.ts';

const HOUR_AND_A_BIT = 61 * 60 * 1000;

interface Uploading {
  readonly id: string;
  readonly upload: { readonly url: string };
}

export async function tryLinks(
  world: World,
  count: (isWell: boolean, said: string) => void,
): Promise<void> {
  const clerk = { role: 'clerk', unit: COUNTY } as const;
  const ask = () =>
    world.must<Uploading>(clerk, 'POST', '/v1/submissions/bulk', { filename: 'a.ndjson' });
  const { upload } = await ask();
  const other = await ask();
  const bulk = await world.must<Json>(
    clerk,
    'GET',
    `/v1/submissions/bulk/${world.bulks.get(COUNTY)}`,
  );
  const results = String(bulk.results);
  const flag = await world.must<Json>(
    { role: 'reviewer', unit: COUNTY },
    'GET',
    `/v1/flags/${world.flags.get(STATION)}`,
  );
  const rows = String(flag.rowsUrl);
  const foreign = (url: string) => url.replaceAll(COUNTY, '410202000000');
  const bare = (url: string) => url.split('?')[0] ?? '';
  const of = (id: string | undefined) => results.replace(world.bulks.get(COUNTY) ?? '', id ?? '');
  const refusals: readonly (readonly [string, string, string])[] = [
    ['PUT', foreign(upload.url), 'the upload of another unit'],
    ['PUT', upload.url.replace('inbox/', 'results/'), 'results written'],
    ['PUT', bare(upload.url), 'an upload without a signature'],
    ['GET', upload.url, 'an upload read'],
    ['DELETE', upload.url, 'an upload removed'],
    ['GET', foreign(results), 'results of another unit'],
    ['GET', of(world.bulks.get(PROVINCE)), 'results of another file'],
    ['PUT', results, 'results overwritten'],
    ['DELETE', results, 'results removed'],
    ['GET', bare(results), 'results without a signature'],
    ['PUT', rows, "a flag's rows overwritten"],
    ['GET', bare(rows), "a flag's rows without a signature"],
    ['GET', rows.replace(/flags\/[^?]+/, 'reference/units'), "another object by a flag's link"],
    ['GET', `${bare(rows).replace(/flags\/.+$/, '')}?list-type=2`, 'the list of the lake'],
  ];
  const status = async (method: string, url: string) => {
    const response = await fetch(url, { method, ...(method === 'PUT' && { body: '{}' }) });
    await response.arrayBuffer();
    return response.status;
  };
  for (const [method, url, name] of refusals) {
    const found = await status(method, url);
    count(found === 403 || found === 405, `${name}: ${method} ${found}`);
  }
  for (const url of [results, rows]) {
    const found = await status('GET', url);
    count(found === 200, `a link that is good: ${found}`);
  }
  await bulkOutside(results, count);
  // Links end, and the next test turns the clock no further back.
  world.cloud.clock.turnTo(world.cloud.clock.now() + HOUR_AND_A_BIT);
  for (const [method, url] of [
    ['PUT', other.upload.url],
    ['GET', results],
    ['GET', rows],
  ] as const) {
    const found = await status(method, url);
    count(found === 403, `a link after its hour: ${method} ${found}`);
  }
}

/** Lines of stations outside the branch are refused as if there were no such station. */
async function bulkOutside(results: string, count: (isWell: boolean, said: string) => void) {
  const text = await (await fetch(results)).text();
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
  STATIONS.forEach(({ code, name }, index) => {
    const isOwn = code.startsWith(COUNTY.slice(0, 6));
    const line = lines[index];
    const outcome = isOwn ? 'unchanged' : 'refused';
    count(line?.outcome === outcome, `a bulk line of ${name}: ${JSON.stringify(line)}`);
  });
  const told = leaksIn(text, { unit: COUNTY, isReviewer: false }, 'branch');
  count(told.length === 0, `results of a bulk file name ${told.join(', ')}`);
  if (STATIONS.length !== lines.length) throw new Error('lines are missing');
}
