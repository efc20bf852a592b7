import { describe, expect, it } from 'vitest';

import * as core from '../src/index.ts';

describe('@org/proxy-core', () => {
  it('exports these names; a name that goes breaks somebody', () => {
    expect(Object.keys(core).toSorted()).toEqual([
      'HttpError',
      'IntegrationError',
      'UnrecognizedEventError',
      'detectSource',
      'noContent',
      'proxyBodyParser',
      'proxyCors',
      'proxyErrorHandler',
      'proxyEventNormalizer',
      'proxyHandler',
      'proxyMiddlewares',
      'proxyRequestId',
      'proxyResponseSerializer',
      'proxySecurityHeaders',
      'proxyValidator',
      'redirect',
      'reply',
      'sources',
      'sse',
      'toSetCookie',
    ]);
  });
});
