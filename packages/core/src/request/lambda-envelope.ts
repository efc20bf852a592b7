import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * The event of a non-proxy `AWS` integration whose request template tells what a proxy integration would tell:
 * `requestContext.integrationType` is `AWS`. Where API Gateway knows nothing the template renders empty text (REQ-15),
 * and an empty body is `{}` (REQ-8).
 */
export interface LambdaEnvelope extends Pick<
  APIGatewayProxyEvent,
  'resource' | 'httpMethod' | 'body' | 'isBase64Encoded'
> {
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly requestContext: Omit<APIGatewayProxyEvent['requestContext'], 'authorizer'> & {
    readonly integrationType: 'AWS';
    readonly authorizer?: Readonly<Record<string, unknown>>;
  };
}
