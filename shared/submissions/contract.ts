/**
 * The contract of the daily submission, written once. The TypeScript types, the validation and
 * the JSON schema that the API publishes are all taken from this table.
 */

/** A name as people read it. */
export interface Names {
  readonly zh: string;
  readonly en: string;
}

/** What an activity's minutes count as. */
export type ActivityGroup = 'community' | 'diverted' | 'desk' | 'leave';

/** When a field stands in a row, where that depends on the row's event or activity. */
export interface Condition {
  /** The field that decides. */
  readonly field: string;
  /** With these values the field is required, */
  readonly required: readonly string[];
  /** with these it may stand, and with all others it must not. */
  readonly allowed?: readonly string[];
}

export type Presence = 'required' | 'optional' | Condition;

/** A field of a row. An `officer` is an id that is looked up in the roster of the day. */
export type Field = {
  readonly names: Names;
  readonly presence: Presence;
} & (
  | { readonly kind: 'id' | 'officer' | 'grid' }
  | { readonly kind: 'choice'; readonly values: Readonly<Record<string, Names>> }
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
);

/** One of the six lists. */
export interface List {
  readonly names: Names;
  readonly fields: Readonly<Record<string, Field>>;
  /** Two rows with the same values of these fields are one row too many. */
  readonly key?: readonly string[];
}

export const SCHEMA_VERSION = 1;

/** Ids: service numbers, and the station's own numbers of disputes, cases and items. */
export const ID_PATTERN = /^[A-Za-z0-9_./-]{1,64}$/;

/** Minutes that one officer's rows of one day may add up to. */
export const MINUTES_PER_DAY = 1440;

export const ACTIVITIES = {
  household_visit: { zh: '入户走访', en: 'household visit', group: 'community' },
  dispute_mediation: { zh: '矛盾调解', en: 'dispute mediation', group: 'community' },
  hazard_check: { zh: '隐患排查', en: 'hazard check', group: 'community' },
  community_patrol: { zh: '社区巡防', en: 'community patrol', group: 'community' },
  information_collection: { zh: '信息采集', en: 'information collection', group: 'community' },
  publicity: { zh: '法治防范宣传', en: 'publicity', group: 'community' },
  public_service: { zh: '便民服务', en: 'public service', group: 'community' },
  grid_meeting: { zh: '板凳议事会/村社区会议', en: 'meeting in the grid', group: 'community' },
  station_duty: { zh: '值班备勤', en: 'station duty', group: 'diverted' },
  case_handling: { zh: '办案', en: 'case handling', group: 'diverted' },
  campaign: { zh: '专项行动抽调', en: 'campaign', group: 'diverted' },
  station_meeting: { zh: '会议培训', en: 'meeting or training', group: 'desk' },
  paperwork: { zh: '报表内勤', en: 'paperwork', group: 'desk' },
  leave: { zh: '休假', en: 'leave', group: 'leave' },
} as const satisfies Record<string, Names & { readonly group: ActivityGroup }>;

export type Activity = keyof typeof ACTIVITIES;

/** What minutes of this activity count as. */
export function groupOf(activity: Activity): ActivityGroup {
  return ACTIVITIES[activity].group;
}

/** The activities of one group. */
export function activitiesOf(group: ActivityGroup): Activity[] {
  return (Object.keys(ACTIVITIES) as Activity[]).filter((activity) => groupOf(activity) === group);
}

const DISPUTE_EVENTS = {
  opened: { zh: '排查发现', en: 'opened' },
  resolved: { zh: '化解', en: 'resolved' },
  escalated: { zh: '转为案件或上访', en: 'escalated' },
  reopened: { zh: '反弹', en: 'reopened' },
} as const;

/** Where a dispute was settled, from the village up. */
const SETTLEMENT_LEVELS = {
  post: { zh: '警务工作站(村)', en: 'police post (village)' },
  office: { zh: '中心警务室', en: 'central police office' },
  station: { zh: '派出所', en: 'police station' },
  bureau: { zh: '公安局', en: 'bureau' },
} as const;

const DISPUTE_CATEGORIES = {
  neighbour: { zh: '邻里', en: 'neighbour' },
  family: { zh: '婚姻家庭', en: 'family' },
  labour: { zh: '劳资', en: 'labour' },
  land: { zh: '土地', en: 'land' },
  debt: { zh: '债务', en: 'debt' },
  consumer: { zh: '消费', en: 'consumer' },
  traffic: { zh: '交通', en: 'traffic' },
  medical: { zh: '医疗', en: 'medical' },
  school: { zh: '校园', en: 'school' },
  other: { zh: '其他', en: 'other' },
} as const;

const CASE_EVENTS = {
  filed: { zh: '立案', en: 'filed' },
  solved: { zh: '破案', en: 'solved' },
  withdrawn: { zh: '撤案', en: 'withdrawn' },
} as const;

/** All are criminal cases but `public_order`. */
const CASE_CATEGORIES = {
  homicide: { zh: '故意杀人', en: 'homicide' },
  serious_assault: { zh: '故意伤害致人重伤或死亡', en: 'serious assault' },
  rape: { zh: '强奸', en: 'rape' },
  robbery: { zh: '抢劫', en: 'robbery' },
  drug_trafficking: { zh: '贩卖毒品', en: 'drug trafficking' },
  arson: { zh: '放火', en: 'arson' },
  explosion: { zh: '爆炸', en: 'explosion' },
  kidnapping: { zh: '绑架', en: 'kidnapping' },
  hijacking: { zh: '劫持', en: 'hijacking' },
  poisoning: { zh: '投放危险物质', en: 'poisoning' },
  theft: { zh: '盗窃', en: 'theft' },
  snatching: { zh: '抢夺', en: 'snatching' },
  fraud: { zh: '诈骗', en: 'fraud' },
  telecom_fraud: { zh: '电信网络诈骗', en: 'telecom fraud' },
  other_criminal: { zh: '其他刑事案件', en: 'other criminal case' },
  public_order: { zh: '治安案件', en: 'public-order case' },
} as const;

const FOLLOW_UP_KINDS = {
  tip: { zh: '社情民意', en: 'tip' },
  hazard: { zh: '隐患', en: 'hazard' },
  request: { zh: '群众诉求', en: 'request' },
} as const;

const FOLLOW_UP_EVENTS = {
  raised: { zh: '登记', en: 'raised' },
  escalated: { zh: '上报', en: 'escalated' },
  closed: { zh: '办结', en: 'closed' },
} as const;

const COUNT_KINDS = {
  household_visited: { zh: '走访户数', en: 'households visited' },
  person_registered: { zh: '登记人员', en: 'persons registered' },
  dwelling_registered: { zh: '登记房屋', en: 'dwellings registered' },
  business_registered: { zh: '登记单位', en: 'businesses registered' },
  people_reached: { zh: '宣传覆盖', en: 'people reached' },
  service_delivered: { zh: '便民服务', en: 'services delivered' },
  family_helped: { zh: '帮扶家庭', en: 'families helped' },
  contact_card_issued: { zh: '发放联系卡', en: 'contact cards issued' },
  volunteer_shift: { zh: '群防群治', en: 'volunteer shifts' },
} as const;

const INCIDENT_KINDS = {
  petition: { zh: '上访', en: 'petition' },
  accident: { zh: '事故', en: 'accident' },
} as const;

const GRID = { zh: '村(社区)', en: 'grid' };
const OFFICER = { zh: '民辅警编号', en: 'officer' };
const EVENT = { zh: '事件', en: 'event' };
const CATEGORY = { zh: '类别', en: 'category' };
const KIND = { zh: '种类', en: 'kind' };
const COUNT = {
  names: { zh: '数量', en: 'count' },
  presence: 'required',
  kind: 'integer',
  minimum: 1,
  maximum: 100_000,
} as const;

/** The six lists, in the document's order. */
export const LISTS = {
  officerTime: {
    names: { zh: '工作时间', en: 'officer time' },
    key: ['officer', 'grid', 'activity'],
    fields: {
      officer: { names: OFFICER, presence: 'required', kind: 'officer' },
      activity: {
        names: { zh: '工作内容', en: 'activity' },
        presence: 'required',
        kind: 'choice',
        values: ACTIVITIES,
      },
      grid: {
        names: GRID,
        presence: { field: 'activity', required: activitiesOf('community') },
        kind: 'grid',
      },
      minutes: {
        names: { zh: '分钟', en: 'minutes' },
        presence: 'required',
        kind: 'integer',
        minimum: 1,
        maximum: MINUTES_PER_DAY,
      },
    },
  },
  disputes: {
    names: { zh: '矛盾纠纷', en: 'disputes' },
    key: ['dispute', 'event'],
    fields: {
      dispute: { names: { zh: '纠纷编号', en: 'dispute' }, presence: 'required', kind: 'id' },
      event: { names: EVENT, presence: 'required', kind: 'choice', values: DISPUTE_EVENTS },
      category: {
        names: CATEGORY,
        presence: { field: 'event', required: ['opened'] },
        kind: 'choice',
        values: DISPUTE_CATEGORIES,
      },
      grid: { names: GRID, presence: { field: 'event', required: ['opened'] }, kind: 'grid' },
      officer: {
        names: OFFICER,
        presence: { field: 'event', required: ['opened'] },
        kind: 'officer',
      },
      level: {
        names: { zh: '化解层级', en: 'level' },
        presence: { field: 'event', required: ['resolved'] },
        kind: 'choice',
        values: SETTLEMENT_LEVELS,
      },
    },
  },
  cases: {
    names: { zh: '案件', en: 'cases' },
    key: ['case', 'event'],
    fields: {
      case: { names: { zh: '案件编号', en: 'case' }, presence: 'required', kind: 'id' },
      event: { names: EVENT, presence: 'required', kind: 'choice', values: CASE_EVENTS },
      category: {
        names: CATEGORY,
        presence: { field: 'event', required: ['filed'], allowed: ['solved'] },
        kind: 'choice',
        values: CASE_CATEGORIES,
      },
      grid: { names: GRID, presence: { field: 'event', required: ['filed'] }, kind: 'grid' },
    },
  },
  followUps: {
    names: { zh: '群众事项', en: 'follow-ups' },
    key: ['item', 'event'],
    fields: {
      item: { names: { zh: '事项编号', en: 'item' }, presence: 'required', kind: 'id' },
      kind: { names: KIND, presence: 'required', kind: 'choice', values: FOLLOW_UP_KINDS },
      event: { names: EVENT, presence: 'required', kind: 'choice', values: FOLLOW_UP_EVENTS },
      grid: { names: GRID, presence: { field: 'event', required: ['raised'] }, kind: 'grid' },
    },
  },
  counts: {
    names: { zh: '工作数量', en: 'counts' },
    key: ['kind', 'grid', 'officer'],
    fields: {
      kind: { names: KIND, presence: 'required', kind: 'choice', values: COUNT_KINDS },
      grid: { names: GRID, presence: 'required', kind: 'grid' },
      officer: { names: OFFICER, presence: 'optional', kind: 'officer' },
      count: COUNT,
    },
  },
  incidents: {
    names: { zh: '上访和事故', en: 'incidents' },
    fields: {
      kind: { names: KIND, presence: 'required', kind: 'choice', values: INCIDENT_KINDS },
      grid: { names: GRID, presence: 'required', kind: 'grid' },
      count: COUNT,
    },
  },
} as const satisfies Record<string, List>;

export type ListName = keyof typeof LISTS;

export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** The document's own fields, besides the lists. */
export const HEADER = {
  schemaVersion: { zh: '版本', en: 'schemaVersion' },
  station: { zh: '派出所', en: 'station' },
  date: { zh: '日期', en: 'date' },
} as const satisfies Record<string, Names>;

type FieldValue<F> = F extends { readonly values: infer V }
  ? keyof V
  : F extends { readonly kind: 'integer' }
    ? number
    : string;

type Row<Fields> = {
  readonly [F in keyof Fields as Fields[F] extends { readonly presence: 'required' }
    ? F
    : never]: FieldValue<Fields[F]>;
} & {
  readonly [F in keyof Fields as Fields[F] extends { readonly presence: 'required' }
    ? never
    : F]?: FieldValue<Fields[F]>;
};

export type OfficerTimeRow = Row<(typeof LISTS)['officerTime']['fields']>;
export type DisputeRow = Row<(typeof LISTS)['disputes']['fields']>;
export type CaseRow = Row<(typeof LISTS)['cases']['fields']>;
export type FollowUpRow = Row<(typeof LISTS)['followUps']['fields']>;
export type CountRow = Row<(typeof LISTS)['counts']['fields']>;
export type IncidentRow = Row<(typeof LISTS)['incidents']['fields']>;

/** A submission that passed validation: one station, one day. */
export interface Submission {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** Code of a station in force on the day. */
  readonly station: string;
  /** `2024-04-15` */
  readonly date: string;
  readonly officerTime: readonly OfficerTimeRow[];
  readonly disputes: readonly DisputeRow[];
  readonly cases: readonly CaseRow[];
  readonly followUps: readonly FollowUpRow[];
  readonly counts: readonly CountRow[];
  readonly incidents: readonly IncidentRow[];
}
