/**
 * `npm run cost`: measures what each activity uses on an embedded cloud, writes `measured.json`
 * (and with `npm run docs` the page from it) and prints what a month costs. The last line is JSON.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTicker } from '../../local/demo/terminal.ts';
import { costOf } from './model.ts';
import { PRICE_LISTS } from './prices.ts';
import { costPage, type Measured, monthAt, SCALES } from './report.ts';

const say = (line = '') => process.stdout.write(`${line}\n`);

const { ensureAssembly } = await import('../../local/cloud/synthesis.ts');
const { measureActivities } = await import('./measure.ts');
const ticker = startTicker(process.stdout);
const root = join(import.meta.dirname, '../..');
const cdkOut = await ensureAssembly(root, () => ticker.show('synthesizing the template'));
const found = await measureActivities(cdkOut, (what) => ticker.show(what));
ticker.end();
const measured: Measured = { date: new Date().toISOString().slice(0, 10), ...found };
writeFileSync(
  join(import.meta.dirname, 'measured.json'),
  // As many digits as were measured.
  `${JSON.stringify(measured, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 2)}\n`,
);
say(costPage(measured));
say(
  JSON.stringify(
    Object.fromEntries(
      PRICE_LISTS.map((list) => [
        `${list.region} ${list.currency}`,
        Object.fromEntries(
          SCALES.map((named) => {
            const { total, unpriced } = costOf(monthAt(measured, named), list);
            return [named.en, { total: Math.round(total * 100) / 100, unpriced: unpriced.length }];
          }),
        ),
      ]),
    ),
  ),
);
process.exit(0);
