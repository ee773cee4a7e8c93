/** Rows of another system as rows of the contract, each with its station and day, or its errors. */
import type { Day } from '../calendar/day.ts';
import { writtenDay } from '../calendar/written-day.ts';
import type { Told } from '../drafts/received.ts';
import { type Field, LISTS, type List, type Names } from '../submissions/contract.ts';
import { ErrorList, type Refused } from '../submissions/errors.ts';
import { message, TEXT } from '../submissions/messages.ts';
import type { ErrorSink } from '../submissions/report.ts';
import { checkRow, presenceIn } from '../submissions/rows.ts';
import { closedDay, referenceOn, type SubmitterRole } from '../submissions/validate.ts';
import type { ReferenceBook } from '../units/book.ts';
import { codesByName } from '../units/names.ts';
import type { UnitTree } from '../units/tree.ts';
import { type FieldSource, type Mapping, mappedFields } from './mapping.ts';
import type { Table } from './table.ts';

/** A row that can wait in a draft. */
export interface JudgedRow extends Told {
  /** As a spreadsheet counts. */
  readonly at: number;
  readonly station: string;
}

/** One thing wrong with a row, in words that do not quote it. */
export interface ImportError {
  readonly row: number;
  /** The heading; null for the row as a whole, or for what has no column. */
  readonly column: string | null;
  readonly code: string;
  readonly messages: Names;
}

/** On whose account rows are imported. */
export interface Importer {
  /** The branch that the rows may touch. */
  readonly unit: string;
  readonly role: SubmitterRole;
  readonly today: Day;
}

/** The columns that a mapping names and a table lacks. */
export function missingColumns(
  { fields }: Mapping,
  { headings }: Table,
): Refused<'missing_column'> {
  const errors = new ErrorList<'missing_column'>();
  for (const [field, source] of Object.entries(fields)) {
    if (!('column' in source) || headings.includes(source.column)) continue;
    errors.add('missing_column', () => ({
      pointer: `/fields/${field}/column`,
      messages: {
        zh: `文件里没有「${source.column}」这一列，请核对文件或列对照`,
        en: `The file has no column "${source.column}"; check the file or the mapping`,
      },
    }));
  }
  return errors.refused();
}

/** One index for each value of an object, made when it is first asked for. */
function memo<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const held = made.get(key) ?? { value: make(key) };
    made.set(key, held);
    return held.value;
  };
}

/**
 * Judges the rows of a table one by one, by the contract's own checks of a row: gives those that
 * can wait, and tells `found` of what is wrong with the others, in words only where it asks.
 */
export function createJudge(
  mapping: Mapping,
  headings: readonly string[],
  book: ReferenceBook,
  importer: Importer,
  found: (describe: () => ImportError) => void,
) {
  const kinds = mappedFields(mapping.list);
  const list: List = LISTS[mapping.list];
  const stationsIn = memo((tree: UnitTree) => {
    const stations = tree.stationsOf(importer.unit);
    return { codes: new Set(stations.map(({ code }) => code)), names: codesByName(stations) };
  });
  const codesIn = memo((field: Field & { readonly kind: 'choice' }) => {
    const words = Object.entries(field.values).flatMap(([code, { zh, en }]) => [
      [zh, code] as const,
      [en, code] as const,
    ]);
    return new Map(words);
  });

  const placeOf = new Map(
    Object.entries(mapping.fields).map(([name, source]) => [
      name,
      'column' in source ? headings.indexOf(source.column) : -1,
    ]),
  );
  const columnOf = (name: string) => {
    const source = mapping.fields[name];
    return source && 'column' in source ? source.column : null;
  };
  /** What a field says in a row, translated; undefined where the cell is empty. */
  const said = (name: string, source: FieldSource, cells: readonly string[]) => {
    if ('constant' in source) return source.constant;
    const text = cells[placeOf.get(name) ?? -1] ?? '';
    const ours =
      source.values && Object.hasOwn(source.values, text) ? source.values[text] : undefined;
    return ours ?? (text === '' ? undefined : text);
  };

  return ({ row: at, cells }: Table['rows'][number]): JudgedRow | undefined => {
    const place = (name?: string) => {
      const column = name === undefined ? null : columnOf(name);
      const field = name === undefined ? undefined : kinds[name]?.names;
      return {
        zh: `第 ${at} 行${(column ?? field?.zh) ? `「${column ?? field?.zh}」` : ''}`,
        en: `row ${at}${(column ?? field?.en) ? `, ${column ?? field?.en}` : ''}`,
      };
    };
    const fail = (code: string, name: string, text: Names) => {
      const column = columnOf(name);
      found(() => ({ row: at, column, code, messages: message(place(name), text) }));
      return undefined;
    };
    const value = (name: string) => {
      const source = mapping.fields[name];
      return source && said(name, source, cells);
    };

    const dateText = value('date');
    if (dateText === undefined) return fail('missing_field', 'date', TEXT.missing);
    const day = writtenDay(String(dateText));
    if (day === undefined) return fail('invalid_date', 'date', TEXT.invalidDate);
    const closed = closedDay(day, importer);
    if (closed) return fail(closed[0], 'date', closed[1]);

    const stationText = value('station');
    if (stationText === undefined) return fail('missing_field', 'station', TEXT.missing);
    const stations = stationsIn(book.unitsOn(day));
    const station = stations.codes.has(String(stationText))
      ? String(stationText)
      : stations.names.get(String(stationText));
    if (station === undefined) return fail('unknown_station', 'station', TEXT.unknownStation);

    const row: Record<string, string | number> = {};
    const grids = book.gridsOn(day);
    for (const [name, field] of Object.entries(list.fields)) {
      const text = value(name);
      if (text === undefined) continue;
      row[name] = text;
      if (typeof text !== 'string') continue;
      if (field.kind === 'integer' && /^\d{1,9}$/.test(text)) row[name] = Number(text);
      if (field.kind === 'choice') {
        row[name] = Object.hasOwn(field.values, text) ? text : (codesIn(field).get(text) ?? text);
      }
      if (field.kind === 'grid') {
        row[name] = grids.get(text) ? text : (grids.codesByName(station).get(text) ?? text);
      }
    }
    // An export has all columns in every row: what this event does not have is not taken over.
    const taken = Object.fromEntries(
      Object.entries(row).filter(([name]) => {
        const field = list.fields[name];
        return field && presenceIn(row, list, field) !== 'absent';
      }),
    );
    let isFit = true;
    const errors: ErrorSink = {
      add(code, describe) {
        isFit = false;
        found(() => {
          const { pointer, messages } = describe();
          return { row: at, column: columnOf(pointer), code, messages };
        });
      },
    };
    const placeOfField = (name?: string) => ({ pointer: name ?? '', names: place(name) });
    checkRow(list, taken, placeOfField, referenceOn(book, day, station), errors);
    return isFit ? { at, station, day, list: mapping.list, row: taken } : undefined;
  };
}
