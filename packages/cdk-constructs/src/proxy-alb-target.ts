import type { Alarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ApplicationListener,
  ApplicationProtocol,
  ApplicationTargetGroup,
  HttpCodeTarget,
  ListenerCondition,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type AlarmOptions, endpointAlarms } from './alarms.ts';
import type { ProxyEndpoint } from './endpoint.ts';

/** How a {@link ProxyAlbTarget} is made. */
export interface ProxyAlbTargetProps {
  /** The function that becomes a target. */
  readonly handler: IFunction;
  /** Where requests come in. */
  readonly listener: ApplicationListener;
  /**
   * Path patterns that go to the function, with `*` and `?`.
   *
   * @default - all of them, as the listener's default action
   */
  readonly paths?: readonly string[];
  /**
   * Rank of the rule among the listener's rules; goes with `paths`.
   *
   * @default - none
   */
  readonly priority?: number;
  /**
   * Headers and query parameters reach the function as lists, and leave it as lists; without, the last value of each wins
   * and an answer has one cookie.
   *
   * @default true
   */
  readonly multiValueHeaders?: boolean;
}

/**
 * A function as target of an Application Load Balancer.
 *
 * @example
 * const target = new ProxyAlbTarget(stack, 'Target', { handler, listener, paths: ['/users/*'], priority: 10 });
 */
export class ProxyAlbTarget extends Construct implements ProxyEndpoint {
  /** The target group that holds the function and nothing else. */
  readonly targetGroup: ApplicationTargetGroup;
  readonly url: string;
  readonly handler: IFunction;

  constructor(scope: Construct, id: string, props: ProxyAlbTargetProps) {
    super(scope, id);
    const { handler, listener, paths, priority, multiValueHeaders = true } = props;
    if ((paths === undefined) !== (priority === undefined)) {
      throw new TypeError(
        `found ${paths ? 'paths without priority' : 'priority without paths'}, expected both or none`,
      );
    }
    this.handler = handler;
    this.targetGroup = new ApplicationTargetGroup(this, 'TargetGroup', {
      targetType: TargetType.LAMBDA,
      targets: [new LambdaTarget(handler)],
      multiValueHeadersEnabled: multiValueHeaders,
    });
    listener.addTargetGroups(`${this.node.path}/Rule`.replaceAll('/', '-'), {
      targetGroups: [this.targetGroup],
      ...(paths && { conditions: [ListenerCondition.pathPatterns([...paths])] }),
      ...(priority !== undefined && { priority }),
    });
    const scheme = listener.protocol === ApplicationProtocol.HTTPS ? 'https' : 'http';
    const usual = scheme === 'https' ? 443 : 80;
    const port = listener.port === usual ? '' : `:${listener.port}`;
    this.url = `${scheme}://${listener.loadBalancer.loadBalancerDnsName}${port}/`;
  }

  /** Allows invoking the function: a load balancer knows no IAM callers. */
  grantInvoke(grantee: IGrantable): Grant {
    return this.handler.grantInvoke(grantee);
  }

  metricCount(options?: MetricOptions): Metric {
    return this.targetGroup.metrics.requestCount(options);
  }

  metricClientError(options?: MetricOptions): Metric {
    return this.targetGroup.metrics.httpCodeTarget(HttpCodeTarget.TARGET_4XX_COUNT, options);
  }

  metricServerError(options?: MetricOptions): Metric {
    return this.targetGroup.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, options);
  }

  metricLatency(options?: MetricOptions): Metric {
    return this.targetGroup.metrics.targetResponseTime(options);
  }

  addAlarms(options?: AlarmOptions): Alarm[] {
    return endpointAlarms(this, this, options, this.targetGroup);
  }
}
