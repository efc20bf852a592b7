import { validateHeaderName, validateHeaderValue } from 'node:http';

import {
  anything,
  assert,
  constantFrom,
  dictionary,
  jsonValue,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readResult } from '../../src/testing/read-result.ts';
import { frontDoors } from '../../src/testing/front-door-names.ts';
import { httpRequest } from './requests.ts';
import { anyText } from './texts.ts';

/** Values near to an envelope, and values far from it. */
const results = oneof(
  jsonValue(),
  anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
  record(
    {
      statusCode: oneof(
        constantFrom<unknown>(200, 204, 304, 404, 599, '200', 0, 99, 600, 200.5, null),
        jsonValue(),
      ),
      headers: oneof(dictionary(string(), oneof(anyText, jsonValue())), jsonValue()),
      multiValueHeaders: jsonValue(),
      cookies: jsonValue(),
      body: oneof(anyText, jsonValue()),
      isBase64Encoded: constantFrom<unknown>(true, false, 'true', null),
    },
    { requiredKeys: [] },
  ),
);

describe.each(frontDoors)('readResult of %s', (frontDoor) => {
  it(
    'gives a response that can be sent for any value, and a reason with every refusal',
    { timeout: 60_000 },
    () => {
      assert(
        property(results, constantFrom('GET', 'HEAD', 'POST'), (value, method) => {
          const response = readResult(frontDoor, value, httpRequest({ method }));

          expect(response.statusCode).toBeGreaterThanOrEqual(200);
          expect(response.statusCode).toBeLessThan(600);
          for (const [name, line] of response.headers) {
            validateHeaderName(name);
            validateHeaderValue(name, line);
          }
          const names = response.headers.map(([name]) => name.toLowerCase());
          expect(names.filter((name) => name === 'content-length').length).toBeLessThanOrEqual(1);
          expect(names).not.toContain('transfer-encoding');
          expect(response.reason ?? 'a reason').not.toBe('');
        }),
        { numRuns: 300 },
      );
    },
  );
});
