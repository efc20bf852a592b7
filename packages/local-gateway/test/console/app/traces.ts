import type { TraceView } from '../../../src/console/wire/traces.ts';

/** A body of text. */
export function bodyOf(text: string): TraceView['response']['body'] {
  return { text, base64: false, bytes: Buffer.byteLength(text), truncated: false };
}

/** A trace of `POST /v1/hello` that the function answered. */
export function traceOf(change: Partial<TraceView> = {}): TraceView {
  return {
    row: {
      id: 'request',
      time: 0,
      method: 'POST',
      target: '/v1/hello',
      statusCode: 200,
      durationMs: 3,
      stack: 'Stack',
      api: 'Api',
    },
    frontDoor: 'rest-api',
    request: {
      method: 'POST',
      target: '/v1/hello?name=Ada',
      headers: [
        ['Host', 'localhost:3000'],
        ['Content-Type', 'application/json'],
        ['Content-Length', '9'],
      ],
      body: bodyOf(`{"it's":1}`),
      sourceIp: '127.0.0.1',
    },
    route: {
      stage: 'v1',
      resourcePath: '/hello',
      httpMethod: 'POST',
      integrationType: 'AWS_PROXY',
    },
    origin: 'http://localhost:3000',
    notes: [],
    response: { statusCode: 200, headers: [], body: bodyOf('hi'), streamed: false },
    executionLog: [],
    timings: [],
    ...change,
  };
}
