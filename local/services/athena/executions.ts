/** Query executions: their states, the queue before the lanes, and their results. */
import { randomUUID } from 'node:crypto';
import { type Lane, type Outcome, StatementFault } from './engine.ts';
import type { Literal } from './literals.ts';
import { csv } from './text.ts';

/** Executions remembered, and how many of the latest keep their rows for GetQueryResults. */
const REMEMBERED = 1000;
const WITH_ROWS = 100;
/** Queries running and queued, all callers together; Athena's own default for one account. */
export const ACTIVE_LIMIT = 25;

export type State = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface Order {
  readonly statement: string;
  readonly parameters: readonly Literal[];
  readonly literals: readonly string[];
  readonly database: string;
  readonly workGroup: string;
  /** `s3://bucket/prefix/` */
  readonly outputLocation: string;
  readonly scanLimit: number | undefined;
}

export interface Execution {
  readonly id: string;
  readonly order: Order;
  /** `s3://bucket/prefix/<id>.csv` */
  readonly output: string;
  readonly submittedAt: number;
  state: State;
  reason?: string;
  startedAt?: number;
  completedAt?: number;
  bytesScanned: number;
  result?: Outcome;
  readonly cancelling: AbortController;
}

export interface Executions {
  /** Queues the query; undefined where too many are active. */
  start(order: Order): Execution | undefined;
  get(id: string): Execution | undefined;
  /** Newest first. */
  all(): readonly Execution[];
  /** Ends an active query; one that is over stays as it is. */
  stop(execution: Execution): void;
  /** Cancels what is active and waits for it. */
  close(): Promise<void>;
}

/** Runs queries in the lanes, first come, first served. */
export function createExecutions(options: {
  readonly lanes: readonly Lane[];
  readonly now: () => number;
  /** Writes a result object. */
  readonly write: (location: string, body: string) => Promise<void>;
}): Executions {
  const { now, write } = options;
  const known = new Map<string, Execution>();
  const queue: Execution[] = [];
  const idle = [...options.lanes];
  const working = new Set<Promise<void>>();

  function next(): void {
    while (idle.length > 0 && queue.length > 0) {
      const lane = idle.pop() as Lane;
      const work = execute(queue.shift() as Execution, lane).finally(() => {
        working.delete(work);
        idle.push(lane);
        next();
      });
      working.add(work);
    }
  }

  async function execute(execution: Execution, lane: Lane): Promise<void> {
    const { order, cancelling } = execution;
    execution.state = 'RUNNING';
    execution.startedAt = now();
    try {
      const outcome = await lane.run({
        ...order,
        now: execution.startedAt,
        cancelled: cancelling.signal,
      });
      execution.bytesScanned = outcome.bytesScanned;
      if (order.scanLimit !== undefined && outcome.bytesScanned > order.scanLimit) {
        end(execution, 'CANCELLED', 'Bytes scanned limit was exceeded');
        return;
      }
      await write(execution.output, csv(outcome.columns, outcome.rows));
      cancelling.signal.throwIfAborted();
      execution.result = outcome;
      end(execution, 'SUCCEEDED');
    } catch (error) {
      if (cancelling.signal.aborted) end(execution, 'CANCELLED', 'Query cancelled by user');
      else if (error instanceof StatementFault) end(execution, 'FAILED', error.message);
      else {
        console.error(error);
        end(execution, 'FAILED', 'INTERNAL_ERROR: the engine failed');
      }
    }
  }

  function end(execution: Execution, state: State, reason?: string): void {
    execution.state = state;
    execution.completedAt = now();
    if (reason !== undefined) execution.reason = reason;
    const ids = [...known.keys()];
    for (const id of ids.slice(0, -REMEMBERED)) known.delete(id);
    for (const id of ids.slice(0, -WITH_ROWS)) delete known.get(id)?.result;
  }

  return {
    start(order) {
      if (queue.length + working.size >= ACTIVE_LIMIT) return undefined;
      const id = randomUUID();
      const execution: Execution = {
        id,
        order,
        output: `${order.outputLocation.replace(/\/?$/, '/')}${id}.csv`,
        submittedAt: now(),
        state: 'QUEUED',
        bytesScanned: 0,
        cancelling: new AbortController(),
      };
      known.set(id, execution);
      queue.push(execution);
      // After the answer has been made: a query is queued first, as in Athena.
      setImmediate(next);
      return execution;
    },
    get: (id) => known.get(id),
    all: () => [...known.values()].reverse(),
    stop(execution) {
      const waiting = queue.indexOf(execution);
      if (waiting >= 0) {
        queue.splice(waiting, 1);
        end(execution, 'CANCELLED', 'Query cancelled by user');
      } else if (execution.state === 'RUNNING') {
        execution.cancelling.abort();
      }
    },
    async close() {
      for (const execution of known.values()) this.stop(execution);
      await Promise.all(working);
    },
  };
}
