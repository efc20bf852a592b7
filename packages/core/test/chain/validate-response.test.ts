import { describe, expect, it } from 'vitest';
import * as z from 'zod';

import type { MiddyRequest } from '../../src/chain/middleware.ts';
import { validateResponse } from '../../src/chain/validate-response.ts';
import { HttpError, reply, type StandardSchema } from '../../src/index.ts';

function validate(returned: unknown, response: Record<number, StandardSchema> | StandardSchema) {
  const request = { response: returned } as MiddyRequest;
  const pending = validateResponse(request, response);
  return pending === undefined ? request.response : pending.then(() => request.response);
}

const as = (text: string) => z.any().transform(() => text);

describe('validateResponse', () => {
  const response = { 200: as('as 200'), 201: as('as 201'), 204: as('as 204') };

  it.each([
    ['a value', { id: 1 }, 'as 200'],
    ['nothing', undefined, 'as 204'],
    ['null', null, 'as 204'],
    ['a web response', Response.json({ id: 1 }, { status: 201 }), 'as 201'],
    ['a value with a status of its own', { statusCode: 201 }, 'as 200'],
  ])('takes %s for what its kind of reply is', (_, returned, made) => {
    expect(validate(returned, response)).toBe(made);
  });

  it.each([
    ['its status', reply('x', { statusCode: 201 }), 'as 201'],
    ['a body', reply('x'), 'as 200'],
    ['no body', reply(undefined), 'as 204'],
    ['a body of null', reply(null), 'as 204'],
  ])('takes a reply with %s', (_, returned, made) => {
    expect(validate(returned, response)).toMatchObject({ body: made });
  });

  it('leaves an error alone, which counts as thrown', () => {
    const error = new HttpError(404);

    expect(validate(error, response)).toBe(error);
  });

  it('leaves a status without a schema alone', () => {
    expect(validate({ id: 1 }, { 404: as('x') })).toEqual({ id: 1 });
  });

  it('keeps status, headers and cookies of a reply', () => {
    const returned = reply('x', { statusCode: 201, headers: { 'x-a': 'b' }, cookies: ['c=1'] });

    expect(validate(returned, as('y'))).toEqual({ ...returned, body: 'y' });
  });

  it('says for the log which reply its schema refuses, and where', () => {
    const schema = z.object({
      user: z.object({ id: z.number('no number') }),
      a: z.string('no text'),
    });

    expect(() => validate({ user: { id: 'x' } }, { 200: schema })).toThrow(
      new TypeError(
        'handler returned a reply 200 that its schema refuses: user.id: no number; a: no text',
      ),
    );
  });
});
