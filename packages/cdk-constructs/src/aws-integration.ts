import {
  type CorsOptions,
  type IntegrationResponse,
  LambdaIntegration,
  type MethodResponse,
  PassthroughBehavior,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Lazy, Token } from 'aws-cdk-lib/core';
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
  const { requestTemplates = envelopeRequestTemplates } = options;
  if (!passthrough) checkBinary(options.binaryMediaTypes ?? [], Object.keys(requestTemplates));
  const responses = () =>
    withHeaders(
      options.integrationResponses ?? defaultIntegrationResponses(cors()),
      responseHeaders,
      cors(),
    );
  const known = responses();
  checkResponses(known);
  checkMappings(responseHeaders);
  const integration = new LambdaIntegration(handler, {
    proxy: false,
    allowTestInvoke,
    ...(passthrough
      ? { passthroughBehavior: PassthroughBehavior.WHEN_NO_MATCH }
      : {
          // A content type without a template is a 415 instead of a raw body that the function does not expect (REQ-3).
          passthroughBehavior: PassthroughBehavior.NEVER,
          requestTemplates: { ...requestTemplates },
        }),
    integrationResponses: known.map((response, index) => ({
      ...response,
      responseParameters: atSynthesis(() => responses()[index]?.responseParameters ?? {}),
      responseTemplates: atSynthesis(() => responses()[index]?.responseTemplates ?? {}),
    })),
  });
  return {
    integration,
    methodResponses: known.map(({ statusCode }, index) => ({
      statusCode,
      responseParameters: atSynthesis(() => declare(responses()[index]?.responseParameters)),
    })),
  };
}

/** A token in place of a map, which CDK hands on to CloudFormation untouched; an empty one is left out. */
function atSynthesis<T extends object>(produce: () => T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- resolves to a T before anything reads it
  return Lazy.any({ produce: () => nonEmpty(produce()) }) as T;
}

function nonEmpty<T extends object>(map: T): T | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}

const envelopeRequestTemplates = {
  'application/json': envelopeRequestTemplate,
  'application/x-www-form-urlencoded': envelopeRequestTemplate,
  'text/plain': envelopeRequestTemplate,
};

/** A mapped header must be declared by the method response of the same status (REQ-36). */
function declare(parameters: IntegrationResponse['responseParameters']): Record<string, boolean> {
  return Object.fromEntries(Object.keys(parameters ?? {}).map((name) => [name, true]));
}

/** API Gateway cannot render a template for a body that it takes for bytes: each such request is a 500 (REQ-61). */
function checkBinary(mediaTypes: readonly string[], contentTypes: readonly string[]): void {
  for (const mediaType of mediaTypes) {
    const bytes = contentTypes.find((type) =>
      [type, type.replace(/\/.*/, '/*'), '*/*'].includes(mediaType),
    );
    if (bytes !== undefined) {
      throw new TypeError(
        `found ${mediaType} in binaryMediaTypes with a request template for ${bytes}, expected types without one`,
      );
    }
  }
}

function checkResponses(responses: readonly IntegrationResponse[]): void {
  if (responses.length === 0) throw new TypeError('found no integrationResponses, expected one');
  const codes = responses.map(({ statusCode }) => statusCode);
  for (const [index, code] of codes.entries()) {
    if (!Token.isUnresolved(code) && !/^[1-5]\d\d$/.test(code)) {
      throw new TypeError(`found status '${code}' in integrationResponses, expected 100 to 599`);
    }
    if (codes.indexOf(code) !== index) {
      throw new TypeError(`found two integrationResponses for status ${code}, expected one`);
    }
  }
  // The one for results; without it every result is a 500 (REQ-33).
  const defaults = responses.filter(({ selectionPattern }) => !selectionPattern).length;
  if (defaults !== 1) {
    throw new TypeError(
      `found ${defaults} integrationResponses without a selectionPattern, expected one`,
    );
  }
}

function checkMappings(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (Token.isUnresolved(value)) continue;
    if (!/^('.*'|(integration\.response|context|stageVariables)\..+)$/s.test(value)) {
      throw new TypeError(
        `found responseHeaders ${name}: ${value}, expected a mapping expression such as "'text'"`,
      );
    }
  }
}
