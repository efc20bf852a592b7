import type { FunctionCatalog } from './functions.ts';
import { readHttpParameters, type HttpParameters } from './http-parameters.ts';
import { numberOf, objectOf, textOf, type Properties } from './properties.ts';

/** What a route of an HTTP API calls. */
export interface HttpIntegration {
  /** `AWS_PROXY`, `HTTP_PROXY`. */
  readonly type: string;
  readonly functionArn?: string;
  /** With stage variables, as the template has them. */
  readonly uri: string;
  /** Of the call to the backend; absent for the request's own. */
  readonly httpMethod?: string;
  readonly payloadFormatVersion: '1.0' | '2.0';
  /** At most, and by default, 30 seconds (HTTP2-32). */
  readonly timeoutInMillis: number;
  /** Absent when it changes none. */
  readonly parameters?: HttpParameters;
  /** Why it cannot be served here. */
  readonly problem?: string;
}

/** Reads the properties of an `AWS::ApiGatewayV2::Integration`; `undefined` stands for one that is not there. */
export function readHttpIntegration(
  properties: Properties | undefined,
  functions: FunctionCatalog,
): HttpIntegration {
  if (properties === undefined) {
    return { ...defaults, problem: 'the route has no integration of this API as its target' };
  }
  const type = textOf(properties, 'IntegrationType') ?? defaults.type;
  const uri = textOf(properties, 'IntegrationUri') ?? '';
  const method = textOf(properties, 'IntegrationMethod');
  const functionArn = functions.arnOf(uri);
  const parameters = hasParameters(properties) ? readHttpParameters(properties) : undefined;
  const refused = typeof parameters === 'string' ? parameters : undefined;
  const why = problemOf(properties, type, uri, functionArn, functions) ?? refused;
  return {
    type,
    ...(functionArn !== undefined && { functionArn }),
    uri,
    ...(method !== undefined && { httpMethod: method }),
    payloadFormatVersion: numberOf(properties, 'PayloadFormatVersion') === 2 ? '2.0' : '1.0',
    timeoutInMillis: Math.min(
      numberOf(properties, 'TimeoutInMillis') ?? Infinity,
      defaults.timeoutInMillis,
    ),
    ...(typeof parameters === 'object' && { parameters }),
    ...(why !== undefined && { problem: why }),
  };
}

const defaults: HttpIntegration = {
  type: 'AWS_PROXY',
  uri: '',
  payloadFormatVersion: '2.0',
  timeoutInMillis: 30_000,
};

function problemOf(
  properties: Properties,
  type: string,
  uri: string,
  functionArn: string | undefined,
  functions: FunctionCatalog,
): string | undefined {
  const subtype = textOf(properties, 'IntegrationSubtype');
  if (subtype !== undefined) return `integration with ${subtype} is not served here`;
  if (properties['ConnectionType'] === 'VPC_LINK') return 'VPC links are not served here';
  if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') {
    return `integration type ${type} is not served here`;
  }
  // What a stage variable stands for is known only with the stage.
  if (uri.includes('${stageVariables')) return undefined;
  if (type === 'HTTP_PROXY') return uri === '' ? 'the integration has no URI' : undefined;
  return functionArn === undefined
    ? 'the integration names no Lambda function'
    : functions.problemOf(functionArn);
}

function hasParameters(properties: Properties): boolean {
  return ['RequestParameters', 'ResponseParameters'].some(
    (name) => Object.keys(objectOf(properties, name)).length > 0,
  );
}
