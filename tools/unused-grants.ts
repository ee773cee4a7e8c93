/** Grants that no test uses, and why they stay. One that a test does use must not stand here. */
export interface UnusedGrant {
  readonly actions: readonly string[];
  /** What the grant's resource must match; every one where left out. */
  readonly resource?: RegExp;
  readonly reason: string;
}

export const UNUSED_GRANTS: readonly UnusedGrant[] = [
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: 'the embedded cloud has no CloudWatch Logs: functions log to files',
  },
  {
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    reason: 'the embedded cloud has no X-Ray',
  },
];
