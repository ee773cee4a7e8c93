import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { type QueryEngine, QueryFailed, type QueryResult } from '../ports.ts';

// Deadlines are spans of time, so they are held against a clock that nobody sets.
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;
/** Less than a function's 15 minutes, so that there is time to say what happened. */
const DEADLINE_MS = 10 * 60_000;
/** What Athena says when its quotas are used up: normal, and over soon. */
const BUSY = new Set(['TooManyRequestsException', 'ThrottlingException']);

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * The query engine over Athena. Parameters go as SQL literals beside the statement, which the
 * engine binds. A busy service is asked again; when `deadlineMs` (10 minutes where left out) has
 * passed since the call, the query is stopped and QueryFailed thrown.
 */
export function createQueryEngine(
  client: AthenaClient,
  options: {
    readonly workGroup: string;
    readonly database: string;
    readonly deadlineMs?: number;
  },
): QueryEngine {
  const { workGroup, database, deadlineMs = DEADLINE_MS } = options;
  return {
    async query(statement, parameters) {
      const deadline = performance.now() + deadlineMs;
      const { QueryExecutionId: id } = await patiently(deadline, () =>
        client.send(
          new StartQueryExecutionCommand({
            QueryString: statement,
            WorkGroup: workGroup,
            QueryExecutionContext: { Database: database },
            ...(parameters.length > 0 ? { ExecutionParameters: parameters.map(literal) } : {}),
          }),
        ),
      );
      if (id === undefined) throw new Error('Athena gave no id');
      try {
        const execution = await finished(client, id, deadline);
        if (execution.Status?.State !== 'SUCCEEDED') {
          throw new QueryFailed(withoutValues(reasonOf(execution), parameters));
        }
        const bytesScanned = execution.Statistics?.DataScannedInBytes ?? 0;
        return { ...(await results(client, id, deadline)), bytesScanned };
      } catch (error) {
        if (error instanceof DeadlinePassed) await stop(client, id);
        throw error;
      }
    },
  };
}

/** The query is given up because it took too long. */
class DeadlinePassed extends QueryFailed {}

/** Stops a query that nobody waits for any more; where even that fails, its scan limit ends it. */
async function stop(client: AthenaClient, id: string): Promise<void> {
  await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => undefined);
}

/** The parameter as a SQL literal. */
function literal(value: string | number): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (!Number.isSafeInteger(value)) throw new Error('a parameter is a text or a whole number');
  return String(value);
}

async function finished(
  client: AthenaClient,
  id: string,
  deadline: number,
): Promise<QueryExecution> {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)) {
    const { QueryExecution: execution } = await patiently(deadline, () =>
      client.send(new GetQueryExecutionCommand({ QueryExecutionId: id })),
    );
    const state = execution?.Status?.State;
    if (execution && state !== 'QUEUED' && state !== 'RUNNING') return execution;
    if (performance.now() >= deadline)
      throw new DeadlinePassed('the query took longer than it may');
    await pause(Math.min(wait, Math.max(deadline - performance.now(), 0)));
  }
}

/** Every page; the first row of the first is the header. */
async function results(
  client: AthenaClient,
  id: string,
  deadline: number,
): Promise<Omit<QueryResult, 'bytesScanned'>> {
  const rows: (string | null)[][] = [];
  let columns: string[] = [];
  let token: string | undefined;
  do {
    const page = await patiently(deadline, () =>
      client.send(
        new GetQueryResultsCommand({
          QueryExecutionId: id,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      ),
    );
    if (token === undefined) {
      columns = (page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name }) => Name ?? '');
    }
    for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
      rows.push(columns.map((_, index) => Data[index]?.VarCharValue ?? null));
    }
    token = page.NextToken;
  } while (token !== undefined);
  return { columns, rows: rows.slice(1) };
}

/** Asks again while the service is busy and the deadline has not passed. */
async function patiently<T>(deadline: number, ask: () => Promise<T>): Promise<T> {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await ask();
    } catch (error) {
      const busy = error instanceof Error && BUSY.has(error.name);
      if (!busy) throw error;
      if (performance.now() >= deadline) {
        throw new DeadlinePassed('Athena was busy longer than we may wait', { cause: error });
      }
      // Spread, so that those who were turned away together do not come back together.
      await pause(wait * (0.5 + Math.random()));
    }
  }
}

function reasonOf({ Status }: QueryExecution): string {
  return Status?.StateChangeReason ?? `the query ended as ${Status?.State}`;
}

/** The engine's words without what it quotes of the parameters. */
function withoutValues(reason: string, parameters: readonly (string | number)[]): string {
  return parameters.reduce<string>(
    (text, value) => text.replaceAll(`'${value}'`, '?').replaceAll(`"${value}"`, '?'),
    reason,
  );
}
