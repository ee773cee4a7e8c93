/**
 * The tables of the lake, written once: the Glue tables, the Parquet schemas, the row types and
 * the catalogue page all come from here.
 */

export type ColumnType = 'string' | 'int' | 'bigint' | 'double' | 'boolean' | 'date';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
}

export interface LakeTable {
  readonly name: string;
  readonly description: string;
  /**
   * The folder a row lies in: one object a city in each. Officer time is cut by day, the event
   * tables, of which a run reads up to two years, by month. Reference tables are one object.
   */
  readonly partition:
    | { readonly name: 'day'; readonly format: 'yyyy-MM-dd' }
    | { readonly name: 'month'; readonly format: 'yyyy-MM' }
    | null;
  readonly columns: readonly Column[];
}

type Columns = Record<string, readonly [ColumnType, string]>;

function table(
  name: string,
  description: string,
  partition: LakeTable['partition'],
  columns: Columns,
): LakeTable {
  return {
    name,
    description,
    partition,
    columns: Object.entries(columns).map(([column, [type, text]]) => ({
      name: column,
      type,
      description: text,
    })),
  };
}

const BY_DAY = { name: 'day', format: 'yyyy-MM-dd' } as const;
const BY_MONTH = { name: 'month', format: 'yyyy-MM' } as const;

const STATION: Columns[string] = ['string', 'station that sent the row'];
const EVENT_DAY: Columns[string] = ['date', 'day of the submission that carries the row'];
const POSITION: Columns[string] = ['int', "the row's place in its list, from 0"];
const GRID: Columns[string] = ['string', 'village or community; null where the row names none'];
const VALID_FROM: Columns[string] = ['date', 'first day in force'];
const VALID_TO: Columns[string] = ['date', 'first day no longer in force; 9999-12-31 while it is'];

/** Tables made from submissions. */
export const SUBMISSION_TABLES = [
  table('station_days', 'One row a station and day with a submission', BY_MONTH, {
    day: EVENT_DAY,
    station: STATION,
    revision: ['int', 'the revision that counts'],
    on_time: ['boolean', 'whether the first revision came before noon of the next day'],
    first_received: ['string', 'when the first revision came, Asia/Shanghai'],
    received: ['string', 'when the revision that counts came, Asia/Shanghai'],
  }),
  table('officer_time', "Officers' minutes by activity", BY_DAY, {
    station: STATION,
    position: POSITION,
    officer: ['string', 'service number'],
    activity: ['string', 'what the time was spent on'],
    grid: GRID,
    minutes: ['int', 'minutes, 1 to 1440'],
  }),
  table('disputes', 'Events of disputes', BY_MONTH, {
    day: EVENT_DAY,
    station: STATION,
    position: POSITION,
    dispute: ['string', "the station's own id of the dispute"],
    event: ['string', 'opened, resolved, escalated, reopened'],
    category: ['string', 'with opened'],
    grid: GRID,
    officer: ['string', 'service number, with opened'],
    level: ['string', 'where it was settled, with resolved'],
  }),
  table('cases', 'Events of cases', BY_MONTH, {
    day: EVENT_DAY,
    station: STATION,
    position: POSITION,
    case_id: ['string', "the station's own id of the case"],
    event: ['string', 'filed, solved, withdrawn'],
    category: ['string', 'with filed; with solved for an old case'],
    grid: GRID,
  }),
  table('follow_ups', 'Events of tips, hazards and requests', BY_MONTH, {
    day: EVENT_DAY,
    station: STATION,
    position: POSITION,
    item: ['string', "the station's own id of the item"],
    kind: ['string', 'tip, hazard, request'],
    event: ['string', 'raised, escalated, closed'],
    grid: GRID,
  }),
  table('counts', 'Counts of work done', BY_MONTH, {
    day: EVENT_DAY,
    station: STATION,
    position: POSITION,
    kind: ['string', 'household_visited, people_reached, …'],
    grid: GRID,
    officer: ['string', 'service number, where given'],
    quantity: ['int', 'how many'],
  }),
  table('incidents', 'Petitions and accidents', BY_MONTH, {
    day: EVENT_DAY,
    station: STATION,
    position: POSITION,
    kind: ['string', 'petition, accident'],
    grid: GRID,
    quantity: ['int', 'how many'],
  }),
] as const satisfies readonly LakeTable[];

/** Tables made from reference data, every version with its days in force. */
export const REFERENCE_TABLES = [
  table('units', 'Units of all versions', null, {
    code: ['string', '12 digits'],
    name: ['string', 'name'],
    level: ['string', 'province, city, county, station'],
    parent: ['string', 'code of the unit above; null for the province'],
    area: ['string', 'urban, rural'],
    valid_from: VALID_FROM,
    valid_to: VALID_TO,
  }),
  table('grids', 'Villages and communities of all versions', null, {
    code: ['string', '12 digits'],
    name: ['string', 'name'],
    station: ['string', 'its station'],
    kind: ['string', 'village, community'],
    households: ['int', 'households'],
    population: ['int', 'people'],
    valid_from: VALID_FROM,
    valid_to: VALID_TO,
  }),
  table('roster', 'Officers of all versions', null, {
    officer: ['string', 'service number'],
    station: ['string', 'station whose roster names the officer'],
    role: ['string', 'community_officer, auxiliary, other'],
    valid_from: VALID_FROM,
    valid_to: VALID_TO,
  }),
  table('roster_grids', 'Grids that roster rows name', null, {
    officer: ['string', 'service number'],
    grid: ['string', 'grid'],
    valid_from: VALID_FROM,
    valid_to: VALID_TO,
  }),
  table(
    'successions',
    'Mergers and renamings, chains of them followed to each later station',
    null,
    {
      from_station: ['string', 'station that handed over'],
      to_station: ['string', 'station that took over, at once or through others'],
      since: ['date', 'first day on which all steps of the chain hold'],
      steps: ['int', 'length of the chain'],
      valid_from: VALID_FROM,
      valid_to: VALID_TO,
    },
  ),
  table('staffing', "Counties' police of all versions", null, {
    county: ['string', 'county'],
    county_police: ['int', 'police of the county'],
    station_police: ['int', 'police in its stations'],
    community_police: ['int', 'community police'],
    offices: ['int', 'police offices'],
    posts: ['int', 'police posts'],
    valid_from: VALID_FROM,
    valid_to: VALID_TO,
  }),
  table('surveys', 'Answers to surveys, latest version', null, {
    unit: ['string', 'unit the row names'],
    month: ['string', '2024-04'],
    kind: ['string', 'awareness, satisfaction, safety'],
    respondents: ['int', 'asked'],
    positive: ['int', 'answered positively'],
  }),
  table('leadership', 'Work of county and city leaders, latest version', null, {
    unit: ['string', 'unit the row names'],
    month: ['string', '2024-04'],
    leader_visits: ['int', "visits to leaders' contact points"],
    consultations: ['int', 'consultations on community policing'],
  }),
] as const satisfies readonly LakeTable[];

export const LAKE_TABLES: readonly LakeTable[] = [...SUBMISSION_TABLES, ...REFERENCE_TABLES];

/** A cell as compaction writes it: dates as `2024-04-15`. */
export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export type SubmissionTableName =
  | 'station_days'
  | 'officer_time'
  | 'disputes'
  | 'cases'
  | 'follow_ups'
  | 'counts'
  | 'incidents';

/** The table of that name. */
export function lakeTable(name: string): LakeTable {
  const found = LAKE_TABLES.find((entry) => entry.name === name);
  if (!found) throw new Error(`no table ${name} in the lake`);
  return found;
}

/** Key of a city's object of a partition (`partition` a day or month), or of a reference table. */
export function lakeKey(name: string, partition?: string, city?: string): string {
  const { partition: by } = lakeTable(name);
  return by ? `lake/${name}/${by.name}=${partition}/${city}.parquet` : `lake/${name}/data.parquet`;
}
