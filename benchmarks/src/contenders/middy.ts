import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpEventNormalizer from '@middy/http-event-normalizer';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpResponseSerializer from '@middy/http-response-serializer';

const cookies = ['session=abc123; Path=/; HttpOnly', 'theme=dark; Path=/'];

/** The official http middlewares of middy. */
export const handler = middy()
  .use(httpEventNormalizer())
  .use(httpHeaderNormalizer())
  .use(httpJsonBodyParser())
  .use(
    httpResponseSerializer({
      serializers: [
        { regex: /^application\/json$/, serializer: ({ body }) => JSON.stringify(body) },
      ],
      defaultContentType: 'application/json',
    }),
  )
  .use(httpErrorHandler({ logger: false }))
  .handler(async (event) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser does not change the type
    const { message } = event.body as unknown as { readonly message: unknown };
    const isV2 = 'rawPath' in event;
    const name = event.queryStringParameters?.['name'];
    const body = { message, name, agent: event.headers['x-agent'] };
    return {
      statusCode: 200,
      headers: { 'x-served-by': 'bench' },
      ...(isV2 ? { cookies } : { multiValueHeaders: { 'set-cookie': cookies } }),
      body,
    };
  });
