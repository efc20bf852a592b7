import type { FrontDoorName } from '@org/local-gateway/testing';
import * as fc from 'fast-check';

import { frontDoorEvent } from './events.ts';

const text = fc.string({ unit: 'binary' });

/** Names that readers look for, in an event, in its context or among its headers. */
const names = fc.constantFrom(
  ...'authorizer body claims clientCert cognitoIdentity connectionId cookies elb headers http httpMethod iam identity'.split(
    ' ',
  ),
  ...'isBase64Encoded jwt lambda method multiValueHeaders multiValueQueryStringParameters path pathParameters'.split(
    ' ',
  ),
  ...'queryStringParameters rawPath rawQueryString raw_path requestContext resource routeKey scopes serviceArn'.split(
    ' ',
  ),
  ...'stage userArn version content-type Content-Type content-encoding cookie Cookie host x-forwarded-for'.split(
    ' ',
  ),
  '__proto__',
  'toString',
  '',
);

const texts = fc.oneof(
  text,
  fc.constantFrom('', '%', '%zz', '/', '//', '{}', '[', '{"__proto__":1}', '{"toString":1}'),
  fc.constantFrom(
    'application/json',
    'text/plain; charset=utf-16',
    'multipart/form-data; boundary=b',
  ),
  fc.constantFrom(
    'GET',
    'HEAD',
    'OPTIONS',
    'G T',
    '$default',
    '/{proxy+}',
    '/{a}/{a}',
    'AWS',
    '1.0',
    '2.0',
  ),
  fc.constantFrom(
    'a=%zz; b',
    ',',
    ',,1.2.3.4',
    '[::1]:5',
    'a.lambda-url.b',
    'api.example.com',
    '====',
    'AA==',
  ),
);

/** Anything that JSON can carry, and some things that it cannot. */
const values = fc.oneof(
  texts,
  fc.array(texts, { maxLength: 3 }),
  fc.dictionary(fc.oneof(names, text), fc.oneof(texts, fc.array(texts), fc.jsonValue()), {
    maxKeys: 3,
  }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(undefined, Number.NaN, Infinity),
  fc.anything({ withNullPrototype: true, withDate: true, withMap: true, maxDepth: 1 }),
);

/** One change: which member at each level, and the value or the new name that is put there; no value takes it away. */
const edits = fc.record({
  places: fc.array(fc.nat(30), { maxLength: 4 }),
  name: fc.option(names),
  value: fc.option(values),
});

/** Events of a front door, with callers and cookies, in which up to five members are something else, at any level. */
export function hostileEvents(frontDoor: FrontDoorName): fc.Arbitrary<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', cookie: 'a=1; b=2', accept: '*/*' };
  const plain = frontDoorEvent(frontDoor, { target: '/users/7?a=1&a=2', headers });
  const requestContext = plain['requestContext'] as object | undefined;
  const callers = [
    { authorizer: { principalId: 'me', tenant: 'a' } },
    { authorizer: { jwt: { claims: { sub: 'me' }, scopes: ['a'] } } },
    { authorizer: { iam: { userArn: 'arn', cognitoIdentity: { identityId: 'id' } } } },
    { identity: { userArn: 'arn', principal: 'arn', clientCert: { subjectDN: 'CN' } } },
  ];
  const events = requestContext && [
    plain,
    ...callers.map((caller) => ({ ...plain, requestContext: { ...requestContext, ...caller } })),
  ];
  return fc
    .tuple(fc.constantFrom(...(events ?? [plain])), fc.array(edits, { minLength: 1, maxLength: 5 }))
    .map(([event, changes]) => changes.reduce<Record<string, unknown>>(change, event));
}

function change(
  record: Record<string, unknown>,
  {
    places: [place, ...deeper],
    name,
    value,
  }: { places: number[]; name: string | null; value: unknown },
): Record<string, unknown> {
  const keys = Object.keys(record);
  const key = place === undefined ? name : keys[place % Math.max(keys.length, 1)];
  if (key === undefined || key === null) return record;
  const inner = record[key];
  const isDeep = deeper.length > 0 && typeof inner === 'object' && inner !== null;
  const changed = isDeep
    ? change(inner as Record<string, unknown>, { places: deeper, name, value })
    : value;
  const entries = Object.entries(record).filter(([other]) => other !== key);
  if (Array.isArray(record))
    return record.map((item, index) => (String(index) === key ? changed : item)) as never;
  return Object.fromEntries(value === null && !isDeep ? entries : [...entries, [key, changed]]);
}
