import type { Names } from '../submissions/contract.ts';
import type { DecodeErrorCode } from './decode.ts';

/** What can be wrong with a row of a reference file, and what to do about it. */
export const REFERENCE_TEXT = {
  wrong_columns: {
    zh: '列数与第一行不同，请检查逗号和引号',
    en: 'this line has more or fewer columns than the first; check commas and quotes',
  },
  missing_field: { zh: '必须填写', en: 'fill this in' },
  invalid_code: { zh: '代码应为 12 位数字', en: 'a code is 12 digits' },
  invalid_name: {
    zh: '名称最多 100 个字，不能换行',
    en: 'a name is at most 100 characters on one line',
  },
  not_a_name: {
    zh: '名称不能以 = + - @ | 开头，表格软件会把它当作公式，请改正',
    en: 'a name cannot begin with = + - @ or |, of which spreadsheets make formulas; correct it',
  },
  invalid_id: {
    zh: '编号只能用 1 至 64 个字母、数字和 - _ . /',
    en: 'use 1 to 64 letters, digits and - _ . /',
  },
  invalid_number: { zh: '应为不小于 0 的整数', en: 'this must be a whole number from 0 on' },
  invalid_date: {
    zh: '日期应写成 2024-04-15 这样，并且真实存在',
    en: 'write a day that exists, such as 2024-04-15',
  },
  invalid_month: { zh: '月份应写成 2024-04 这样', en: 'write a month such as 2024-04' },
  not_allowed: { zh: '不在可填的值之内', en: 'this is not one of the values of this column' },
  personal_data: {
    zh: '含有身份证号、手机号、银行卡号或车牌号，请改用编号或名称',
    en: 'this holds an ID, phone or bank card number or a number plate; use a service number or a name',
  },
  duplicate_row: { zh: '与前面一行重复，请删除', en: 'this repeats an earlier row; remove it' },
  several_provinces: { zh: '只能有一个省级单位', en: 'there can be only one province' },
  wrong_parent: {
    zh: '上级应为：市的上级是省，县的上级是市，派出所的上级是县或市，省没有上级',
    en: 'the parent of a city is the province, of a county a city, of a station a county or a city; the province has none',
  },
  unknown_parent: { zh: '文件里没有这个上级', en: 'the file has no such parent' },
  unknown_unit: {
    zh: '没有这个单位，请核对代码，或先上传 units',
    en: 'there is no such unit; check the code, or load units first',
  },
  unknown_station: {
    zh: '没有这个派出所，请核对代码，或先上传 units',
    en: 'there is no such station; check the code, or load units first',
  },
  unknown_grid: {
    zh: '没有这个村(社区)，请核对代码，或先上传 grids',
    en: 'there is no such grid; check the code, or load grids first',
  },
  grid_not_of_station: {
    zh: '有的村(社区)不属于这个派出所，请核对代码',
    en: 'a grid here is not of this station; check the code',
  },
  not_a_county: {
    zh: '应为县，或直接管辖派出所的市',
    en: 'this must be a county, or a city that has stations directly below it',
  },
  succession_to_itself: {
    zh: '继任派出所不能是原派出所自己',
    en: 'a station cannot be its own successor',
  },
  succession_cycle: {
    zh: '继任关系绕成了圈，请核对',
    en: 'the successions run in a circle; check them',
  },
  more_positive_than_respondents: {
    zh: '肯定人数不能超过受访人数',
    en: 'there cannot be more positive answers than respondents',
  },
} as const satisfies Record<string, Names>;

export type RowErrorCode = keyof typeof REFERENCE_TEXT;

/** Every code with which a reference file is refused. */
export type ReferenceErrorCode =
  | RowErrorCode
  | DecodeErrorCode
  | 'bad_csv'
  | 'wrong_header'
  | 'no_rows'
  | 'no_province'
  | 'no_units_in_force';
