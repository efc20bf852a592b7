import { Router } from '@aws-lambda-powertools/event-handler/http';
import type { Context } from 'aws-lambda';

const app = new Router();

app.post('/hello', async ({ req }) => {
  const { message }: { readonly message: unknown } = await req.json();
  const name = new URL(req.url).searchParams.get('name');
  const headers = new Headers({ 'content-type': 'application/json', 'x-served-by': 'bench' });
  headers.append('set-cookie', 'session=abc123; Path=/; HttpOnly');
  headers.append('set-cookie', 'theme=dark; Path=/');
  const body = JSON.stringify({ message, name, agent: req.headers.get('x-agent') });
  return new Response(body, { headers });
});

/** The event handler of Powertools for AWS Lambda. */
export const handler = async (event: unknown, context: Context): Promise<unknown> =>
  app.resolve(event, context);
