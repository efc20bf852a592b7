import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Integration type `aws_proxy`: the event has everything, and the result must be a whole response. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return { statusCode: 200, body: JSON.stringify(event) };
}
