/** Execution parameters: SQL literals as text, turned into values to bind. */
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  SQLNULL,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';

export interface Literal {
  /** As it was written, for an engine that reads SQL literals itself. */
  readonly text: string;
  readonly value: DuckDBValue;
  readonly type: DuckDBType;
}

const INTEGER_LIMIT = 2n ** 31n;
const BIGINT_LIMIT = 2n ** 63n;

type Bound = Omit<Literal, 'text'>;

/** Each kind of literal: how it looks and what it stands for (undefined: out of its range). */
const KINDS: readonly (readonly [RegExp, (...groups: string[]) => Bound | undefined])[] = [
  [/^'((?:[^']|'')*)'$/s, (text) => ({ value: text.replaceAll("''", "'"), type: VARCHAR })],
  [/^([+-]?\d+)$/, integer],
  [/^([+-]?)(\d*)\.(\d*)$/, decimal],
  [/^([+-]?(?:\d+\.?\d*|\.\d+)E[+-]?\d+)$/i, (text) => ({ value: Number(text), type: DOUBLE })],
  [/^(true|false)$/i, (word) => ({ value: word.toLowerCase() === 'true', type: BOOLEAN })],
  [/^NULL$/i, () => ({ value: null, type: SQLNULL })],
  [/^DATE\s*'(\d{4}-\d{2}-\d{2})'$/i, date],
  [/^TIMESTAMP\s*'(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)'$/i, timestamp],
];

/** The value of a literal, or undefined where the text is none. */
export function parseLiteral(written: string): Literal | undefined {
  const text = written.trim();
  for (const [pattern, read] of KINDS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const bound = read(...match.slice(1));
    return bound && { text, ...bound };
  }
  return undefined;
}

function integer(text: string): Bound | undefined {
  const value = BigInt(text.replace('+', ''));
  if (-INTEGER_LIMIT <= value && value < INTEGER_LIMIT) {
    return { value: Number(value), type: INTEGER };
  }
  return -BIGINT_LIMIT <= value && value < BIGINT_LIMIT ? { value, type: BIGINT } : undefined;
}

function decimal(sign: string, whole: string, fraction: string): Bound | undefined {
  const digits = whole.replace(/^0+/, '') + fraction;
  const width = Math.max(digits.length, 1);
  if (whole + fraction === '' || width > 38) return undefined;
  const value = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  return {
    value: new DuckDBDecimalValue(value, width, fraction.length),
    type: DECIMAL(width, fraction.length),
  };
}

function date(day: string): Bound | undefined {
  const instant = Date.parse(`${day}T00:00:00Z`);
  if (!sameDay(instant, day)) return undefined;
  return { value: new DuckDBDateValue(instant / 86_400_000), type: DATE };
}

function timestamp(day: string, time: string): Bound | undefined {
  const instant = Date.parse(`${day}T${time}Z`);
  if (!sameDay(instant, day)) return undefined;
  return { value: new DuckDBTimestampValue(BigInt(instant) * 1000n), type: TIMESTAMP };
}

/** False for 30 February, which Date takes for 1 March. */
function sameDay(instant: number, day: string): boolean {
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === day;
}
