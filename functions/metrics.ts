import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRICS, type Measured, type MetricName } from '../shared/operations/metrics.ts';

const metrics = new Metrics();

/** Tells values of metrics: one line of the log, which CloudWatch reads. */
export function tell(measured: Measured): void {
  for (const [name, value] of Object.entries(measured) as [MetricName, number][]) {
    metrics.addMetric(name, METRICS[name].unit, value);
  }
  metrics.publishStoredMetrics();
}
