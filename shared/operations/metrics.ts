/**
 * What functions tell of their work beside what the services measure themselves: a name, the
 * function that tells it and its unit. They go out as lines of the functions' logs (CloudWatch's
 * embedded metric format), under the stack's name, with the one dimension `service`.
 */
export const METRICS = {
  /** Of the last day due, at five past noon: stations that have sent it, in per cent of all. */
  Completeness: { by: 'remind', unit: 'Percent' },
  SubmittedStations: { by: 'remind', unit: 'Count' },
  /** Told at every reminding, also as 0: no value means that nobody was reminded. */
  MissingStations: { by: 'remind', unit: 'Count' },
  /** Days of a city that a compaction rebuilt; told at every one, also as 0. */
  PartitionsRebuilt: { by: 'compact', unit: 'Count' },
  RunsSucceeded: { by: 'run', unit: 'Count' },
  /** Runs given up after the last attempt. */
  RunsFailed: { by: 'run', unit: 'Count' },
  /** How long the attempt took that ended a run. */
  RunSeconds: { by: 'run', unit: 'Seconds' },
  /** Refused, cancelled or stopped at their deadline. */
  QueriesFailed: { by: 'run', unit: 'Count' },
  BytesScanned: { by: 'run', unit: 'Bytes' },
  /** Months whose run should be over and has left no draft; told by every daily run, also as 0. */
  MonthsOverdue: { by: 'run', unit: 'Count' },
} as const;

export type MetricName = keyof typeof METRICS;

/** Values to tell; a name that is left out is not told. */
export type Measured = { readonly [name in MetricName]?: number };
