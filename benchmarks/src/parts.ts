import { proxyHandler, reply } from '@org/proxy-core';

const cookies = ['session=abc123; Path=/; HttpOnly', 'theme=dark; Path=/'];
const answer = { message: 'Hello World', name: 'Ada', agent: 'bench' };

/** Handlers that use one part of a request or of a reply each; they fail when the part is not what the job sends. */
export const parts = {
  nothing: proxyHandler(async () => undefined),
  body: proxyHandler(async ({ body }) => expect(body !== undefined)),
  query: proxyHandler(async ({ query }) => expect(query['name'] === 'Ada')),
  headers: proxyHandler(async ({ headers }) => expect(headers['x-agent'] === 'bench')),
  'JSON reply': proxyHandler(async () => answer),
  'reply with header and cookies': proxyHandler(async () =>
    reply(answer, { headers: { 'x-served-by': 'bench' }, cookies }),
  ),
};

function expect(isRight: boolean): void {
  if (!isRight) throw new Error('the part is not what the job sends');
}
