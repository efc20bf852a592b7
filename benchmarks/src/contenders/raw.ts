import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';

const cookies = ['session=abc123; Path=/; HttpOnly', 'theme=dark; Path=/'];

/** What one would write by hand, for one front door each and without a check. */
export async function handler(
  event: APIGatewayProxyEvent | APIGatewayProxyEventV2 | ALBEvent,
): Promise<unknown> {
  const { message }: { readonly message: unknown } = JSON.parse(event.body ?? '{}');
  if ('version' in event) {
    const name = event.queryStringParameters?.['name'];
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'x-served-by': 'bench' },
      cookies,
      body: JSON.stringify({ message, name, agent: event.headers['x-agent'] }),
    };
  }
  const name = event.multiValueQueryStringParameters?.['name']?.[0];
  const agent = event.multiValueHeaders?.['x-agent']?.[0];
  return {
    statusCode: 200,
    multiValueHeaders: {
      'content-type': ['application/json'],
      'x-served-by': ['bench'],
      'set-cookie': cookies,
    },
    body: JSON.stringify({ message, name, agent }),
  };
}
