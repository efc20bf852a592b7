import {
  type Alarm,
  type IAlarmAction,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ProxyEndpoint } from './endpoint.ts';

/** When an endpoint's alarms go off, and whom they tell. */
export interface AlarmOptions {
  /**
   * What to do when an alarm goes off, such as an `SnsAction`.
   *
   * @default - nothing, the alarms are only visible in the console
   */
  readonly actions?: readonly IAlarmAction[];
  /**
   * Answers with a status of 5xx within 5 minutes.
   *
   * @default 1
   */
  readonly serverErrors?: number;
  /**
   * Time that one in a hundred answers within 5 minutes takes at least.
   *
   * @default Duration.seconds(5)
   */
  readonly latency?: Duration;
  /**
   * Invocations refused for lack of concurrency within 5 minutes.
   *
   * @default 1
   */
  readonly throttles?: number;
}

/**
 * Adds the alarms that {@link ProxyEndpoint.addAlarms} promises, under the id `Alarms`. A load balancer measures in seconds,
 * and counts a function that fails apart from answers with a status of 5xx (ALB-16).
 */
export function endpointAlarms(
  scope: Construct,
  endpoint: ProxyEndpoint,
  options: AlarmOptions = {},
  targetGroup?: ApplicationTargetGroup,
): Alarm[] {
  const { actions = [], serverErrors = 1, latency = Duration.seconds(5), throttles = 1 } = options;
  const parent = new Construct(scope, 'Alarms');
  const period = Duration.minutes(5);
  const alarm = (id: string, metric: Metric, threshold: number) => {
    const created = metric.createAlarm(parent, id, {
      threshold,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    for (const action of actions) created.addAlarmAction(action);
    return created;
  };
  const slow = targetGroup ? latency.toSeconds({ integral: false }) : latency.toMilliseconds();
  const failures = targetGroup?.metrics.custom('LambdaUserError', { period, statistic: 'Sum' });
  return [
    alarm('ServerErrors', endpoint.metricServerError({ period, statistic: 'Sum' }), serverErrors),
    ...(failures ? [alarm('FunctionErrors', failures, serverErrors)] : []),
    alarm('Latency', endpoint.metricLatency({ period, statistic: 'p99' }), slow),
    alarm('Throttles', endpoint.handler.metricThrottles({ period, statistic: 'Sum' }), throttles),
  ];
}
