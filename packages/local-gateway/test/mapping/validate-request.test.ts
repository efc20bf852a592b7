import { describe, expect, it } from 'vitest';

import type { HttpRequest } from '../../src/http.ts';
import type { MappingScope } from '../../src/mapping/request-values.ts';
import { validateRequest } from '../../src/mapping/validate-request.ts';
import { httpRequest, mappingScope, methodOf } from './mapping-data.ts';

const both = { ValidateRequestParameters: true, ValidateRequestBody: true };
const RequestParameters = {
  'method.request.querystring.q': true,
  'method.request.path.id': 'true',
  'method.request.header.X-Tag': true,
  'method.request.querystring.optional': false,
};
const models = {
  Person: {
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: 'person',
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1 },
      age: { type: 'integer', minimum: 0, exclusiveMinimum: true },
      home: { $ref: 'https://apigateway.amazonaws.com/restapis/abcdef1234/models/Address' },
      friend: { $ref: '#' },
    },
  },
  Address: JSON.stringify({
    oneOf: [{ type: 'string' }, { type: 'object', required: ['city'] }],
  }),
  Broken: { type: 'nonsense' },
  Nothing: 7,
};
const person = { RequestModels: { 'application/json': 'Person' } };

describe('validateRequest', () => {
  it('REQ-53 names what is missing: headers, then path, then query', () => {
    expect(validate({ RequestParameters })).toMatchObject({
      refused: 'BAD_REQUEST_PARAMETERS',
      statusCode: 400,
      message: 'Missing required request parameters: [X-Tag, id, q]',
    });
  });

  it('REQ-53 takes blank values for missing ones', () => {
    expect(
      validate(
        { RequestParameters },
        { target: '/?q=%20', headers: [['x-tag', ' ']] },
        { pathParameters: { id: '1' } },
      ),
    ).toMatchObject({ message: 'Missing required request parameters: [X-Tag, q]' });
  });

  it('REST-40 takes ";" between query parameters for "&"', () => {
    const request = { target: '/?a=1;q=1', headers: [['X-Tag', 'a'] as const] };

    expect(
      validate({ RequestParameters }, request, { pathParameters: { id: '1' } }),
    ).toBeUndefined();
  });

  it('REQ-53 lets complete requests pass', () => {
    expect(
      validate(
        { RequestParameters },
        { target: '/?q=1', headers: [['X-Tag', 'a']] },
        { pathParameters: { id: '1' } },
      ),
    ).toBeUndefined();
  });

  it.each([
    ['{"name":"Ada"}', undefined],
    ['{"name":"Ada","age":1,"home":{"city":"Rome"},"friend":{"name":"Bob"}}', undefined],
    ['{"name":"Ada","home":"street"}', undefined],
    ['{}', '[object has missing required properties (["name"])]'],
    ['', '[object has missing required properties (["name"])]'],
    ['{"name":1}', '[/name must be string]'],
    ['{"name":"Ada","age":0}', '[/age must be > 0]'],
    ['{"name":"Ada","home":{}}', expect.stringContaining('["city"]')],
    ['{"name":"Ada","friend":{}}', expect.stringContaining('["name"]')],
    ['[]', '[body must be object]'],
    ['{"name":', expect.any(String)],
    ['plain', expect.any(String)],
  ])('REQ-54, REQ-56 validates the body %s', (body, validationError) => {
    const refusal = validate(person, { body });

    expect(refusal?.validationError).toEqual(validationError);
    expect(refusal?.message).toBe(
      validationError === undefined ? undefined : 'Invalid request body',
    );
  });

  it.each([
    ['text/plain', undefined],
    ['application/json; charset=utf-8', 'Invalid request body'],
    ['', 'Invalid request body'],
  ])('REQ-56 chooses the model by content type %o', (type, message) => {
    expect(validate(person, { headers: [['Content-Type', type]], body: '{}' })?.message).toBe(
      message,
    );
  });

  it('REQ-55 looks at the parameters first', () => {
    expect(validate({ RequestParameters, ...person }, { body: '{}' })).toMatchObject({
      refused: 'BAD_REQUEST_PARAMETERS',
    });
  });

  it.each([
    [{ ValidateRequestBody: true }, 'Invalid request body'],
    [{ ValidateRequestParameters: true }, 'Missing required request parameters: [X-Tag, id, q]'],
    [{}, undefined],
  ])('checks only what the validator %o asks for', (validator, message) => {
    expect(validate({ RequestParameters, ...person }, { body: '{}' }, {}, validator)?.message).toBe(
      message,
    );
  });

  it.each([
    ['const', { properties: { a: { const: 5 } } }, '{"a":4}'],
    ['if', { if: { required: ['b'] }, else: { required: ['c'] } }, '{"a":4}'],
    ['contains', { properties: { a: { contains: { type: 'string' } } } }, '{"a":[1]}'],
    ['propertyNames', { propertyNames: { pattern: '^b' } }, '{"a":4}'],
    [
      'what stands beside $ref',
      { $ref: '#/definitions/any', required: ['b'], definitions: { any: {} } },
      '{"a":4}',
    ],
  ])('REQ-56 does not know %s, as draft 4 does not', (_name, Model, body) => {
    expect(
      validate({ RequestModels: { 'application/json': 'Model' } }, { body }, { models: { Model } }),
    ).toBeUndefined();
  });

  it.each([
    ['{"nullable":null}', 400],
    ['{"nullable":"x"}', undefined],
  ])('REQ-56 takes nullable for no keyword of draft 4: %s', (body, statusCode) => {
    const Model = {
      type: 'object',
      properties: { nullable: { type: 'string', nullable: true } },
    };

    const refusal = validate(
      { RequestModels: { 'application/json': 'Model' } },
      { body },
      { models: { Model } },
    );

    expect(refusal?.statusCode).toBe(statusCode);
  });

  it.each([
    'http://json-schema.org/draft-07/schema#',
    'https://json-schema.org/draft/2020-12/schema',
    'http://json-schema.org/draft-04/schema',
  ])('REQ-56 reads a model as draft 4, whatever its $schema says: %s', ($schema) => {
    const Model = {
      $schema,
      type: 'object',
      required: ['$schema'],
      properties: { $schema: { type: 'string' } },
    };
    const check = (body: string) =>
      validate({ RequestModels: { 'application/json': 'Model' } }, { body }, { models: { Model } });

    expect(check('{"$schema":"a"}')).toBeUndefined();
    expect(check('{"$schema":1}')?.reason).toContain('must be string');
  });

  it.each(['Broken', 'Nothing', 'Absent', '__proto__'])(
    'says so when the model %s cannot be used',
    (name) => {
      expect(
        validate({ RequestModels: { 'application/json': name } }, { body: '{}' }),
      ).toMatchObject({
        message: 'Invalid request body',
        reason: expect.stringContaining(name),
      });
    },
  );

  it('REQ-57 knows nothing of the integration type', () => {
    expect(
      validate({ ...person, Integration: { Type: 'AWS_PROXY' } }, { body: '{}' }),
    ).toHaveProperty('statusCode', 400);
  });
});

function validate(
  method: object,
  request: Partial<Omit<HttpRequest, 'body'>> & { body?: string } = {},
  scope: Partial<MappingScope> = {},
  validator: object = both,
) {
  return validateRequest(
    methodOf({}, method),
    validator,
    httpRequest(request),
    mappingScope({ models, ...scope }),
  );
}
