import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

const app = new Hono();

app.post('/hello', async (context) => {
  const { message } = await context.req.json<{ readonly message: unknown }>();
  context.header('x-served-by', 'bench');
  context.header('set-cookie', 'session=abc123; Path=/; HttpOnly', { append: true });
  context.header('set-cookie', 'theme=dark; Path=/', { append: true });
  return context.json({
    message,
    name: context.req.query('name'),
    agent: context.req.header('x-agent'),
  });
});

/** Hono behind its adapter for AWS Lambda. */
export const handler: unknown = handle(app);
