import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEGINNING, BrokenFile, type Line, linesOf, type Place, unpacked } from './lines.ts';

const LIMIT = 20;

const inPieces = (bytes: Uint8Array, size: number) => async (offset: number) =>
  (async function* () {
    for (let at = offset; at < bytes.length; at += size) yield bytes.slice(at, at + size);
  })();

async function read(bytes: Uint8Array, size: number, fileLimit = 10_000, from = BEGINNING) {
  const lines: { number: number; text: string | undefined }[] = [];
  const places: Place[] = [];
  const keep = ({ number, bytes: line, next }: Line) => {
    lines.push({ number, text: line && Buffer.from(line).toString() });
    places.push(next);
  };
  let fault: unknown;
  try {
    const chunks = unpacked(inPieces(bytes, size), from.offset, fileLimit);
    for await (const line of linesOf(chunks, LIMIT, from)) keep(line);
  } catch (error) {
    fault = error;
  }
  return { lines, places, fault };
}

test('lines are the same whatever the pieces, packed or not, and wherever reading goes on', async () => {
  const line = fc.string({ maxLength: 30, unit: fc.constantFrom('a', '{', ' ', '\t', '\r', '中') });
  const property = fc.asyncProperty(
    fc.array(line),
    fc.integer({ min: 1, max: 50 }),
    async (texts, size) => {
      const file = Buffer.from(texts.join('\n'));
      const expected = texts.flatMap((text, index) => {
        const tooLong = Buffer.byteLength(text) > LIMIT;
        if (!tooLong && /^[ \t\r]*$/.test(text)) return [];
        return [{ number: index + 1, text: tooLong ? undefined : text }];
      });
      for (const packed of [file, gzipSync(file)]) {
        const { lines, places } = await read(packed, size);
        expect(lines).toEqual(expected);
        // From behind any line the rest of them comes.
        for (const [index, place] of places.entries()) {
          const rest = await read(packed, size, undefined, place);
          expect(rest.lines).toEqual(expected.slice(index + 1));
        }
      }
    },
  );
  await fc.assert(property, { numRuns: 100 });
});

test('a byte order mark is dropped, and a last line needs no line feed', async () => {
  const { lines } = await read(Buffer.from('\uFEFFone\r\n\n two'), 2);
  expect(lines).toEqual([
    { number: 1, text: 'one\r' },
    { number: 3, text: ' two' },
  ]);
});

test('of half a gzip the whole lines come, then the fault', async () => {
  const text = Array.from({ length: 500 }, (_, index) => `${index * 7919}-${index}`).join('\n');
  const packed = gzipSync(text);
  const { lines, fault } = await read(packed.subarray(0, packed.length / 2), 100);
  expect(fault).toBeInstanceOf(BrokenFile);
  expect(fault).toMatchObject({ fault: 'gzip_broken' });
  expect(text.startsWith(`${lines.map((line) => line.text).join('\n')}\n`)).toBe(true);
});

test('what is no gzip after its first bytes is broken', async () => {
  const { fault } = await read(Buffer.from([0x1f, 0x8b, 1, 2, 3]), 1);
  expect(fault).toMatchObject({ fault: 'gzip_broken' });
});

test('a small gzip cannot become a large file', async () => {
  const { lines, fault } = await read(gzipSync('short\n'.repeat(5000)), 100, 6000);
  expect(fault).toMatchObject({ fault: 'file_too_large' });
  expect(lines.length).toBeLessThanOrEqual(1000);
});

test('a fault of the store is not taken for one of the file', async () => {
  async function* failing() {
    yield gzipSync('one\ntwo').subarray(0, 10);
    throw new Error('the store is down');
  }
  const lines = linesOf(
    unpacked(async () => failing(), 0, 1000),
    LIMIT,
  );
  await expect(lines.next()).rejects.toThrow('the store is down');
});
