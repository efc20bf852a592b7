import { proxyHandler, reply } from '@org/proxy-core';

const cookies = ['session=abc123; Path=/; HttpOnly', 'theme=dark; Path=/'];

/** This project. */
export const handler = proxyHandler(async ({ body, query, headers }) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the job sends
  const { message } = body as { readonly message: unknown };
  const answer = { message, name: query['name'], agent: headers['x-agent'] };
  return reply(answer, { headers: { 'x-served-by': 'bench' }, cookies });
});
