import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOfKey, segmentOfName } from './keys.ts';

describe('fileOfKey', () => {
  it('keeps ordinary keys as they are', () => {
    const key = 'lake/officer_time/day=2024-04-15/city=410400000000/part.parquet';
    expect(fileOfKey(key)).toEqual({ file: key });
    expect(fileOfKey('结果/第一 批+.ndjson')).toEqual({ file: '结果/第一 批+.ndjson' });
  });

  it('refuses keys that leave the folder or do not fit a file system', () => {
    for (const key of ['..', '../a', 'a/../b', 'a/.', './a']) {
      expect(fileOfKey(key)).toEqual({ refused: 'escapes' });
    }
    expect(fileOfKey('k'.repeat(256))).toEqual({ refused: 'too long' });
    expect(fileOfKey('枫/'.repeat(300))).toEqual({ refused: 'too long' });
  });

  it('gives every key a file of its own, from which the key can be told', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('', '%', '%00', '%25', '\0', '..a', '.a'));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const key = parts.join('/');
        const found = fileOfKey(key);
        if (!('file' in found)) return;
        expect(found.file.split('/').map(segmentOfName).join('/')).toBe(key);
        expect(found.file).not.toMatch(/\0|^\/|\/\/|(^|\/)\.\.?(\/|$)/);
      }),
    );
  });
});
