import { describe, expect, it } from 'vitest';

import { HttpError, IntegrationError, UnrecognizedEventError } from '../../src/errors/errors.ts';

describe('HttpError', () => {
  it('has a name of its own, by which logs tell it from other errors', () => {
    expect(String(new HttpError(404, 'gone'))).toBe('HttpError: gone');
  });

  it('keeps its cause, and has none that nobody gave', () => {
    const cause = new Error('why');

    expect(new HttpError(500, 'x', { cause }).cause).toBe(cause);
    expect(new HttpError(500, 'x', { cause: null }).cause).toBeNull();
    expect('cause' in new HttpError(500, 'x')).toBe(false);
  });

  it('has every further option as a member of the problem', () => {
    const headers = { 'retry-after': '1' };
    const error = new HttpError(429, 'slow', { headers, type: 'a:b', title: 'c', limit: 5 });

    expect(error).toMatchObject({ statusCode: 429, headers, type: 'a:b', title: 'c' });
    expect(error.members).toEqual({ limit: 5 });
  });
});

describe('IntegrationError', () => {
  it('tells Lambda its message once and no stack', () => {
    const error = new IntegrationError('{"statusCode":404}');

    expect(error.name).toBe('IntegrationError');
    expect(error.stack).toBe('IntegrationError');
  });
});

describe('UnrecognizedEventError', () => {
  it.each([
    ['null', null, 'null'],
    ['nothing', undefined, 'a undefined'],
    ['text', 'hello', 'a string'],
    ['a list', [{}, {}], 'a list of 2'],
    ['an empty object', {}, 'an empty object'],
    ['an object', { Records: [] }, 'an object with Records'],
    [
      'an object that objects',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
      'an object that cannot be read',
    ],
    [
      'an object of ten members',
      Object.fromEntries(Array.from('abcdefghij', (key) => [key, 1])),
      'an object with a, b, c, d, e, f, g, h',
    ],
  ])('says that the event is %s and what was expected', (_, event, found) => {
    const error = new UnrecognizedEventError(event, ['alb', 'rest-api']);

    expect(String(error)).toBe(
      `UnrecognizedEventError: event is ${found}, expected an event of alb, rest-api`,
    );
  });
});
