import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Returns its whole event as the body: with integration type `AWS_PROXY` the result is the HTTP response. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return { statusCode: 200, body: JSON.stringify(event) };
}
