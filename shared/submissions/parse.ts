import { type Refused, refusedFor } from './errors.ts';
import { MAX_DOCUMENT_BYTES } from './limits.ts';

export type ParseErrorCode = 'not_json' | 'too_large';
export type Parsed = { readonly ok: true; readonly document: unknown } | Refused<ParseErrorCode>;

const decoder = new TextDecoder('utf-8', { fatal: true });

const NOT_JSON = {
  zh: '不是有效的 JSON，请检查文件内容和 UTF-8 编码',
  en: 'This is not valid JSON in UTF-8; check the file',
};
const DUPLICATE_NAMES = {
  zh: '同一个对象里有重复的字段名，请只保留一个',
  en: 'A field name stands twice in one object; keep only one',
};
const TOO_LARGE = {
  zh: '内容超过 4 MB，请用批量文件报送',
  en: 'This is larger than 4 MB; send it as a bulk file',
};

/**
 * Reads one document from a request body or a line of a bulk file. A byte order mark is
 * skipped. An object that names a field twice is `not_json` here (RFC 8259 leaves open which
 * one counts, so two readers of the same raw document could disagree).
 */
export function parseSubmission(body: string | Uint8Array): Parsed {
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  if (bytes > MAX_DOCUMENT_BYTES) return refusedFor('too_large', TOO_LARGE);
  let text: string;
  let document: unknown;
  try {
    text = typeof body === 'string' ? body.replace(/^\uFEFF/, '') : decoder.decode(body);
    document = JSON.parse(text);
  } catch {
    return refusedFor('not_json', NOT_JSON);
  }
  if (membersWritten(text) !== membersRead(document)) {
    return refusedFor('not_json', DUPLICATE_NAMES);
  }
  return { ok: true, document };
}

/** Members of all objects in a valid JSON text: one colon outside of strings each. */
function membersWritten(text: string): number {
  let members = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') inString = !inString;
    else if (character === '\\') index += 1;
    else if (character === ':' && !inString) members += 1;
  }
  return members;
}

/** Members of all objects in a parsed document; fewer than written where a name stood twice. */
function membersRead(document: unknown): number {
  let members = 0;
  const waiting: unknown[] = [document];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const children = Object.values(value);
    if (!Array.isArray(value)) members += children.length;
    for (const child of children) {
      if (typeof child === 'object' && child !== null) waiting.push(child);
    }
  }
  return members;
}
