/** Athena's JSON protocol in front of DuckDB, or of a Trino: queries over the lake. */
import { join } from 'node:path';
import type { Access } from '../access.ts';
import type { RunningServer } from '../http-server.ts';
import { type Caller, type JsonObject, ServiceError, serveJson } from '../json-server.ts';
import { type GlueTable, parseLocation } from './catalogue.ts';
import { openDuckDb } from './duckdb.ts';
import type { Lane } from './engine.ts';
import { createExecutions, type Execution, type Executions } from './executions.ts';
import { parseLiteral } from './literals.ts';
import { resultsPage } from './results.ts';
import { requireData, requireVia } from './rights.ts';
import { openTrino } from './trino.ts';
import type { TrinoAddress } from './trino-client.ts';

const LONGEST_STATEMENT_BYTES = 262_144;
const LONGEST_PARAMETER = 1024;

export interface WorkGroup {
  readonly name: string;
  /** `s3://bucket/prefix/` of the results. */
  readonly outputLocation: string | undefined;
  readonly bytesScannedCutoff: number | undefined;
  /** Whether these settings go before the caller's. */
  readonly enforced: boolean;
}

export interface AthenaOptions {
  readonly access: Access;
  readonly databases: readonly string[];
  readonly tables: readonly GlueTable[];
  readonly workGroups: readonly WorkGroup[];
  /** The folder in which a bucket's objects are plain files under their keys. */
  readonly folderOf: (bucket: string) => string;
  /** Puts a result object. */
  readonly putObject: (bucket: string, key: string, body: Uint8Array) => Promise<void>;
  readonly now: () => number;
  /** A free one where left out. */
  readonly port?: number;
  /** Runs the queries in place of DuckDB; its catalog must be able to read the tables' locations. */
  readonly trino?: TrinoAddress;
}

/** Serves Athena on loopback. Keeps nothing itself: results are objects, the rest is forgotten. */
export async function startAthena(options: AthenaOptions): Promise<RunningServer> {
  const { now } = options;
  const lanes = await openLanes(options);
  const executions = createExecutions({
    lanes,
    now,
    async write(location, body) {
      const { bucket, prefix: key } = parseLocation(location);
      await options.putObject(bucket, key, Buffer.from(body));
    },
  });
  const server = await serveJson(
    {
      service: 'athena',
      target: 'AmazonAthena',
      namespace: 'com.amazonaws.athena',
      operations: operations(options, executions),
    },
    options.access,
    options.port,
  );
  return {
    url: server.url,
    async close() {
      await executions.close();
      await server.close();
      for (const lane of lanes) lane.close();
    },
  };
}

async function openLanes(options: AthenaOptions): Promise<readonly Lane[]> {
  const { databases, tables, folderOf, now, trino } = options;
  if (trino) return openTrino(trino, databases, tables, now());
  const onDisk = tables.map((table) => {
    const { bucket, prefix } = parseLocation(table.location);
    return { table, folder: join(folderOf(bucket), prefix) };
  });
  // One alone: it uses every core, and two would take longer together, and more memory.
  return [await openDuckDb(databases, onDisk)];
}

type Operation = (input: JsonObject, caller: Caller) => JsonObject;

function operations(
  options: AthenaOptions,
  executions: Executions,
): Readonly<Record<string, Operation>> {
  const { access, workGroups, databases } = options;
  /** What a client request token stands for, so that a repeated start starts nothing. */
  const tokens = new Map<string, { readonly request: string; readonly id: string }>();

  function workGroupOf(name: string): WorkGroup {
    const found = workGroups.find((group) => group.name === name);
    return found ?? invalid(`WorkGroup ${name} is not found.`);
  }

  function execution(id: unknown, action: string, caller: Caller): Execution {
    const found = typeof id === 'string' ? executions.get(id) : undefined;
    if (!found) return invalid('QueryExecution was not found');
    caller.require(`athena:${action}`, `workgroup/${found.order.workGroup}`);
    return found;
  }

  function start(input: JsonObject, caller: Caller): JsonObject {
    const workGroup = workGroupOf(text(input.WorkGroup) ?? 'primary');
    caller.require('athena:StartQueryExecution', `workgroup/${workGroup.name}`);
    const statement = text(input.QueryString) ?? invalid('QueryString is required');
    if (Buffer.byteLength(statement) > LONGEST_STATEMENT_BYTES) invalid('QueryString is too long');
    const literals = texts(input.ExecutionParameters);
    const order = {
      statement,
      literals,
      parameters: literals.map((literal, index) => {
        if (literal.length < 1 || literal.length > LONGEST_PARAMETER) {
          return invalid(`Parameter ${index + 1} must have 1 to ${LONGEST_PARAMETER} characters`);
        }
        return parseLiteral(literal) ?? invalid(`Parameter ${index + 1} is not a SQL literal`);
      }),
      database: databaseOf(input),
      workGroup: workGroup.name,
      outputLocation: outputLocation(workGroup, input),
      scanLimit: workGroup.bytesScannedCutoff,
    };
    requireData(access, options.tables, caller, order);

    const token = text(input.ClientRequestToken);
    const request = JSON.stringify([order.database, statement, literals, workGroup.name]);
    const before = token === undefined ? undefined : tokens.get(token);
    if (before && executions.get(before.id)) {
      if (before.request !== request) invalid('Idempotent parameters do not match');
      return { QueryExecutionId: before.id };
    }
    const started = executions.start(order);
    if (!started) {
      throw new ServiceError('TooManyRequestsException', 'Rate exceeded', {
        members: { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' },
      });
    }
    if (token !== undefined) tokens.set(token, { request, id: started.id });
    for (const [known, { id }] of tokens) if (!executions.get(id)) tokens.delete(known);
    return { QueryExecutionId: started.id };
  }

  function databaseOf(input: JsonObject): string {
    const name = text(object(input.QueryExecutionContext)?.Database);
    const lower = name?.toLowerCase() ?? databases[0];
    return databases.find((known) => known === lower) ?? invalid('The database does not exist');
  }

  return {
    StartQueryExecution: start,
    GetQueryExecution: ({ QueryExecutionId: id }, caller) => ({
      QueryExecution: describe(execution(id, 'GetQueryExecution', caller)),
    }),
    BatchGetQueryExecution({ QueryExecutionIds: ids }, caller) {
      const found = texts(ids).filter((id) => executions.get(id));
      return {
        QueryExecutions: found.map((id) =>
          describe(execution(id, 'BatchGetQueryExecution', caller)),
        ),
        UnprocessedQueryExecutionIds: texts(ids)
          .filter((id) => !found.includes(id))
          .map((id) => ({ QueryExecutionId: id, ErrorCode: 'INVALID_QUERY_EXECUTION_ID' })),
      };
    },
    GetQueryResults(input, caller) {
      const found = execution(input.QueryExecutionId, 'GetQueryResults', caller);
      if (found.state !== 'SUCCEEDED') {
        return invalid(`Query has not yet finished. Current state: ${found.state}`);
      }
      const { bucket, prefix: key } = parseLocation(found.output);
      requireVia(access, caller, 's3', 's3:GetObject', `${bucket}/${key}`);
      if (!found.result) return invalid('The results are no longer kept here; read the object');
      return resultsPage(found.result, input) ?? invalid('MaxResults or NextToken is out of range');
    },
    StopQueryExecution({ QueryExecutionId: id }, caller) {
      executions.stop(execution(id, 'StopQueryExecution', caller));
      return {};
    },
    ListQueryExecutions(input, caller) {
      const { name } = workGroupOf(text(input.WorkGroup) ?? 'primary');
      caller.require('athena:ListQueryExecutions', `workgroup/${name}`);
      const own = executions.all().filter(({ order }) => order.workGroup === name);
      return { QueryExecutionIds: own.slice(0, 50).map(({ id }) => id) };
    },
    GetWorkGroup(input, caller) {
      const group = workGroupOf(text(input.WorkGroup) ?? '');
      caller.require('athena:GetWorkGroup', `workgroup/${group.name}`);
      return {
        WorkGroup: {
          Name: group.name,
          State: 'ENABLED',
          Configuration: {
            EnforceWorkGroupConfiguration: group.enforced,
            BytesScannedCutoffPerQuery: group.bytesScannedCutoff,
            ResultConfiguration: { OutputLocation: group.outputLocation },
          },
        },
      };
    },
  };
}

function outputLocation(workGroup: WorkGroup, input: JsonObject): string {
  const asked = text(object(input.ResultConfiguration)?.OutputLocation);
  const location = workGroup.enforced
    ? workGroup.outputLocation
    : (asked ?? workGroup.outputLocation);
  return location ?? invalid('No output location provided');
}

function describe(execution: Execution): JsonObject {
  const { id, order, state, reason, submittedAt, startedAt, completedAt } = execution;
  const until = (from: number, to: number | undefined) => Math.max(0, (to ?? from) - from);
  return {
    QueryExecutionId: id,
    Query: order.statement,
    StatementType: 'DML',
    SubstatementType: 'SELECT',
    WorkGroup: order.workGroup,
    QueryExecutionContext: { Database: order.database, Catalog: 'awsdatacatalog' },
    ResultConfiguration: { OutputLocation: execution.output },
    EngineVersion: {
      SelectedEngineVersion: 'Athena engine version 3',
      EffectiveEngineVersion: 'Athena engine version 3',
    },
    ...(order.literals.length > 0 ? { ExecutionParameters: order.literals } : {}),
    Status: {
      State: state,
      SubmissionDateTime: submittedAt / 1000,
      ...(completedAt === undefined ? {} : { CompletionDateTime: completedAt / 1000 }),
      ...(reason === undefined ? {} : { StateChangeReason: reason }),
      ...(state === 'FAILED'
        ? { AthenaError: { ErrorCategory: 2, Retryable: false, ErrorMessage: reason } }
        : {}),
    },
    Statistics: {
      DataScannedInBytes: execution.bytesScanned,
      QueryQueueTimeInMillis: until(submittedAt, startedAt),
      EngineExecutionTimeInMillis: until(startedAt ?? submittedAt, completedAt),
      TotalExecutionTimeInMillis: until(submittedAt, completedAt),
    },
  };
}

function invalid(message: string): never {
  throw new ServiceError('InvalidRequestException', message);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function object(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
}
