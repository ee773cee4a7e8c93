import type { Names } from './contract.ts';

/** Every code with which a submission is refused once it has been parsed. */
export type SubmissionErrorCode =
  | 'unknown_field'
  | 'field_not_expected'
  | 'missing_field'
  | 'wrong_type'
  | 'invalid_id'
  | 'not_allowed'
  | 'out_of_range'
  | 'unknown_station'
  | 'unknown_grid'
  | 'grid_not_of_station'
  | 'unknown_officer'
  | 'minutes_over_day'
  | 'duplicate_row'
  | 'invalid_date'
  | 'future_date'
  | 'date_closed'
  | 'personal_data'
  | 'unsupported_version';

/** Puts the place before what is to be done: `工作时间第 3 行「分钟」：…`. */
export function message(place: Names, text: Names): Names {
  return { zh: `${place.zh}：${text.zh}`, en: `${place.en}: ${text.en}` };
}

/** The place of a field of a row; rows are counted from 1, as people do. */
export function rowPlace(list: Names, index: number, field?: Names): Names {
  return {
    zh: `${list.zh}第 ${index + 1} 行${field ? `「${field.zh}」` : ''}`,
    en: `${list.en}, row ${index + 1}${field ? `, ${field.en}` : ''}`,
  };
}

/** The place of a field of the document itself. */
export function headerPlace(field: Names): Names {
  return { zh: `「${field.zh}」`, en: field.en };
}

export const DOCUMENT: Names = { zh: '报送内容', en: 'the document' };

/** The allowed values of a field, told to whoever wrote another one. */
export function onlyThese(values: Readonly<Record<string, Names>>): Names {
  const entries = Object.entries(values);
  return {
    zh: `只能填 ${entries.map(([value, names]) => `${value}(${names.zh})`).join('、')}`,
    en: `use one of ${entries.map(([value]) => value).join(', ')}`,
  };
}

export const TEXT = {
  unknownField: { zh: '没有这个字段，请删除', en: 'there is no such field; remove it' },
  notExpected: { zh: '这一行不填此项，请删除', en: 'this row does not have this field; remove it' },
  missing: { zh: '必须填写', en: 'fill this in' },
  notObject: { zh: '应为一个对象', en: 'this must be an object' },
  notList: { zh: '应为列表，没有内容时填 []', en: 'this must be a list; send [] where empty' },
  notText: { zh: '应为文字', en: 'this must be text' },
  notInteger: { zh: '应为整数', en: 'this must be a whole number' },
  invalidId: {
    zh: '编号只能用 1 至 64 个字母、数字和 - _ . /',
    en: 'use 1 to 64 letters, digits and - _ . /',
  },
  personalData: {
    zh: '含有身份证号、手机号、银行卡号或车牌号，请改用本所编号',
    en: "this holds an ID, phone or bank card number or a number plate; use the station's own number",
  },
  unknownStation: {
    zh: '这一天没有这个派出所，请核对代码和日期',
    en: 'there is no such station on this day; check code and date',
  },
  unknownGrid: {
    zh: '这一天没有这个村(社区)，请核对代码',
    en: 'there is no such grid on this day; check the code',
  },
  gridNotOfStation: {
    zh: '这个村(社区)这一天不属于本所，请核对代码',
    en: 'this grid is not of this station on this day; check the code',
  },
  unknownOfficer: {
    zh: '这一天的花名册里没有这个编号，请核对，或先更新花名册',
    en: 'no roster of this day has this officer; check the number, or have the roster updated',
  },
  minutesOverDay: {
    zh: '从这一行起，这名民辅警全天合计超过 1440 分钟，请改小',
    en: "with this row the officer's day adds up to more than 1440 minutes; correct them",
  },
  duplicateRow: {
    zh: '与前面一行重复，请合并或删除',
    en: 'this repeats an earlier row; merge or remove it',
  },
  invalidDate: {
    zh: '日期应写成 2024-04-15 这样，并且真实存在',
    en: 'write a day that exists, such as 2024-04-15',
  },
  futureDate: { zh: '这一天还没有到，请核对日期', en: 'this day has not come yet; check the date' },
  unsupportedVersion: { zh: '只支持版本 1', en: 'only version 1 is supported' },
} as const satisfies Record<string, Names>;

export function outOfRange(minimum: number, maximum: number): Names {
  return {
    zh: `应在 ${minimum} 至 ${maximum} 之间`,
    en: `this must be from ${minimum} to ${maximum}`,
  };
}

export function dateClosed(days: number): Names {
  return {
    zh: `已超过 ${days} 天的补报期限，请联系上级`,
    en: `days are open for ${days} days; ask the level above you`,
  };
}
