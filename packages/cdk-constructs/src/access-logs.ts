import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** A log group for access logs; it goes with the API, because its events expire anyway. */
export function accessLogGroup(
  scope: Construct,
  retention: RetentionDays = RetentionDays.ONE_MONTH,
): LogGroup {
  return new LogGroup(scope, 'AccessLogs', { retention, removalPolicy: RemovalPolicy.DESTROY });
}

/** One line of JSON per request to a REST API. */
export function restAccessLogFormat(): AccessLogFormat {
  return format({
    ...common,
    extendedRequestId: '$context.extendedRequestId',
    resourcePath: '$context.resourcePath',
    errorType: '$context.error.responseType',
    traceId: '$context.xrayTraceId',
  });
}

/** One line of JSON per request to an HTTP API. */
export function httpAccessLogFormat(): AccessLogFormat {
  return format({
    ...common,
    routeKey: '$context.routeKey',
    errorType: '$context.error.responseType',
  });
}

// Nothing a client chooses freely (path, user agent, messages that quote it): API Gateway does not escape these values.
const common = {
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  requestTime: '$context.requestTime',
  httpMethod: '$context.httpMethod',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
};

function format(fields: Readonly<Record<string, string>>): AccessLogFormat {
  return AccessLogFormat.custom(JSON.stringify(fields));
}
