import { expect, it } from 'vitest';

import { UnrecognizedEventError } from '../../src/errors/errors.ts';
import type { SourceName } from '../../src/request/request.ts';
import { detectSource } from '../../src/sources/sources.ts';
import { requestOf, statusOf } from '../calls.ts';
import { describeRecorded, recordedEvents, recordedInvocations } from '../contract.ts';
import { toldByEvent } from '../told-by-event.ts';

/** The source of each kind of recording; any other kind is no request. */
const sourceOfKind: Readonly<Record<string, SourceName>> = {
  'rest-v1': 'rest-api',
  'http-v1': 'http-api-v1',
  'http-v2': 'http-api',
  'function-url': 'function-url',
  alb: 'alb',
  'alb-multi': 'alb',
  'lattice-v1': 'vpc-lattice-v1',
  'lattice-v2': 'vpc-lattice',
  websocket: 'websocket',
};

/** Recordings that are something else than the manifest says. */
const others: Readonly<Record<string, string>> = {
  // Made by an emulator, which gives events of REST APIs the version of HTTP APIs (REST-2).
  'lambda-rust/example-apigw-sam-rest-request': 'http-api-v1',
  // One event with the members of every kind.
  'lambda-dotnet/proxy-event': 'websocket',
  // Without a request context (CORE-05).
  'lambda-dotnet/missing-resource-request': 'none',
};

describeRecorded('a recorded event', (folder) => {
  it.each(recordedEvents(folder))('is classified and read: %s', (name, event, kind) => {
    const expected = others[name] ?? sourceOfKind[kind] ?? 'none';

    const found = sourceOf(event);

    expect(found).toBe(expected);
    expect(found === 'none' ? undefined : membersOf(event)).toEqual(
      found === 'none' ? undefined : toldByEvent(found, event as Record<string, unknown>),
    );
  });
});

describeRecorded('a recorded invocation by a REST API', (folder) => {
  it.each(recordedInvocations(folder))('is read as it was sent: %s', (_, event) => {
    expect(sourceOf(event)).toBe('rest-api');
    expect(membersOf(event)).toEqual(toldByEvent('rest-api', event));
    // The stage is in the path of the context only (REST-46).
    expect(requestOf(event)).toMatchObject({ basePath: '', protocol: 'https' });
  });
});

function membersOf(event: unknown): Record<string, unknown> {
  const request = requestOf(event);
  // Some bodies are not what their content type says.
  expect([200, 400]).toContain(statusOf(() => request.body));
  expect(['none', 'mtls', 'iam', 'cognito', 'jwt', 'lambda']).toContain(request.identity.kind);
  const { method, path, params, queries, query, headers, cookies } = request;
  const { clientIp, requestId, stage, receivedAt } = request;
  const parts = { method, path, params, queries, query, headers, cookies };
  return { ...parts, clientIp, requestId, stage, receivedAt };
}

function sourceOf(event: unknown): SourceName | 'none' {
  try {
    return detectSource(event).name;
  } catch (error) {
    if (error instanceof UnrecognizedEventError) return 'none';
    throw error;
  }
}
