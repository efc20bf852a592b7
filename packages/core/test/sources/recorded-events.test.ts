import { expect, it } from 'vitest';

import { UnrecognizedEventError } from '../../src/errors/errors.ts';
import { detectSource } from '../../src/sources/sources.ts';
import { requestOf, statusOf } from '../calls.ts';
import { describeRecorded, recordedEvents } from '../contract.ts';

/** Which source an event is of, by words in the names of the recordings; the first that fits counts. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/-response|missing-resource|cloudfront/, 'none'],
  [/custom-auth-|custom-authorizer-|authorizer-re|authorizer-token/, 'none'],
  [/AuthorizerRequestEvent|AuthorizerV2Event|sam-cli.*authorizer/, 'none'],
  [/websocket-connectEvent/, 'none'],
  [/websocket|lambda-dotnet\/proxy-event/i, 'websocket'],
  [/lattice-v2|LatticeV2|LatticeEventV2/, 'vpc-lattice'],
  [/lattice/i, 'vpc-lattice-v1'],
  [/function-?url|lambda-urls/i, 'function-url'],
  [/function_url/, 'function-url'],
  [/check-content-length/, 'rest-api'],
  [/alb/i, 'alb'],
  [/noVersionAuth|PrincipalId/, 'rest-api'],
  [/base-v1|apiGatewayProxy(Event|Other)|sam-rest|values-get-all-httpapi-request/, 'http-api-v1'],
  [/httpapi-v2|http-api|apigw-http|ProxyV2|-v2-|_v2_|base-v2|with_space|sam-http/, 'http-api'],
  [/./, 'rest-api'],
];

describeRecorded('a recorded event', (folder) => {
  it.each(recordedEvents(folder))('is classified and read: %s', (name, event) => {
    const words = name.replace('custom-lambda-authorizer-output', 'custom');
    const expected = kinds.find(([pattern]) => pattern.test(words))?.[1];

    const found = sourceOf(event);

    expect(found).toBe(expected);
    expect(found === 'none' ? [] : statusesOf(event)).toEqual(
      found === 'none' ? [] : members.map(() => 200),
    );
  });
});

const members = [
  'path',
  'params',
  'queries',
  'headers',
  'cookies',
  'identity',
  'receivedAt',
] as const;

function statusesOf(event: unknown): number[] {
  const request = requestOf(event);
  // Some bodies are not what their content type says.
  expect([200, 400]).toContain(statusOf(() => request.body));
  return members.map((member) => statusOf(() => request[member]));
}

function sourceOf(event: unknown): string {
  try {
    return detectSource(event).name;
  } catch (error) {
    return error instanceof UnrecognizedEventError ? 'none' : String(error);
  }
}
