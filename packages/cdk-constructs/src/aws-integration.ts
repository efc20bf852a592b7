import {
  type IntegrationResponse,
  LambdaIntegration,
  type MethodResponse,
  PassthroughBehavior,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** An integration together with the method responses it cannot work without. */
export interface BoundIntegration {
  readonly integration: LambdaIntegration;
  readonly methodResponses: MethodResponse[];
}

/** How a non-proxy `AWS` integration treats requests and results. */
export interface AwsIntegrationOptions {
  readonly requestTemplates?: Readonly<Record<string, string>>;
  readonly integrationResponses?: readonly IntegrationResponse[];
  readonly allowTestInvoke: boolean;
}

/**
 * A Lambda integration of type `AWS` with everything this type needs to work: `LambdaIntegration({ proxy: false })` alone
 * has no integration responses, and then every call is a 500 (REQ-33, REQ-62).
 */
export function awsIntegration(
  handler: IFunction,
  options: AwsIntegrationOptions,
): BoundIntegration {
  const integrationResponses = [...(options.integrationResponses ?? defaultIntegrationResponses)];
  return {
    integration: new LambdaIntegration(handler, {
      proxy: false,
      allowTestInvoke: options.allowTestInvoke,
      passthroughBehavior: PassthroughBehavior.WHEN_NO_MATCH,
      ...(options.requestTemplates && { requestTemplates: { ...options.requestTemplates } }),
      integrationResponses,
    }),
    methodResponses: methodResponsesOf(integrationResponses),
  };
}

/** Success, client errors and everything else; no two patterns match the same message (REQ-34 is open). */
const defaultIntegrationResponses: readonly IntegrationResponse[] = [
  { statusCode: '200' },
  { selectionPattern: '\\{"statusCode":4\\d\\d[,}].*', statusCode: '400' },
  { selectionPattern: '(?!\\{"statusCode":4\\d\\d[,}])[\\s\\S]*', statusCode: '500' },
];

/** One method response for each status, declaring the headers that are mapped to it (REQ-36). */
function methodResponsesOf(responses: readonly IntegrationResponse[]): MethodResponse[] {
  const parameters = new Map<string, Record<string, boolean>>();
  for (const { statusCode, responseParameters = {} } of responses) {
    const declared = parameters.get(statusCode) ?? {};
    for (const name of Object.keys(responseParameters)) declared[name] = true;
    parameters.set(statusCode, declared);
  }
  return [...parameters].map(([statusCode, responseParameters]) => ({
    statusCode,
    responseParameters,
  }));
}
