import { describe, expect, it } from 'vitest';

import type { MiddyRequest } from '../../src/chain/middleware.ts';
import { coverEarlyResponse } from '../../src/middlewares/early-response.ts';

function covered(): MiddyRequest {
  const request = {} as MiddyRequest;
  coverEarlyResponse(request, (returned) => `written ${String(returned)}`);
  return request;
}

describe('coverEarlyResponse', () => {
  it('writes what a hook has given early, and nothing else', () => {
    const request = covered();

    request.response = 'late';
    expect(request.response).toBe('late');

    request.earlyResponse = 'early';
    request.response = request.earlyResponse;
    expect(request.response).toBe('written early');
  });

  it('leaves the response a member that a copy of the request has', () => {
    const request = covered();
    request.response = 'ok';

    expect({ ...request }).toMatchObject({ response: 'ok' });
  });

  it('can cover a request again, where a chain has two serializers', () => {
    const request = covered();

    coverEarlyResponse(request, () => 'written by the second');
    request.earlyResponse = 'early';
    request.response = 'early';

    expect(request.response).toBe('written by the second');
  });
});
