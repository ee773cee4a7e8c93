import type { Day } from '../calendar/day.ts';
import type { ObjectStore } from '../ports.ts';
import type { ReferenceBook } from '../units/book.ts';
import type { ReferenceKind, ReferenceRows, Succession, VersionOf } from '../units/kinds.ts';
import { encodeParquet } from './parquet.ts';
import { lakeKey, lakeTable, REFERENCE_TABLES, type Row } from './tables.ts';

/** The `valid_to` of what is still in force. */
const FOR_NOW = '9999-12-31';

/**
 * The rows of every version of a kind that is in force on any day, with the days it is: a version
 * ends where the next begins, and of two with one effective day the later one stands.
 */
function inForce<K extends ReferenceKind>(
  book: ReferenceBook,
  kind: K,
): { row: ReferenceRows[K]; valid: { valid_from: Day; valid_to: Day } }[] {
  const starts = [
    ...new Set(book.versions.filter((one) => one.kind === kind).map((one) => one.effective)),
  ].sort();
  return starts.flatMap((effective, index) => {
    const version = book.versionOn(kind, effective) as VersionOf<K>;
    const valid = { valid_from: effective, valid_to: starts[index + 1] ?? FOR_NOW };
    return (version.rows as readonly ReferenceRows[K][]).map((row) => ({ row, valid }));
  });
}

/** Each station with every later one that its past comes to, by chains of any length. */
function chains(successions: readonly Succession[]): Row[] {
  const byFrom = new Map(successions.map((row) => [row.from, row]));
  return successions.flatMap(({ from }) => {
    const rows: Row[] = [];
    let since = '';
    for (let step = byFrom.get(from); step; step = byFrom.get(step.to)) {
      since = step.since > since ? step.since : since;
      rows.push({ from_station: from, to_station: step.to, since, steps: rows.length + 1 });
    }
    return rows;
  });
}

function successionRows(book: ReferenceBook): Row[] {
  const byVersion = Map.groupBy(inForce(book, 'successions'), ({ valid }) => valid.valid_from);
  return [...byVersion.values()].flatMap((rows) =>
    chains(rows.map(({ row }) => row)).map((row) => ({ ...row, ...rows[0]?.valid })),
  );
}

/** Reference data as the lake's tables hold it: all versions with their days, by table. */
export function referenceRows(book: ReferenceBook): ReadonlyMap<string, readonly Row[]> {
  const dated = (kind: 'units' | 'grids' | 'staffing'): Row[] =>
    inForce(book, kind).map(({ row, valid }) => ({ ...row, ...valid }));
  const roster = inForce(book, 'roster');
  return new Map<string, readonly Row[]>([
    ['units', dated('units')],
    ['grids', dated('grids')],
    ['staffing', dated('staffing')],
    [
      'roster',
      roster.map(({ row: { officer, station, role }, valid }) => ({
        officer,
        station,
        role,
        ...valid,
      })),
    ],
    [
      'roster_grids',
      roster.flatMap(({ row: { officer, grids }, valid }) =>
        grids.map((grid) => ({ officer, grid, ...valid })),
      ),
    ],
    ['successions', successionRows(book)],
    ['surveys', book.surveys().map(({ period: month, ...row }) => ({ month, ...row }))],
    ['leadership', book.leadership().map((row) => ({ ...row }))],
  ]);
}

/** Names the versions that the tables were made from; beside the tables, so gone when they are. */
const VERSIONS_KEY = 'lake/reference-versions.json';

/**
 * Writes every reference table to the lake, each as one object, unless they are there as they
 * should be: made from the same versions.
 */
export async function writeReferenceTables(
  objects: ObjectStore,
  book: ReferenceBook,
): Promise<void> {
  const versions = JSON.stringify(
    book.versions.map(({ kind, version, effective }) => [kind, version, effective]),
  );
  const [held, ...tables] = await Promise.all([
    objects.get(VERSIONS_KEY),
    ...REFERENCE_TABLES.map(({ name }) => objects.head(lakeKey(name))),
  ]);
  const isMade = held && new TextDecoder().decode(held.body) === versions;
  if (isMade && tables.every((table) => table !== undefined)) return;
  const rows = referenceRows(book);
  await Promise.all(
    REFERENCE_TABLES.map(({ name }) =>
      objects.put(lakeKey(name), encodeParquet(lakeTable(name), rows.get(name) ?? [])),
    ),
  );
  await objects.put(VERSIONS_KEY, versions);
}

/** Every city that any version of the units knows: their ledgers may have days to compact. */
export function citiesOf(book: ReferenceBook): string[] {
  const codes = book.versions.flatMap((version) =>
    version.kind === 'units'
      ? version.rows.filter(({ level }) => level === 'city').map(({ code }) => code)
      : [],
  );
  return [...new Set(codes)].sort();
}
