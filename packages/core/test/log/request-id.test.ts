import { describe, expect, it } from 'vitest';

import { requestIdOf } from '../../src/log/request-id.ts';
import { requestThrough } from '../calls.ts';
import { lambdaContext } from '../events.ts';

describe('requestIdOf', () => {
  it('is the id of the front door, else the one of the invocation, else none', () => {
    const context = lambdaContext();
    const request = requestThrough('rest-api', {});

    expect(requestIdOf(request, context)).toBe(request.requestId);
    expect(requestIdOf(requestThrough('alb', {}), context)).toBe(context.awsRequestId);
    expect(requestIdOf(undefined, context)).toBe(context.awsRequestId);
    expect(requestIdOf(undefined, undefined)).toBeUndefined();
  });
});
