import type { Exchange } from '../exchange.ts';
import { toContext, type Context } from '../runtime/bootstrap/context.ts';

/** The second argument of a handler, as Lambda would pass it, with `timeout` milliseconds to go (RT-27). */
export function testContext({ requestId, traceId }: Exchange, timeout: number): Context {
  return toContext(
    {
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(Date.now() + timeout),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:123456789012:function:test',
      'lambda-runtime-trace-id': traceId,
    },
    {
      AWS_LAMBDA_FUNCTION_NAME: 'test',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/test',
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]00000000000000000000000000000001',
    },
  );
}
