import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

import { logError } from '../../src/log/log-error.ts';
import { requestThrough } from '../calls.ts';
import { lambdaContext } from '../events.ts';

let written: MockInstance<typeof console.error>;

beforeEach(() => {
  written = vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  written.mockRestore();
});

const lines = (): unknown[] => written.mock.calls.map(([line]) => JSON.parse(String(line)));

const nothing = { request: undefined, context: undefined };

describe('logError', () => {
  it('writes one line of JSON with the request and the error', () => {
    const request = requestThrough('rest-api', { method: 'PUT' });

    logError({ message: 'no luck' }, { request, context: lambdaContext() }, 503);

    expect(lines()).toEqual([
      {
        level: 'error',
        message: 'request failed',
        requestId: '00000000-0000-4000-8000-000000000001',
        source: 'rest-api',
        method: 'PUT',
        route: '/{proxy+}',
        path: '/hello',
        statusCode: 503,
        error: { message: 'no luck' },
      },
    ]);
  });

  it('knows nothing of a request that is none', () => {
    logError({ message: 'no luck' }, nothing, 500);

    expect(lines()).toEqual([
      { level: 'error', message: 'request failed', statusCode: 500, error: { message: 'no luck' } },
    ]);
  });

  it('has the id of the invocation where the front door gives none', () => {
    const context = lambdaContext();

    logError({ message: 'no luck' }, { request: requestThrough('alb', {}), context }, 500);

    expect(lines()).toEqual([expect.objectContaining({ requestId: context.awsRequestId })]);
  });

  it('gives the entry to the log of the application, and to the console where that fails', () => {
    const log = vi.fn<(entry: object) => void>();
    logError({ message: 'no luck' }, nothing, 500, log);
    expect(log.mock.calls).toEqual([[expect.objectContaining({ statusCode: 500 })]]);
    expect(lines()).toEqual([]);

    log.mockImplementation(() => {
      throw new Error('disk full');
    });
    logError({ message: 'no luck' }, nothing, 500, log);
    expect(lines()).toEqual([expect.objectContaining({ error: { message: 'no luck' } })]);
  });

  it('tells the console where the log of the application fails later', async () => {
    logError({ message: 'no luck' }, nothing, 500, async () => Promise.reject(new Error('full')));
    await new Promise((resolve) => setImmediate(resolve));

    expect(lines()).toEqual([expect.objectContaining({ error: { message: 'no luck' } })]);
  });
});
