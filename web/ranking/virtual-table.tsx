/**
 * A table of thousands of rows, of which only those are drawn that are seen: a real table to
 * whoever hears it, its head and first columns staying. Every row has the same height.
 */
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { windowOf } from './window.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** In pixels; the last column takes what is left. */
  readonly width: number;
  /** On a telephone, where it may be narrower. */
  readonly narrow?: number;
  readonly isNumber?: boolean;
  /** Stays where the table is scrolled sideways; only the first columns. */
  readonly stays?: boolean;
  /** The row's name, for who hears it. */
  readonly isName?: boolean;
  /** Whether the table can be sorted by it; `down` where the greatest is wanted first. */
  readonly sort?: 'up' | 'down';
  readonly render: (row: Row) => ReactNode;
}

export interface Sorting {
  /** A column's key; `-` before it: the greatest first. */
  readonly by: string;
  readonly to: (by: string) => void;
}

const ROW = 44;
const FEW = 60;

/** Where each table was scrolled to, so that going back finds it there. */
const places = new Map<string, number>();

export function VirtualTable<Row>({
  label,
  columns: given,
  rows,
  keyOf,
  sorting,
  isBegin,
  isMarked,
  place,
  few = FEW,
}: {
  readonly label: string;
  /** The same array until something of it changes: useMemo. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sorting?: Sorting;
  /** Whether a line is drawn above the row, since something else begins with it. */
  readonly isBegin?: (row: Row, before: Row) => boolean;
  readonly isMarked?: (row: Row) => boolean;
  /** What is shown, in a word: another one begins at the top, the same one where it was left. */
  readonly place: string;
  /** Up to so many rows all are drawn, and the page itself scrolls. */
  readonly few?: number;
}) {
  const scroller = useRef<HTMLElement>(null);
  const isLong = rows.length > few;
  const [shown, setShown] = useState({ from: 0, to: FEW });
  const all = { from: 0, to: rows.length };
  const isPrinting = useMedia('print');
  const isNarrow = useMedia('(max-width: 600px)');
  const columns = useMemo(
    () => given.map((one) => (isNarrow && one.narrow ? { ...one, width: one.narrow } : one)),
    [given, isNarrow],
  );
  const { from, to } = isLong && !isPrinting ? clipped(shown, rows.length) : all;
  const count = rows.length;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isLong) return;
    const move = () => {
      const next = windowOf(count, ROW, element.scrollTop, element.clientHeight);
      setShown((now) => (now.from === next.from && now.to === next.to ? now : next));
      places.set(place, element.scrollTop);
    };
    element.scrollTop = places.get(place) ?? 0;
    move();
    element.addEventListener('scroll', move, { passive: true });
    window.addEventListener('resize', move);
    return () => {
      element.removeEventListener('scroll', move);
      window.removeEventListener('resize', move);
    };
  }, [count, isLong, place]);

  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const staying = stayingOf(columns);
  return (
    <section
      ref={scroller}
      className={isLong ? 'ranking-table ranking-table-long' : 'ranking-table'}
      aria-label={label}
      {...SCROLLABLE}
    >
      <table style={{ minWidth: width }} aria-rowcount={count + 1}>
        <colgroup>
          {columns.map((column, index) => (
            <col
              key={column.key}
              style={index < columns.length - 1 ? { width: column.width } : undefined}
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => (
              <Head key={column.key} column={column} left={staying[index]} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space rows={from} columns={columns.length} />
          {rows.slice(from, to).map((row, index) => {
            const before = rows[from + index - 1];
            return (
              <Line
                key={keyOf(row)}
                row={row}
                index={from + index + 2}
                columns={columns}
                isBegin={before !== undefined && isBegin?.(row, before) === true}
                isMarked={isMarked?.(row) === true}
              />
            );
          })}
          <Space rows={count - to} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

/** What scrolls must be reachable by keyboard. */
const SCROLLABLE = { tabIndex: 0 };

function clipped({ from, to }: { from: number; to: number }, count: number) {
  return { from: Math.min(from, Math.max(0, count - FEW)), to: Math.min(to, count) };
}

/** For each column that stays, how far from the left. */
function stayingOf<Row>(columns: readonly Column<Row>[]): (number | undefined)[] {
  let left = 0;
  return columns.map(({ stays, width }) => {
    const at = left;
    left += width;
    return stays ? at : undefined;
  });
}

function Head<Row>({
  column: { key, title, isNumber, sort },
  left,
  sorting,
}: {
  readonly column: Column<Row>;
  readonly left: number | undefined;
  readonly sorting: Sorting | undefined;
}) {
  const isUp = sorting?.by === key;
  const isDown = sorting?.by === `-${key}`;
  const first = sort === 'down' ? `-${key}` : key;
  const second = sort === 'down' ? key : `-${key}`;
  return (
    <th
      scope="col"
      className={classes(isNumber && 'ranking-number', left !== undefined && 'ranking-stays')}
      style={{ left }}
      {...((isUp || isDown) && { 'aria-sort': isUp ? 'ascending' : 'descending' })}
    >
      {sorting && sort ? (
        <button type="button" onClick={() => sorting.to(sorting.by === first ? second : first)}>
          {title}
          <span aria-hidden="true">{isUp ? ' ▲' : isDown ? ' ▼' : ''}</span>
        </button>
      ) : (
        title
      )}
    </th>
  );
}

interface LineProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly isBegin: boolean;
  readonly isMarked: boolean;
}

function PlainLine<Row>({ row, index, columns, isBegin, isMarked }: LineProps<Row>) {
  const staying = stayingOf(columns);
  return (
    <tr
      aria-rowindex={index}
      className={classes(isBegin && 'ranking-begin', isMarked && 'ranking-marked')}
    >
      {columns.map((column, place) => {
        const left = staying[place];
        const className = classes(
          column.isNumber && 'ranking-number',
          left !== undefined && 'ranking-stays',
        );
        return column.isName ? (
          <th key={column.key} scope="row" className={className} style={{ left }}>
            {column.render(row)}
          </th>
        ) : (
          <td key={column.key} className={className} style={{ left }}>
            {column.render(row)}
          </td>
        );
      })}
    </tr>
  );
}

/** A row that has not changed is not made again while others scroll in. */
const Line = memo(PlainLine) as typeof PlainLine;

/** The room of the rows that are not drawn. */
function Space({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr className="ranking-space">
      <td colSpan={columns} style={{ height: rows * ROW }} />
    </tr>
  );
}

/** On paper all rows are there; on a telephone columns are narrower. */
function useMedia(query: string): boolean {
  const [isSo, setSo] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const change = () => setSo(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, [query]);
  return isSo;
}

const classes = (...names: readonly (string | false | undefined)[]) =>
  names.filter(Boolean).join(' ') || undefined;
