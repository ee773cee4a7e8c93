import { expect, it } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../../shared/submissions/limits.ts';
import { kindOfFile } from './file-kind.ts';

const ZIP = new TextEncoder().encode('PK\u0003\u0004');
const OLE = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]);
const TEXT = new TextEncoder().encode('表,日');

it.each([
  ['四月.xlsx', 1000, ZIP, 'table'],
  ['四月.XLSX', 1000, ZIP, 'table'],
  ['四月.csv', 1000, TEXT, 'table'],
  ['day.json', 1000, TEXT, 'json'],
  ['四月.xlsx', MAX_DOCUMENT_BYTES, ZIP, 'table'],
  ['四月.xlsx', MAX_DOCUMENT_BYTES + 1, ZIP, 'too_large'],
  ['四月.xlsx', 200_000_000, ZIP, 'too_large'],
  ['四月.xlsx', 0, new Uint8Array(), 'empty'],
  ['四月.xlsx', 1000, OLE, 'protected'],
  ['四月.xlsx', 1000, TEXT, 'damaged'],
  ['四月.xls', 1000, OLE, 'other_table'],
  ['四月.et', 1000, OLE, 'other_table'],
  ['四月.ods', 1000, ZIP, 'other_table'],
  ['四月.xlsm', 200_000_000, ZIP, 'macros'],
  ['all.ndjson', 1000, TEXT, 'json_lines'],
  ['照片.jpg', 1000, TEXT, 'other'],
  ['toString', 1000, TEXT, 'other'],
])('takes %s of %d bytes for what it is', (name, size, start, expected) => {
  const judged = kindOfFile(name, size, start);
  expect(judged.ok ? judged.kind : judged.fault).toBe(expected);
});
