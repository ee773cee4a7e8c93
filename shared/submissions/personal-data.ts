/**
 * Finds citizens' personal data in short texts: resident ID numbers, mobile and bank card
 * numbers, number plates. A find is a whole run: not a piece of a longer run of Latin letters
 * and digits. Full-width forms are folded first (NFKC); spaces and hyphens may stand between the
 * digits, and then the longest chain of digit groups counts as the run, so that `138-0013-8000`
 * is found and `410481-2024-00311` is not.
 */

const RUN = /[A-Za-z0-9]+/g;
const DIGITS = /^[0-9]+$/;
/** A group of digits that ends a resident ID number. */
const LAST_GROUP = /^[0-9]*[Xx]$/;
/** Spaces, hyphens and dashes, also invisible characters. */
const SEPARATORS = /^[\s\p{Pd}\p{Cf}−]+$/u;

/** With or without the country code. */
const MOBILE = /^(?:(?:00)?86)?1[3-9][0-9]{9}$/;
const RESIDENT_ID = /^[0-9]{17}[0-9Xx]$/;
const BANK_CARD = /^62[0-9]{14,17}$/;

/** GA 36: the province, the city's letter, then five characters, or six for new-energy cars. */
const PLATE = (() => {
  const gap = '[\\s\\p{Pd}\\p{Cf}·•・.]*';
  const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
  const ordinary = `(?:${gap}[A-Z0-9]){5,6}(?![A-Z0-9])`;
  const special = `(?:${gap}[A-Z0-9]){4}${gap}[挂学警港澳]`;
  return new RegExp(`${province}${gap}[A-Z](?:${ordinary}|${special})`, 'iu');
})();

/** Check digit of GB 11643 (ISO 7064 MOD 11-2). */
function isResidentId(run: string): boolean {
  if (!RESIDENT_ID.test(run)) return false;
  // The weight of a digit is 2^(places to its right) mod 11.
  let sum = 0;
  for (const digit of run.slice(0, 17)) sum = (sum + Number(digit)) * 2;
  return '10X98765432'[sum % 11] === run[17]?.toUpperCase();
}

/** Luhn's check digit: from the right, every second digit doubled. */
function isBankCard(run: string): boolean {
  if (!BANK_CARD.test(run)) return false;
  let sum = 0;
  for (let index = 0; index < run.length; index += 1) {
    const digit = Number(run[run.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function isPersonalNumber(run: string): boolean {
  return MOBILE.test(run) || isResidentId(run) || isBankCard(run);
}

/** Whether the text holds personal data as a whole run. Linear in its length. */
export function containsPersonalData(text: string): boolean {
  if (text.length < 7) return false;
  const plain = !/[^ -~]/.test(text);
  const folded = plain ? text : text.normalize('NFKC');
  if (!plain && PLATE.test(folded)) return true;
  let chain = '';
  let end = 0;
  for (const { 0: run, index } of folded.matchAll(RUN)) {
    if (isPersonalNumber(run)) return true;
    const joined = chain !== '' && SEPARATORS.test(folded.slice(end, index));
    if (!joined) {
      if (isPersonalNumber(chain)) return true;
      chain = '';
    }
    if (DIGITS.test(run)) {
      chain += run;
    } else {
      if (isPersonalNumber(LAST_GROUP.test(run) ? chain + run : chain)) return true;
      chain = '';
    }
    end = index + run.length;
  }
  return isPersonalNumber(chain);
}

/**
 * The same for anything that JSON can say: every text and every property name in it. Safe
 * against any depth.
 */
export function holdsPersonalData(value: unknown): boolean {
  if (typeof value === 'string') return containsPersonalData(value);
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') {
      if (containsPersonalData(next)) return true;
    } else if (typeof next === 'object' && next !== null) {
      for (const name of Object.keys(next)) {
        if (!Array.isArray(next) && containsPersonalData(name)) return true;
        waiting.push((next as Record<string, unknown>)[name]);
      }
    }
  }
  return false;
}
