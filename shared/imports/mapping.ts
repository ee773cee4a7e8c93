/**
 * How another system's columns become rows of one of the lists: said once, and remembered under a
 * name. Calls (警情) are mapped to follow-ups, as requests raised, or to disputes opened, by
 * constants; whichever the department's own system makes of them.
 */
import { isDay } from '../calendar/day.ts';
import { IMPORT_LISTS, type ImportList } from '../drafts/received.ts';
import { type Field, ID_PATTERN, LISTS, type List, type Names } from '../submissions/contract.ts';
import { ErrorList, pointerToken, type Refused } from '../submissions/errors.ts';
import { headerPlace, message, onlyThese, outOfRange, TEXT } from '../submissions/messages.ts';
import { containsPersonalData } from '../submissions/personal-data.ts';
import { isRecord } from '../submissions/report.ts';

/** Where a field's value comes from: a column, its words translated, or the same for all rows. */
export type FieldSource =
  | { readonly column: string; readonly values?: Readonly<Record<string, string>> }
  | { readonly constant: string | number };

export interface Mapping {
  readonly list: ImportList;
  /** `station`, `date` and fields of the list. */
  readonly fields: Readonly<Record<string, FieldSource>>;
}

export type MappingErrorCode =
  | 'unknown_field'
  | 'missing_field'
  | 'field_not_expected'
  | 'wrong_type'
  | 'not_allowed'
  | 'out_of_range'
  | 'invalid_id'
  | 'invalid_date'
  | 'personal_data'
  | 'too_large';

const MAX_MAPPING_BYTES = 65_536;
const MAX_TEXT = 100;
const CODE = /^\d{12}$/;

const WORDS = {
  source: {
    zh: '应指定对应的列名 column，或固定值 constant',
    en: 'name its column, or give a constant',
  },
  column: { zh: '列名应为 1 至 100 个字', en: 'a heading has 1 to 100 characters' },
  values: { zh: '应为文字对文字的对照表', en: 'this must map texts to texts' },
  numbers: {
    zh: '导出文件中应为编号，不能用姓名等文字对照；请在原系统中导出编号',
    en: 'the export must hold numbers, not names to be matched to them; have it export the numbers',
  },
  code: { zh: '应为 12 位代码', en: 'use a code of 12 digits' },
  tooLarge: { zh: '对照表过大，请减少对照项', en: 'the mapping is too large; map fewer words' },
} as const satisfies Record<string, Names>;

type Kind = Pick<Field, 'names'> & (Field | { readonly kind: 'station' | 'date' });

/** What may be mapped to: station and date, then the list's fields. */
export function mappedFields(list: ImportList): Readonly<Record<string, Kind>> {
  const { fields }: List = LISTS[list];
  return {
    station: { names: { zh: '派出所', en: 'station' }, kind: 'station' },
    date: { names: { zh: '日期', en: 'date' }, kind: 'date' },
    ...fields,
  };
}

/** Reads a mapping, with everything that is wrong with it. Nothing of it is quoted. */
export function readMapping(
  body: unknown,
): { readonly ok: true; readonly mapping: Mapping } | Refused<MappingErrorCode> {
  const errors = new ErrorList<MappingErrorCode>();
  const refuse = (code: MappingErrorCode, pointer: string, text: Names) =>
    errors.add(code, () => ({ pointer, messages: text }));
  if (!isRecord(body)) {
    refuse('wrong_type', '', TEXT.notObject);
    return errors.refused();
  }
  for (const name of Object.keys(body)) {
    // A list gives it with a mapping; whose it becomes is not the body's to say.
    if (!['list', 'fields', 'unit'].includes(name)) {
      refuse('unknown_field', at(name), TEXT.unknownField);
    }
  }
  const list = IMPORT_LISTS.find((name) => name === body.list);
  if (!list) {
    const lists = Object.fromEntries(IMPORT_LISTS.map((name) => [name, LISTS[name].names]));
    refuse('not_allowed', '/list', onlyThese(lists));
    return errors.refused();
  }
  if (!isRecord(body.fields)) {
    refuse('wrong_type', '/fields', TEXT.notObject);
    return errors.refused();
  }
  const kinds = mappedFields(list);
  const fields: Record<string, FieldSource> = {};
  for (const [name, source] of Object.entries(body.fields)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      refuse('unknown_field', `/fields${at(name)}`, TEXT.unknownField);
      continue;
    }
    const pointer = `/fields/${name}`;
    const read = readSource(kind, source, (code, below, text) =>
      refuse(code, `${pointer}${below}`, message(headerPlace(kind.names), text)),
    );
    if (read) fields[name] = read;
  }
  for (const [name, kind] of Object.entries(kinds)) {
    const presence = presenceOf(kind, body.fields);
    const stands = Object.hasOwn(body.fields, name);
    const place = headerPlace(kind.names);
    if (presence === 'required' && !stands) {
      refuse('missing_field', `/fields/${name}`, message(place, WORDS.source));
    }
    if (presence === 'absent' && stands) {
      refuse('field_not_expected', `/fields/${name}`, message(place, TEXT.notExpected));
    }
  }
  // Only what was read is measured: what else a body holds is refused, and may be of any depth.
  const bytes = new TextEncoder().encode(JSON.stringify(fields)).length;
  if (bytes > MAX_MAPPING_BYTES) refuse('too_large', '', WORDS.tooLarge);
  return errors.empty ? { ok: true, mapping: { list, fields } } : errors.refused();
}

/** A name as a pointer; none where it holds personal data, which is not repeated. */
const at = (name: string) => (containsPersonalData(name) ? '' : `/${pointerToken(name)}`);

/** Whether the field has to be mapped; where the deciding event is in a column, each row will tell. */
function presenceOf(
  kind: Kind,
  fields: Readonly<Record<string, unknown>>,
): 'required' | 'optional' | 'absent' {
  if (!('presence' in kind)) return 'required';
  if (typeof kind.presence === 'string') return kind.presence;
  const { field, required, allowed = [] } = kind.presence;
  const decider = fields[field];
  const event = isRecord(decider) ? decider.constant : undefined;
  if (typeof event !== 'string') return 'optional';
  return required.includes(event) ? 'required' : allowed.includes(event) ? 'optional' : 'absent';
}

type Refuse = (code: MappingErrorCode, below: string, text: Names) => void;

function readSource(kind: Kind, source: unknown, refuse: Refuse): FieldSource | undefined {
  if (!isRecord(source)) {
    refuse('wrong_type', '', WORDS.source);
    return undefined;
  }
  const { column, values, constant, ...others } = source;
  const isConstant = constant !== undefined;
  if (Object.keys(others).length > 0 || isConstant === (column !== undefined)) {
    refuse('wrong_type', '', WORDS.source);
    return undefined;
  }
  if (isConstant) {
    if (!isFit(kind, constant, '/constant', refuse)) return undefined;
    return { constant };
  }
  if (typeof column !== 'string' || column.trim() === '' || column.length > MAX_TEXT) {
    refuse('wrong_type', '/column', WORDS.column);
    return undefined;
  }
  if (containsPersonalData(column)) {
    refuse('personal_data', '/column', TEXT.personalData);
    return undefined;
  }
  if (values === undefined) return { column: column.trim() };
  if (!isRecord(values) || kind.kind === 'date') {
    refuse('wrong_type', '/values', WORDS.values);
    return undefined;
  }
  // Words for officers are their names; and a list of all ids is no matching of words.
  if (kind.kind === 'officer' || kind.kind === 'id') {
    refuse('not_allowed', '/values', WORDS.numbers);
    return undefined;
  }
  const read: [string, string][] = [];
  for (const [theirs, ours] of Object.entries(values)) {
    const below = `/values${at(theirs)}`;
    if (containsPersonalData(theirs)) refuse('personal_data', below, TEXT.personalData);
    else if (theirs.length > MAX_TEXT) refuse('too_large', below, WORDS.tooLarge);
    else if (typeof ours !== 'string' || theirs.trim() === '') {
      refuse('wrong_type', below, WORDS.values);
    } else if (isFit(kind, kind.kind === 'integer' ? Number(ours) : ours, below, refuse)) {
      read.push([theirs.trim(), ours]);
    }
  }
  return { column: column.trim(), values: Object.fromEntries(read) };
}

/** Whether the contract's field can have the value. */
function isFit(
  kind: Kind,
  value: unknown,
  below: string,
  refuse: Refuse,
): value is string | number {
  if (kind.kind === 'integer') {
    const { minimum, maximum } = kind;
    const fits = Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
    if (!fits) refuse('out_of_range', below, outOfRange(minimum, maximum));
    return fits;
  }
  const problem = textProblem(kind, value);
  if (problem) refuse(problem[0], below, problem[1]);
  return problem === undefined;
}

function textProblem(
  kind: Exclude<Kind, { readonly kind: 'integer' }>,
  value: unknown,
): readonly [MappingErrorCode, Names] | undefined {
  if (typeof value !== 'string') return ['wrong_type', TEXT.notText];
  if (containsPersonalData(value)) return ['personal_data', TEXT.personalData];
  switch (kind.kind) {
    case 'choice':
      if (Object.hasOwn(kind.values, value)) return undefined;
      return ['not_allowed', onlyThese(kind.values)];
    case 'date':
      return isDay(value) ? undefined : ['invalid_date', TEXT.invalidDate];
    case 'station':
    case 'grid':
      return CODE.test(value) ? undefined : ['invalid_id', WORDS.code];
    case 'id':
    case 'officer':
      return ID_PATTERN.test(value) ? undefined : ['invalid_id', TEXT.invalidId];
  }
}
