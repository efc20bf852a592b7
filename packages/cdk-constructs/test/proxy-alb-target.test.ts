import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { User } from 'aws-cdk-lib/aws-iam';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Duration } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { ProxyAlbTarget, type ProxyAlbTargetProps } from '../src/index.ts';
import { existingVpc, newHandler, newStack } from './synth.ts';

function target(props: Partial<ProxyAlbTargetProps> = {}, port = 80) {
  const stack = newStack();
  const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc: existingVpc(stack) });
  const listener = balancer.addListener('Http', {
    port,
    open: false,
    ...(props.paths && { defaultAction: ListenerAction.fixedResponse(404) }),
  });
  const made = new ProxyAlbTarget(stack, 'Target', {
    handler: newHandler(stack),
    listener,
    ...props,
  });
  return { stack, made };
}

describe('ProxyAlbTarget', () => {
  it('is the default target, with lists of headers', () => {
    const template = Template.fromStack(target().stack);

    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'lambda',
      TargetGroupAttributes: Match.arrayWith([
        { Key: 'lambda.multi_value_headers.enabled', Value: 'true' },
      ]),
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      DefaultActions: [Match.objectLike({ Type: 'forward' })],
    });
  });

  it('is the target of some paths when told so', () => {
    const { stack } = target({ paths: ['/users/*'], priority: 10, multiValueHeaders: false });

    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/users/*'] } }],
    });
  });

  it('refuses paths without priority', () => {
    expect(() => target({ paths: ['/users/*'] })).toThrow('found paths without priority');
    expect(() => target({ priority: 1 })).toThrow('found priority without paths');
  });

  it.each([
    [80, /^http:\/\/[^:]*\/$/],
    [8080, /^http:\/\/.*:8080\/$/],
  ])('on port %i has that URL', (port, expected) => {
    const { stack, made } = target({}, port);

    const parts: unknown[] = stack.resolve(made.url)['Fn::Join'][1];

    expect(parts.map((part) => (typeof part === 'string' ? part : 'host')).join('')).toMatch(
      expected,
    );
  });

  it('has the members of an endpoint', () => {
    const { stack, made } = target();

    expect(made.metricCount().metricName).toBe('RequestCount');
    expect(made.metricClientError().metricName).toBe('HTTPCode_Target_4XX_Count');
    expect(made.metricServerError().metricName).toBe('HTTPCode_Target_5XX_Count');
    expect(made.metricLatency().metricName).toBe('TargetResponseTime');
    expect(made.grantInvoke(new User(stack, 'Caller')).success).toBe(true);
  });

  it.each([
    [Duration.seconds(3), 3],
    [Duration.millis(200), 0.2],
  ])('measures slow answers in seconds: %s is %d', (latency, Threshold) => {
    const { stack, made } = target();

    made.addAlarms({ latency });

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'TargetResponseTime',
      Threshold,
    });
  });

  it('ALB-16: tells of functions that fail, whose 502 is none of the target group', () => {
    const { stack, made } = target();

    made.addAlarms({ serverErrors: 2 });

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'LambdaUserError',
      Namespace: 'AWS/ApplicationELB',
      Statistic: 'Sum',
      Threshold: 2,
      Dimensions: [{ Name: 'LoadBalancer' }, { Name: 'TargetGroup' }].map(Match.objectLike),
    });
  });
});
