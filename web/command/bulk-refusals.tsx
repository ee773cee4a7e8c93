/** What came of a file's lines: the results to download, and the first that were refused. */
import { Alert, Button, Table, type TableColumnsType } from 'antd';
import { useEffect, useState } from 'react';
import { count } from '../format.ts';
import { get } from '../resource.ts';
import { Loading } from '../states.tsx';
import { type BulkState, type RefusedLine, refusedLines } from './bulk.ts';
import { useBulkWords } from './bulk-words.ts';

/** So many refused lines are listed. */
const LISTED = 200;

export function Refusals({ state }: { readonly state: BulkState }) {
  if (state.results === null) return null;
  return (
    <>
      <ResultsButton id={state.id} />
      {state.refused > 0 && <RefusedTable state={state} results={state.results} />}
    </>
  );
}

function RefusedTable({ state, results }: { readonly state: BulkState; readonly results: string }) {
  const { language, say } = useBulkWords();
  const [attempt, setAttempt] = useState(0);
  const [read, setRead] = useState<{ readonly of: number; readonly lines: RefusedLine[] | null }>();
  const { refused } = state;
  useEffect(() => {
    const controller = new AbortController();
    const most = Math.min(LISTED, refused);
    readRefused(results, most, controller.signal).then((lines) => {
      if (!controller.signal.aborted) setRead({ of: attempt, lines });
    });
    return () => controller.abort();
  }, [results, refused, attempt]);
  const lines = read?.of === attempt ? read.lines : undefined;
  if (lines === undefined) return <Loading rows={6} />;
  if (lines === null) {
    return (
      <Alert
        type="warning"
        showIcon
        title={say.resultsFailed}
        action={<Button onClick={() => setAttempt(attempt + 1)}>{say.retry}</Button>}
      />
    );
  }
  const columns: TableColumnsType<RefusedLine> = [
    {
      title: say.line,
      key: 'line',
      width: 72,
      onCell: () => ({ className: 'command-top' }),
      align: 'right',
      render: (_, { line }) => <span className="number">{count(line)}</span>,
    },
    {
      title: say.message,
      key: 'message',
      render: (_, { errors, more }) => (
        <ul className="command-errors">
          {errors.map(({ code, pointer, messages }) => (
            <li key={`${code} ${pointer}`}>
              {messages[language]}{' '}
              <span className="quiet">{[code, pointer].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
          {more !== undefined && <li className="quiet">{say.more(count(more))}</li>}
        </ul>
      ),
    },
  ];
  return (
    <section aria-labelledby="refused" className="command-section">
      <h2 id="refused">{say.refusedTitle(count(lines.length), count(refused))}</h2>
      <Table<RefusedLine>
        size="small"
        rowKey={({ line }) => line}
        columns={columns}
        dataSource={lines}
        pagination={false}
      />
    </section>
  );
}

/** The refused lines; null where the results cannot be read. */
async function readRefused(
  results: string,
  most: number,
  signal: AbortSignal,
): Promise<RefusedLine[] | null> {
  try {
    const response = await fetch(results, { signal });
    return response.ok && response.body ? await refusedLines(response.body, most) : null;
  } catch {
    // Offline, gone, or the page was left.
    return null;
  }
}

/** The link to the results holds for an hour: it is asked for when it is used. */
function ResultsButton({ id }: { readonly id: string }) {
  const { language, say } = useBulkWords();
  const [problem, setProblem] = useState(false);
  const download = async () => {
    const answer = await get<BulkState>(`/submissions/bulk/${id}`, language);
    const link = answer.ok ? answer.value.results : null;
    setProblem(link === null);
    if (link !== null) location.assign(link);
  };
  return (
    <div className="controls">
      <Button type="primary" onClick={() => void download()}>
        {say.results}
      </Button>
      <span className="quiet">{say.resultsHint}</span>
      <span role="alert" className="command-fault">
        {problem ? say.resultsFailed : ''}
      </span>
    </div>
  );
}
