import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import { describe, it } from 'vitest';
import { ProxyRestApi } from '../src/index.ts';
import { newHandler, templateOf } from './synth.ts';

describe('addAlarms', () => {
  it('tells of server errors, slow answers and throttled invocations', () => {
    const template = templateOf((stack) => {
      new ProxyRestApi(stack, 'Api', { handler: newHandler(stack) }).addAlarms();
    });

    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: '5XXError',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Latency',
      ExtendedStatistic: 'p99',
      Threshold: 5000,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Throttles',
      Namespace: 'AWS/Lambda',
    });
  });

  it('takes thresholds and actions', () => {
    const template = templateOf((stack) => {
      const action = new SnsAction(new Topic(stack, 'Topic'));
      new ProxyRestApi(stack, 'Api', { handler: newHandler(stack) }).addAlarms({
        actions: [action],
        serverErrors: 5,
        latency: Duration.millis(200),
        throttles: 2,
      });
    });

    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Latency',
      Threshold: 200,
      AlarmActions: [{ Ref: 'TopicBFC7AF6E' }],
    });
  });
});
