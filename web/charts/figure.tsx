/** A chart with its frame: a title that says what it shows, its source, and the data behind it. */
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useChartWords } from './words.ts';

/** The data behind a chart; the first column names what a row is of. */
export interface ChartData {
  readonly columns: readonly string[];
  /** Cells as they are printed; a link where the chart can be clicked. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** What scrolls must be reachable by keyboard. */
const SCROLLABLE = { tabIndex: 0 };

export function Figure({
  title,
  caption,
  data,
  level = 2,
  controls,
  children,
}: {
  /** The answer, in a sentence. */
  readonly title: string;
  /** Unit, period, revision, completeness, source; what is empty falls away. */
  readonly caption: readonly (string | false | null | undefined)[];
  /** Undefined where the children are a table themselves. */
  readonly data?: ChartData | undefined;
  readonly level?: 2 | 3;
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}) {
  const { say } = useChartWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className="figure" aria-labelledby={id}>
      <Heading id={id}>{title}</Heading>
      {controls && <div className="controls">{controls}</div>}
      {children}
      <p className="caption">{caption.filter(Boolean).join(' · ')}</p>
      {data && (
        <>
          <Button
            className="no-print"
            size="small"
            type="link"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? say.hideData : say.showData}
          </Button>
          {isOpen && <DataTable data={data} label={say.dataOf(title)} />}
        </>
      )}
    </section>
  );
}

function DataTable({ data, label }: { readonly data: ChartData; readonly label: string }) {
  return (
    <section className="chart-data" aria-label={label} {...SCROLLABLE}>
      <table>
        <thead>
          <tr>
            {data.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ key, cells: [name, ...cells] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={data.columns[column + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
