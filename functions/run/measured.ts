import type { Measured } from '../../shared/operations/metrics.ts';
import { type QueryEngine, QueryFailed } from '../../shared/ports.ts';

/**
 * The engine, telling what each query scanned and which ones failed. Athena's own metrics would
 * say the same of the workgroup, but not why a query was given up, and not on one machine.
 */
export function measured(engine: QueryEngine, tell: (measured: Measured) => void): QueryEngine {
  return {
    async query(statement, parameters) {
      try {
        const result = await engine.query(statement, parameters);
        tell({ BytesScanned: result.bytesScanned });
        return result;
      } catch (fault) {
        if (fault instanceof QueryFailed) tell({ QueriesFailed: 1 });
        throw fault;
      }
    },
  };
}
