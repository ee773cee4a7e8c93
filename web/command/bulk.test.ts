import { describe, expect, it } from 'vitest';
import { pauseAfter, refusedLines, sizeText } from './bulk.ts';

/** A stream of the text in chunks of so many bytes, that tells how many were taken. */
function streamOf(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  let taken = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (taken >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(taken, taken + size));
        taken += size;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken: () => taken };
}

const refused = (line: number) =>
  JSON.stringify({
    ...{ line, outcome: 'refused' },
    errors: [
      { code: 'unknown_grid', pointer: '/disputes/0/grid', messages: { zh: '没有', en: '' } },
    ],
  });
const accepted = (line: number) => JSON.stringify({ line, outcome: 'accepted', receipt: {} });

describe('the refused lines of the results', () => {
  it('are found whatever the chunks are, also without a line end at the end', async () => {
    const text = [accepted(1), refused(2), accepted(3), refused(4)].join('\n');
    for (const size of [1, 7, 1000]) {
      const found = await refusedLines(streamOf(text, size).stream, 200);
      expect(found.map(({ line }) => line)).toEqual([2, 4]);
      expect(found[0]?.errors[0]?.messages.zh).toBe('没有');
    }
  });

  it('are read no further than needed', async () => {
    const text = `${Array.from({ length: 5000 }, (_, index) => refused(index + 1)).join('\n')}\n`;
    const { stream, taken } = streamOf(text, 1000);
    expect(await refusedLines(stream, 10)).toHaveLength(10);
    expect(taken()).toBeLessThan(10_000);
  });
});

it('looks at a file ever less often', () => {
  expect([0, 5].map(pauseAfter)).toEqual([1000, 1000]);
  expect(pauseAfter(10)).toBeGreaterThan(pauseAfter(9));
  expect(pauseAfter(1000)).toBe(10_000);
});

it('writes sizes in steps of 1,024', () => {
  expect([0, 1023, 1536, 5 * 1024 ** 2, 1024 ** 3].map(sizeText)).toEqual([
    ...['0 B', '1023 B', '1.5 KB', '5.0 MB', '1.0 GB'],
  ]);
});
