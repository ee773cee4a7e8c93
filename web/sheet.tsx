/** A plain table of some dozens or hundreds of rows: head and first column stay, what is wide scrolls in itself. */
import { Fragment, type ReactNode } from 'react';

export interface Column {
  readonly key: string;
  readonly title: ReactNode;
  /** Right-aligned, with figures of one width. */
  readonly isNumber?: boolean;
}

export interface Row {
  readonly key: string;
  /** By the keys of the columns, of which the first names the row. */
  readonly cells: Readonly<Record<string, ReactNode>>;
  /** What is opened below the row, over its whole width. */
  readonly below?: ReactNode;
}

/** What scrolls must be reachable by keyboard. */
const SCROLLABLE = { tabIndex: 0 };

export function Sheet({
  label,
  columns,
  rows,
  isTall = false,
}: {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Grows with its rows; else it scrolls past the height of a window. */
  readonly isTall?: boolean;
}) {
  return (
    <section className={isTall ? 'sheet tall' : 'sheet'} aria-label={label} {...SCROLLABLE}>
      <table>
        <thead>
          <tr>
            {columns.map(({ key, title, isNumber }) => (
              <th key={key} scope="col" className={isNumber ? 'figure-cell' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, below }) => (
            <Fragment key={key}>
              <tr className={below ? 'open' : ''}>
                {columns.map((column, place) =>
                  place === 0 ? (
                    <th key={column.key} scope="row">
                      {cells[column.key]}
                    </th>
                  ) : (
                    <td key={column.key} className={column.isNumber ? 'figure-cell' : ''}>
                      {cells[column.key]}
                    </td>
                  ),
                )}
              </tr>
              {below && (
                <tr className="below">
                  <td colSpan={columns.length}>
                    <div className="below-content">{below}</div>
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
