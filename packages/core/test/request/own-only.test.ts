import { describe, expect, it } from 'vitest';

import { ownOnly } from '../../src/request/own-only.ts';
import type { ProxySource } from '../../src/sources/source.ts';
import { sources } from '../../src/sources/sources.ts';
import { statusOf } from '../calls.ts';
import { frontDoorEvent, frontDoors } from '../events.ts';

const found = new Set<string>();

/** Events that leave out what sources look for, and tell callers of every kind. */
function incompleteEvents(event: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  const context = event['requestContext'] as Readonly<Record<string, unknown>> | undefined;
  const without = Object.keys(event).map((name) => omit(event, name));
  if (context === undefined) return [event, ...without];
  const others = [
    ...Object.keys(context).map((name) => omit(context, name)),
    ...[{ claims: {} }, { jwt: {} }, { lambda: {} }, { iam: { cognitoIdentity: {} } }].map(
      (authorizer) => ({ ...context, authorizer }),
    ),
    { ...context, identity: { userArn: 'arn', principal: 'arn', clientCert: {} } },
    { ...context, authentication: { clientCert: {} } },
  ];
  return [event, ...without, ...others.map((other) => ({ ...event, requestContext: other }))];
}

function omit(record: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** The same data; the names that somebody looks for in vain are kept. */
function spyOn<Value>(data: Value): Value {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return new Proxy(data, {
    get(target, name, receiver) {
      if (typeof name === 'string' && !Object.hasOwn(target, name)) found.add(name);
      return spyOn<unknown>(Reflect.get(target, name, receiver));
    },
  });
}

for (const frontDoor of frontDoors) {
  for (const event of incompleteEvents(frontDoorEvent(frontDoor))) {
    statusOf(() => sourceOf(spyOn(event))?.toRequest(spyOn(event)).toJSON());
  }
}

function sourceOf(event: unknown): ProxySource | undefined {
  return sources.find(({ matches }) => matches(event));
}

describe('ownOnly', () => {
  const event = { httpMethod: 'GET', list: [{ a: 1 }] };

  it('is the event itself', () => {
    expect(ownOnly(event)).toBe(event);
  });

  it('knows the names that sources look for', () => {
    expect([...found]).toEqual(
      expect.arrayContaining([
        'authorizer',
        'integrationType',
        'raw_path',
        'sessionName',
        'userId',
      ]),
    );
  });

  it.each([...found])(
    'is a copy that inherits no `%s` which somebody gave all objects',
    (member) => {
      // oxlint-disable-next-line eslint/no-extend-native -- what this test is about
      Object.defineProperty(Object.prototype, member, { value: 'forged', configurable: true });

      const copy: object = ownOnly(event);
      const inherited = !Object.hasOwn(event, member) && member in copy;
      Reflect.deleteProperty(Object.prototype, member);

      expect(copy).not.toBe(event);
      expect(inherited).toBe(false);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(event));
    },
  );
});
