import type { Alarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { AlarmOptions } from './alarms.ts';

/** What every front door of a function has in common here. */
export interface ProxyEndpoint {
  /** Address a client calls. */
  readonly url: string;
  /** The function behind it. */
  readonly handler: IFunction;
  /** Allows a principal to call it, where callers are authorized by IAM. */
  grantInvoke(grantee: IGrantable): Grant;
  /** Requests. */
  metricCount(options?: MetricOptions): Metric;
  /** Answers with a status of 4xx. */
  metricClientError(options?: MetricOptions): Metric;
  /** Answers with a status of 5xx (behind a load balancer: those of the function; its own 502 has another metric). */
  metricServerError(options?: MetricOptions): Metric;
  /** Time from request to answer, in milliseconds (behind a load balancer: in seconds). */
  metricLatency(options?: MetricOptions): Metric;
  /** Adds alarms about server errors, slow answers and throttled invocations, and returns them. */
  addAlarms(options?: AlarmOptions): Alarm[];
}
