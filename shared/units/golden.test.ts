import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { contentHash } from '../submissions/content.ts';
import { parseSubmission } from '../submissions/parse.ts';
import { validateSubmission } from '../submissions/validate.ts';
import { ReferenceBook } from './book.ts';
import type { ReferenceKind, ReferenceVersion } from './kinds.ts';
import { parseReference } from './reference.ts';

const golden = (file: string) =>
  readFileSync(new URL(`../../test/golden/wugang/${file}`, import.meta.url));

interface Listed {
  readonly kind: ReferenceKind;
  readonly file: string;
  readonly effective: string;
}

it('takes the golden reference files in their order, and every golden submission', () => {
  const versions: ReferenceVersion[] = [];
  const files: readonly Listed[] = JSON.parse(golden('reference.json').toString());
  for (const { kind, file, effective } of files) {
    const book = new ReferenceBook(versions);
    const result = parseReference(kind, golden(file), { effective, book });
    expect(result, file).toMatchObject({ ok: true });
    if (!result.ok) continue;
    const version = versions.filter((earlier) => earlier.kind === kind).length + 1;
    versions.push({ kind, version, effective, rows: result.rows } as ReferenceVersion);
  }
  const reference = new ReferenceBook(versions);
  const lines = gunzipSync(golden('submissions.ndjson.gz')).toString().trimEnd().split('\n');
  const revisions = new Set<string>();
  for (const line of lines) {
    const parsed = parseSubmission(line);
    const result = parsed.ok
      ? validateSubmission(parsed.document, {
          today: '2025-01-01',
          role: 'administrator',
          reference,
        })
      : parsed;
    if (!result.ok) expect.fail(JSON.stringify(result));
    const { station, date } = result.submission;
    revisions.add(`${station} ${date} ${contentHash(result.submission)}`);
  }
  expect(lines).toHaveLength(2211);
  // Fifteen lines repeat content that is held already.
  expect(revisions.size).toBe(2196);
});
