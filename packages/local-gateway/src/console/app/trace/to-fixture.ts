import type { TraceView } from '../../wire/traces.ts';
import { parseJson } from '../data/json-text.ts';
import { isFraming } from './framing-headers.ts';

/** A vitest test that sends the same request through the test kit and expects the same answer. */
export function toFixture(trace: TraceView): string {
  const { request, response } = trace;
  const path = pathBelowStage(trace);
  const headers = request.headers.filter(([name]) => !isFraming(name));
  const body = request.body.bytes > 0 && request.method !== 'GET' && request.method !== 'HEAD';
  // Of a long, streamed or binary body the console has not all, or not as the client got it.
  const isWhole = !response.body.truncated && !response.body.base64 && !response.streamed;
  return `import { invoke } from '@org/local-gateway/testing';
import { expect, it } from 'vitest';

import { handler } from '../src/handler.ts';

it(${literal(`answers ${request.method} ${path}`)}, async () => {
  const request = new Request(${literal(`https://api.test${path}`)}, {
    method: ${literal(request.method)},
    headers: ${literal(headers)},${body ? `\n    body: ${bodyExpression(request.body)},` : ''}
  });

  const response = await invoke(handler, request, ${literal(placeOf(trace))});

  expect(response.status).toBe(${response.statusCode});
${isWhole ? `  expect(await response.text()).toBe(${literal(response.body.text)});\n` : ''}});
`;
}

/** The target as it is below its stage; on other APIs than REST APIs the whole target. */
export function pathBelowStage(
  { request: { target }, route }: Pick<TraceView, 'request' | 'route'>,
  stage: string | undefined = route?.stage,
): string {
  if (!stage || !target.startsWith(`/${stage}`)) return target;
  const rest = target.slice(stage.length + 1);
  if (rest.startsWith('/')) return rest;
  return rest === '' || rest.startsWith('?') ? `/${rest}` : target;
}

/** Where the test kit lets the request arrive; in which of its forms, the event shows. */
function placeOf({ frontDoor, route, event }: TraceView): object {
  const received = parseJson(event?.text ?? '');
  const seen: object = typeof received === 'object' && received !== null ? received : {};
  if (frontDoor === 'alb') {
    return { frontDoor: 'multiValueHeaders' in seen ? 'alb-multi-value' : 'alb' };
  }
  if (frontDoor === 'function-url' || route === undefined) return { frontDoor };
  const { stage, resourcePath, integrationType } = route;
  if (frontDoor === 'http-api') {
    const [, path] = /^\S+ (\/.*)$/.exec(resourcePath) ?? [];
    const form = 'version' in seen && seen.version === '1.0' ? 'http-api-v1' : 'http-api';
    return { frontDoor: form, ...(path !== undefined && { route: path }), stage };
  }
  if (integrationType !== 'AWS') return { frontDoor, route: resourcePath, stage };
  return {
    frontDoor: 'lambda',
    route: resourcePath,
    stage,
    // As the request template of a construct renders it.
    ...(/"integrationType":\s*"AWS"/.test(event?.text ?? '') && { envelope: true }),
  };
}

function bodyExpression({ text, base64 }: TraceView['request']['body']): string {
  return base64 ? `Buffer.from(${literal(text)}, 'base64')` : literal(text);
}

/** JSON is a JavaScript literal. */
function literal(value: unknown): string {
  return JSON.stringify(value);
}
