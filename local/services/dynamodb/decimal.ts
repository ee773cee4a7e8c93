/** DynamoDB's numbers: decimals of up to 38 significant digits, exact, from 1E-130 to 9.9…E+125. */

/** `0.<digits> × 10^exponent`, digits without zeros at either end; no digits for zero. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const NUMBER = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?\s*$/;
const MOST_DIGITS = 38;
const LARGEST_EXPONENT = 126;
const SMALLEST_EXPONENT = -129;

/** Reads a number; a text says what is wrong with it. */
export function parseDecimal(text: string): Decimal | string {
  const [, sign, whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') {
    return 'The parameter cannot be converted to a numeric value';
  }
  return decimal(sign === '-', whole + fraction, whole.length + Number(power));
}

/** `0.<digits> × 10^exponent` brought into form, or what is wrong with it. */
function decimal(negative: boolean, allDigits: string, allExponent: number): Decimal | string {
  const leading = /^0*/.exec(allDigits)?.[0].length ?? 0;
  const digits = allDigits.slice(leading).replace(/0+$/, '');
  const exponent = allExponent - leading;
  if (digits === '') return { negative: false, digits, exponent: 0 };
  if (digits.length > MOST_DIGITS) {
    return 'Attempting to store more than 38 significant digits in a Number';
  }
  if (exponent > LARGEST_EXPONENT) {
    return 'Number overflow. Attempting to store a number with magnitude larger than supported range';
  }
  if (exponent < SMALLEST_EXPONENT) {
    return 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
  }
  return { negative, digits, exponent };
}

/** In full, without an exponent, as the service writes numbers. */
export function formatDecimal({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  if (exponent >= digits.length) return sign + digits.padEnd(exponent, '0');
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/** Exactly the sum, or what is wrong with it. */
export function addDecimals(left: Decimal, right: Decimal): Decimal | string {
  const scale = Math.min(left.exponent - left.digits.length, right.exponent - right.digits.length);
  const sum = scaled(left, scale) + scaled(right, scale);
  const digits = (sum < 0n ? -sum : sum).toString();
  return decimal(sum < 0n, digits, digits.length + scale);
}

/** The number in units of 10^scale. */
function scaled({ negative, digits, exponent }: Decimal, scale: number): bigint {
  const magnitude = BigInt(digits || '0') * 10n ** BigInt(exponent - digits.length - scale);
  return negative ? -magnitude : magnitude;
}

export const negated = (value: Decimal): Decimal =>
  value.digits === '' ? value : { ...value, negative: !value.negative };

/** Bytes that sort as the numbers do. */
export function sortableBytes({ negative, digits, exponent }: Decimal): Buffer {
  if (digits === '') return Buffer.of(1);
  const magnitude = [exponent - SMALLEST_EXPONENT, ...Buffer.from(digits, 'latin1')];
  if (!negative) return Buffer.of(2, ...magnitude);
  // The larger the magnitude, the smaller the number; a longer one is larger, hence the end mark.
  return Buffer.of(0, ...magnitude.map((byte) => 255 - byte), 255);
}

export function compareDecimals(left: Decimal, right: Decimal): number {
  return Buffer.compare(sortableBytes(left), sortableBytes(right));
}
