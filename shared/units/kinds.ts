import type { Names } from '../submissions/contract.ts';
import { LEVELS } from './tree.ts';

/** What a cell of a reference file holds. */
export type Column = {
  readonly names: Names;
} /** A unit's or grid's code, 12 digits; `optional` may be empty and reads as null. */ & (
  | { readonly kind: 'code'; readonly optional?: true }
  /** Codes separated by `;`, perhaps none. */
  | { readonly kind: 'codes' }
  | { readonly kind: 'name' }
  /** A service number, under the rule for ids of the submission. */
  | { readonly kind: 'id' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** A whole number from 0 on. */
  | { readonly kind: 'integer' }
  /** `2024-04-15` */
  | { readonly kind: 'day' }
  /** `2024-04` */
  | { readonly kind: 'month' }
);

const UNIT = { names: { zh: '单位代码', en: 'unit' }, kind: 'code' } as const;
const STATION = { names: { zh: '派出所代码', en: 'station' }, kind: 'code' } as const;
const NAME = { names: { zh: '名称', en: 'name' }, kind: 'name' } as const;

const integer = <Zh extends string, En extends string>(zh: Zh, en: En) =>
  ({ names: { zh, en }, kind: 'integer' }) as const;

const choice = <const Values extends readonly string[]>(names: Names, values: Values) =>
  ({ names, kind: 'choice', values }) as const;

/** The reference files, written once: their columns give the row types, the reader and its messages. */
export const REFERENCE_COLUMNS = {
  units: {
    code: UNIT,
    name: NAME,
    level: choice({ zh: '层级', en: 'level' }, LEVELS),
    parent: { names: { zh: '上级代码', en: 'parent' }, kind: 'code', optional: true },
    area: choice({ zh: '城乡', en: 'area' }, ['urban', 'rural']),
  },
  grids: {
    code: { names: { zh: '村(社区)代码', en: 'grid' }, kind: 'code' },
    name: NAME,
    station: STATION,
    kind: choice({ zh: '种类', en: 'kind' }, ['village', 'community']),
    households: integer('户数', 'households'),
    population: integer('人口', 'population'),
  },
  roster: {
    officer: { names: { zh: '民辅警编号', en: 'officer' }, kind: 'id' },
    station: STATION,
    role: choice({ zh: '岗位', en: 'role' }, ['community_officer', 'auxiliary', 'other']),
    grids: { names: { zh: '负责的村(社区)', en: 'grids' }, kind: 'codes' },
  },
  successions: {
    from: { names: { zh: '原派出所代码', en: 'from' }, kind: 'code' },
    to: { names: { zh: '继任派出所代码', en: 'to' }, kind: 'code' },
    since: { names: { zh: '起始日期', en: 'since' }, kind: 'day' },
  },
  staffing: {
    county: { names: { zh: '县代码', en: 'county' }, kind: 'code' },
    county_police: integer('县局警力', 'county police'),
    station_police: integer('派出所警力', 'station police'),
    community_police: integer('社区民警', 'community police'),
    offices: integer('警务室', 'offices'),
    posts: integer('警务工作站', 'posts'),
  },
  surveys: {
    unit: UNIT,
    period: { names: { zh: '月份', en: 'period' }, kind: 'month' },
    kind: choice({ zh: '种类', en: 'kind' }, ['awareness', 'satisfaction', 'safety']),
    respondents: integer('受访人数', 'respondents'),
    positive: integer('肯定人数', 'positive'),
  },
  leadership: {
    unit: UNIT,
    month: { names: { zh: '月份', en: 'month' }, kind: 'month' },
    leader_visits: integer('联系点走访', 'leader visits'),
    consultations: integer('专题会商', 'consultations'),
  },
} as const satisfies Record<string, Record<string, Column>>;

export type ReferenceKind = keyof typeof REFERENCE_COLUMNS;

export const REFERENCE_KINDS = Object.keys(REFERENCE_COLUMNS) as readonly ReferenceKind[];

type Cell<C> = C extends { readonly values: readonly (infer V)[] }
  ? V
  : C extends { readonly kind: 'integer' }
    ? number
    : C extends { readonly kind: 'codes' }
      ? readonly string[]
      : C extends { readonly optional: true }
        ? string | null
        : string;

/** A row of each kind of file, its columns as properties. */
export type ReferenceRows = {
  readonly [K in ReferenceKind]: {
    readonly [C in keyof (typeof REFERENCE_COLUMNS)[K]]: Cell<(typeof REFERENCE_COLUMNS)[K][C]>;
  };
};

export type Unit = ReferenceRows['units'];
export type Grid = ReferenceRows['grids'];
export type RosterEntry = ReferenceRows['roster'];
export type Succession = ReferenceRows['successions'];
export type Staffing = ReferenceRows['staffing'];
export type Survey = ReferenceRows['surveys'];
export type Leadership = ReferenceRows['leadership'];

/** One loaded file: a full replacement of its kind from its effective day on. */
export type ReferenceVersion = {
  readonly [K in ReferenceKind]: {
    readonly kind: K;
    /** Counts up from 1 in each kind; the later loaded one has the higher number. */
    readonly version: number;
    readonly effective: string;
    readonly rows: readonly ReferenceRows[K][];
  };
}[ReferenceKind];

export type VersionOf<K extends ReferenceKind> = Extract<ReferenceVersion, { readonly kind: K }>;
