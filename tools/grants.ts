/**
 * Which grants of the template did the last `npm test` use? Fails where a call was denied, where a
 * grant was not used and has no reason in unused-grants.ts, and where a reason is no longer needed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localityAt } from '../local/cloud/locality.ts';
import { readRecords } from '../local/cloud/permissions/record.ts';
import { readTemplate } from '../local/cloud/template/read.ts';
import { compareGrants, grantsOf } from './grant-use.ts';
import { UNUSED_GRANTS } from './unused-grants.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'test/output/grants');

if (!existsSync(FOLDER)) throw new Error('run npm test first: it notes which grants it uses');
const template = readTemplate(
  join(ROOT, 'cdk.out'),
  localityAt('http://localhost', { issuer: 'http://localhost' }),
);
const grants = grantsOf(template);
const { used, denied, unexplained, explained, needless } = compareGrants(
  grants,
  readRecords(FOLDER),
  UNUSED_GRANTS,
);

const line = (...words: string[]) => console.log(words.join('  '));
line(`${grants.length} grants, of which the last npm test used ${used}`);
for (const [reason, count] of explained) line(`  ${count} unused: ${reason}`);
for (const { principal, action, resource, context } of denied) {
  line('DENIED', principal, action, resource, JSON.stringify(context));
}
for (const { holder, action, resource } of unexplained) line('UNUSED', holder, action, resource);
for (const { actions, reason } of needless) line('NEEDLESS REASON', actions.join(' '), reason);
line(`${denied.length} calls denied, ${unexplained.length} unused grants without a reason`);
if (denied.length + unexplained.length + needless.length > 0) {
  line('Whole test runs use every grant: was the last npm test one of some files only?');
  process.exitCode = 1;
}
