import type { TraceView } from '../../wire/traces.ts';
import { isFraming } from './framing-headers.ts';

/** A vitest test that sends the same request through the test kit and expects the same answer. */
export function toFixture(trace: TraceView): string {
  const { request, route, response, frontDoor } = trace;
  const path = pathBelowStage(trace);
  const headers = request.headers.filter(([name]) => !isFraming(name));
  const body = request.body.bytes > 0 && request.method !== 'GET' && request.method !== 'HEAD';
  const options = {
    frontDoor: route?.integrationType === 'AWS' ? 'lambda' : frontDoor,
    ...(route && { route: route.resourcePath, stage: route.stage }),
  };
  return `import { invoke } from '@org/local-gateway/testing';
import { expect, it } from 'vitest';

import { handler } from '../src/handler.ts';

it(${literal(`answers ${request.method} ${path}`)}, async () => {
  const request = new Request(${literal(`https://api.test${path}`)}, {
    method: ${literal(request.method)},
    headers: ${literal(headers)},${body ? `\n    body: ${bodyExpression(request.body)},` : ''}
  });

  const response = await invoke(handler, request, ${literal(options)});

  expect(response.status).toBe(${response.statusCode});
  expect(await response.text()).toBe(${literal(response.body.base64 ? '' : response.body.text)});
});
`;
}

/** The target as it is below the stage; on other APIs than REST APIs the whole target. */
export function pathBelowStage({ request, route }: Pick<TraceView, 'request' | 'route'>): string {
  const prefix = `/${route?.stage ?? ''}`;
  return route !== undefined && request.target.startsWith(`${prefix}/`)
    ? request.target.slice(prefix.length)
    : request.target;
}

function bodyExpression({ text, base64 }: TraceView['request']['body']): string {
  return base64 ? `Buffer.from(${literal(text)}, 'base64')` : literal(text);
}

/** JSON is a JavaScript literal. */
function literal(value: unknown): string {
  return JSON.stringify(value);
}
