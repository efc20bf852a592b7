import { describe, expect, it } from 'vitest';

import { HttpError } from '../../src/errors/errors.ts';
import {
  internalServerError,
  type Problem,
  problemType,
  toProblem,
  toProblemText,
} from '../../src/errors/problem.ts';

const gone: Problem = { status: 404, headers: [], title: 'Not Found', detail: 'gone' };

describe('toProblem', () => {
  it('keeps what an HttpError below 500 says', () => {
    const options = { headers: { Allow: 'GET' }, type: 'a:b', title: 'Mine', limit: 5 };

    expect(toProblem(new HttpError(405, 'use GET', options))).toEqual({
      status: 405,
      headers: [['allow', 'GET']],
      type: 'a:b',
      title: 'Mine',
      detail: 'use GET',
      members: { limit: 5 },
    });
  });

  it('has the phrase of the status where an HttpError has no title', () => {
    expect(toProblem(new HttpError(404))).toEqual({
      status: 404,
      headers: [],
      type: undefined,
      title: 'Not Found',
      detail: undefined,
      members: {},
    });
  });

  it('says nothing but the status and the headers of a 5xx', () => {
    const options = { headers: { 'retry-after': '1' }, title: 'secret', secret: 1 };

    expect(toProblem(new HttpError(503, 'secret', options))).toEqual({
      status: 503,
      headers: [['retry-after', '1']],
      title: 'Service Unavailable',
    });
    expect(toProblem(new HttpError(500, 'secret'))).toEqual(internalServerError);
  });

  it('says nothing but the status of an error that must not be exposed', () => {
    const error = Object.assign(new HttpError(404, 'secret', { secret: 1 }), { expose: false });

    expect(toProblem(error)).toEqual({ status: 404, headers: [], title: 'Not Found' });
  });

  it('takes what an error says of a body of its own for nothing about the problem', () => {
    const headers = { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip', 'x-a': 'b' };

    expect(toProblem(new HttpError(404, 'gone', { headers })).headers).toEqual([['x-a', 'b']]);
  });

  it('is a 504 without any word for the early timeout of middy', () => {
    const cause = { package: '@middy/core' };

    expect(toProblem({ name: 'TimeoutError', message: 'secret', cause })).toEqual({
      status: 504,
      headers: [],
      title: 'Gateway Timeout',
    });
  });

  it('is a 500 without any word for everything else', () => {
    for (const thrown of [new Error('secret'), 'secret', null, { statusCode: 200 }]) {
      expect(toProblem(thrown)).toEqual({
        status: 500,
        headers: [],
        title: 'Internal Server Error',
      });
    }
  });
});

describe('toProblemText', () => {
  it('is a problem document, and its extension members change nothing in it (RFC 9457, 3.2)', () => {
    const members = { limit: 5, status: 200, title: 'x', detail: 'y', type: 'z' };

    expect(toProblemText({ ...gone, type: 'a:b', members }, 'problem')).toBe(
      '{"type":"a:b","title":"Not Found","status":404,"detail":"gone","limit":5}',
    );
    expect(toProblemText(gone, undefined)).toBe(
      '{"title":"Not Found","status":404,"detail":"gone"}',
    );
  });

  it('has the detail of the members where the error has no message', () => {
    const problem = toProblem(new HttpError(409, undefined, { detail: 'sold out' }));

    expect(toProblemText(problem, 'problem')).toBe(
      '{"title":"Conflict","status":409,"detail":"sold out"}',
    );
  });

  it('is a message where the options say so, which is the title where there is no detail', () => {
    expect(toProblemText({ ...gone, members: { a: 1 } }, 'message')).toBe(
      '{"message":"gone","a":1}',
    );
    expect(toProblemText({ ...gone, detail: undefined }, 'message')).toBe(
      '{"message":"Not Found"}',
    );
  });

  it.each(['problem', 'message'] as const)(
    'tells the id of a 5xx as a %s, and of no 4xx',
    (shape) => {
      const failed = { ...internalServerError, members: { requestId: 'other' } };

      expect(JSON.parse(toProblemText(failed, shape, 'id-1'))).toHaveProperty('requestId', 'id-1');
      expect(toProblemText(gone, shape, 'id-1')).not.toContain('id-1');
      expect(toProblemText(internalServerError, shape)).not.toContain('requestId');
    },
  );
});

describe('problemType', () => {
  it('says what the body is', () => {
    expect(problemType()).toBe('application/problem+json');
    expect(problemType('problem')).toBe('application/problem+json');
    expect(problemType('message')).toBe('application/json');
  });
});

describe('internalServerError', () => {
  it('cannot be changed by the one who gets it', () => {
    expect(Object.isFrozen(internalServerError)).toBe(true);
    expect(Object.isFrozen(internalServerError.headers)).toBe(true);
  });
});
