import type { FunctionUrlRoute } from '../../../src/front-doors/function-url/route.ts';

/** A function URL with auth `NONE`, but for what a test is about. */
export function functionUrlRoute(parts: Partial<FunctionUrlRoute> = {}): FunctionUrlRoute {
  return {
    urlId: 'abcdefghijklmnop',
    domainName: 'abcdefghijklmnop.lambda-url.eu-west-1.on.aws',
    ...parts,
  };
}
