import {
  type CorsOptions,
  type IntegrationResponse,
  LambdaIntegration,
  type MethodResponse,
  PassthroughBehavior,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Lazy } from 'aws-cdk-lib/core';
import { envelopeRequestTemplate } from './mapping-templates.ts';
import { defaultIntegrationResponses, withHeaders } from './integration-responses.ts';
import type { ProxyRestApiOptions } from './proxy-rest-api-options.ts';

/** An integration together with the method responses it cannot work without. */
export interface WiredIntegration {
  readonly integration: LambdaIntegration;
  readonly methodResponses: MethodResponse[];
}

/**
 * A Lambda integration of type `AWS` with everything this type needs to work. `LambdaIntegration({ proxy: false })` alone
 * has no integration responses, and then every call is a 500 (REQ-33, REQ-62, REQ-64). CORS is asked for at synthesis,
 * because `addCors` may come later.
 */
export function awsIntegration(
  handler: IFunction,
  options: ProxyRestApiOptions,
  cors: () => CorsOptions | undefined,
): WiredIntegration {
  const { allowTestInvoke = false, passthrough = false, responseHeaders = {} } = options;
  const statusCodes = (options.integrationResponses ?? defaultIntegrationResponses()).map(
    ({ statusCode }) => statusCode,
  );
  checkStatusCodes(statusCodes);
  const responses = (): IntegrationResponse[] =>
    withHeaders(
      options.integrationResponses ?? defaultIntegrationResponses(cors()),
      responseHeaders,
      cors(),
    );
  const integration = new LambdaIntegration(handler, {
    proxy: false,
    allowTestInvoke,
    ...(passthrough
      ? { passthroughBehavior: PassthroughBehavior.WHEN_NO_MATCH }
      : {
          // A content type without a template is a 415 instead of a raw body that the function does not expect (REQ-3).
          passthroughBehavior: PassthroughBehavior.NEVER,
          requestTemplates: { ...(options.requestTemplates ?? envelopeRequestTemplates) },
        }),
    integrationResponses: atSynthesis(responses),
  });
  return {
    integration,
    methodResponses: statusCodes.map((statusCode) => ({
      statusCode,
      responseParameters: atSynthesis(() => declaredHeaders(responses(), statusCode)),
    })),
  };
}

/** A token in place of a value, for props that CDK hands on to CloudFormation untouched. */
function atSynthesis<T>(produce: () => T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- resolves to a T before anything reads it
  return Lazy.any({ produce }) as T;
}

const envelopeRequestTemplates = {
  'application/json': envelopeRequestTemplate,
  'application/x-www-form-urlencoded': envelopeRequestTemplate,
  'text/plain': envelopeRequestTemplate,
};

/** A mapped header must be declared by the method response of the same status (REQ-36). */
function declaredHeaders(
  responses: readonly IntegrationResponse[],
  statusCode: string,
): Record<string, boolean> {
  const response = responses.find((candidate) => candidate.statusCode === statusCode);
  return Object.fromEntries(
    Object.keys(response?.responseParameters ?? {}).map((name) => [name, true]),
  );
}

function checkStatusCodes(statusCodes: readonly string[]): void {
  if (statusCodes.length === 0) throw new TypeError('found no integrationResponses, expected one');
  const twice = statusCodes.find((statusCode, index) => statusCodes.indexOf(statusCode) !== index);
  if (twice !== undefined) {
    throw new TypeError(`found two integrationResponses for status ${twice}, expected one`);
  }
}
