import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash, countsOf, rawKey } from './content.ts';
import type { Submission } from './contract.ts';
import { perfectDocument } from './fixture.ts';
import { submissionSchema } from './json-schema.ts';
import { MAX_DOCUMENT_BYTES } from './limits.ts';
import { parseSubmission } from './parse.ts';

const codeOf = (body: string | Uint8Array) => {
  const parsed = parseSubmission(body);
  return parsed.ok ? parsed.document : parsed.errors.map(({ code, pointer }) => [code, pointer]);
};

describe('parsing', () => {
  it.each([
    ['text that is no JSON', '{"station":'],
    ['nothing', ''],
    ['a name that stands twice', '{"a":1,"b":{"c":":","c":2}}'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xd6, 0xd0, 0x22])],
  ])('refuses %s', (_, body) => {
    expect(codeOf(body)).toEqual([['not_json', '']]);
  });

  it('refuses more than 4 MB, counted in bytes', () => {
    const fits = `"${'x'.repeat(MAX_DOCUMENT_BYTES - 2)}"`;
    expect(parseSubmission(fits).ok).toBe(true);
    expect(codeOf(`${fits} `)).toEqual([['too_large', '']]);
    expect(codeOf(`"${'村'.repeat(MAX_DOCUMENT_BYTES / 3)}"`)).toEqual([['too_large', '']]);
  });

  it('skips a byte order mark, and takes any depth', () => {
    expect(codeOf(Buffer.from('\uFEFF{}'))).toEqual({});
    expect(codeOf('\uFEFF{}')).toEqual({});
    expect(parseSubmission('['.repeat(300_000) + ']'.repeat(300_000)).ok).toBe(true);
  });

  it('takes whatever JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseSubmission(JSON.stringify(value)).ok).toBe(true);
      }),
    );
  });
});

describe('content', () => {
  const submission = perfectDocument() as Submission;

  it('is written with sorted names and without white space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'x' }], a: null })).toBe(
      '{"a":null,"b":[{"c":"x","d":1}]}',
    );
  });

  it('differs where rows stand in another order', () => {
    const swapped = { ...submission, cases: [...submission.cases].reverse() };
    expect(contentHash(swapped)).not.toBe(contentHash(submission));
  });

  it('is counted, and has its place', () => {
    expect(countsOf(submission)).toEqual({
      officerTime: 2,
      disputes: 2,
      cases: 3,
      followUps: 2,
      counts: 2,
      incidents: 1,
    });
    expect(rawKey('410481002000', '2024-04-15', 3, 'abc')).toBe(
      'raw/2024-04-15/410481002000-0003-abc.json',
    );
  });
});

describe('the JSON schema', () => {
  it('says the rules of the contract', () => {
    const schema = JSON.stringify(submissionSchema());
    expect(schema).toContain('"enum":["household_visit","dispute_mediation"');
    expect(schema).toContain(
      '{"anyOf":[{"not":{"properties":{"event":{"enum":["resolved"]}},"required":["event"]}},{"required":["level"]}]}',
    );
  });
});
