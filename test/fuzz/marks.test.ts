import { expect, test } from 'vitest';
import { gbk } from '../support/gbk.ts';
import { MARKS, markedLines } from './marks.ts';

const line = (what: string | Uint8Array) =>
  Buffer.concat([Buffer.from('before\n{"said":"'), Buffer.from(what), Buffer.from('"}\nafter\n')]);

const escaped = (text: string) =>
  text.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

test.each(MARKS)('%s is found however a log writes it', (mark) => {
  const forms = {
    plain: mark,
    'among others': `a${mark}b`,
    'upper case': mark.toUpperCase(),
    'percent encoded': encodeURIComponent(mark),
    'percent encoded in lower case': encodeURIComponent(mark).toLowerCase(),
    'escaped in JSON': escaped(mark),
    'UTF-16': Buffer.from(mark, 'utf16le'),
    'read as Latin-1': Buffer.from(mark).toString('latin1'),
    base64: Buffer.from(`x${mark}y`).toString('base64'),
    ...(mark.includes('（') ? {} : { GBK: gbk(mark) }),
  };
  const missed = Object.entries(forms).filter(([, form]) => markedLines(line(form)).length !== 1);
  expect(missed.map(([name]) => name)).toEqual([]);
});

test('a token is found, and an ordinary line is not', () => {
  expect(markedLines(line('eyJhbGciOi.x.y'), ['eyJhbGciOi.x.y'])).toHaveLength(1);
  expect(markedLines(line('410481002000 2024-04-15 138009'), ['eyJhbGciOi.x.y'])).toEqual([]);
});
