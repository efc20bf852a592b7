import { describe, expect, it } from 'vitest';

import { adviceFor } from '../../src/advice/advice.ts';

describe('adviceFor', () => {
  it.each([
    ['rest-api', 'unknown key "cookies" in a REST proxy result: expected only body', 'RESP-2'],
    ['rest-api', 'unknown key "extra" in a REST proxy result: expected only body', 'RESP-1'],
    ['rest-api', '"body" is an object, expected a string: use JSON.stringify', 'RESP-6'],
    ['http-api', '"body" is an object, expected a string: use JSON.stringify', 'HTTP2-24'],
    ['alb', '"body" is null, expected a string', 'ALB-11'],
    ['alb', '"statusCode" is the string "200", expected an integer from 200 to 599', 'ALB-9'],
    ['rest-api', '"statusCode" is the number 0, expected an integer from 200 to 599', 'RESP-5'],
    ['rest-api', 'a REST proxy result is the string "x", expected an object', 'RESP-9'],
    [
      'alb',
      'the result has "headers", expected "multiValueHeaders": multi-value headers are enabled on the target group',
      'ALB-2',
    ],
    ['rest-api', 'the function failed: Error: no', 'RESP-37'],
    ['rest-api', 'found "body" in the metadata of the stream, expected only', 'STRM-4'],
    ['rest-api', 'the body has more than 10485760 bytes', 'GW-27'],
    [
      'rest-api',
      'the function failed: Sandbox.Timedout: RequestId: 1 Error: Task timed out',
      'RT-18',
    ],
    ['rest-api', 'the function failed: Runtime.ExitError: RequestId: 1', 'RT-19'],
    [
      'rest-api',
      'the function failed: Function.ResponseSizeTooLarge: Response payload size exceeded',
      'RESP-38',
    ],
    ['rest-api', 'the function failed: Runtime.NodeJsExit: The Lambda runtime client', 'RT-29'],
    ['rest-api', 'the function failed: Runtime.ImportModuleError: Error: x', 'RT-20'],
    ['rest-api', 'the function failed: Runtime.HandlerNotFound: index.handler', 'RT-20'],
    [
      'http-api',
      'header "x-a" has the string "a\\nb", expected one line of Latin-1 characters',
      'RFC 9110',
    ],
    ['rest-api', 'header "x-a" is an object, expected a string', 'RESP-7'],
    ['rest-api', 'header name "a b" is no HTTP token', 'RFC 9110'],
    ['rest-api', 'the result is not JSON', 'RESP-9'],
    ['http-api', '"statusCode" is undefined, expected an integer from 200 to 599', 'HTTP1-10'],
    ['function-url', '7000000 byte payload is too large for the RequestResponse', 'GW-28'],
    ['rest-api', 'payload for Lambda has 7000000 bytes, at most 6291556 are allowed', 'GW-28'],
    ['rest-api', 'selection pattern of integration response 404: Unterminated group', 'REQ-31'],
    ['rest-api', 'request body is not base64, expected base64 text because of x', 'REQ-11'],
    ['rest-api', 'mapped status is 100, expected 200 to 599', 'REQ-65'],
    ['rest-api', 'mapped header "a" has the string "x", expected one line', 'REQ-44'],
    ['rest-api', 'Invalid endpoint address: found "x"', 'RESP-41'],
    ['http-api', 'the integration URI is "x"', 'RESP-41'],
    ['rest-api', 'the answer has more than 10485760 bytes', 'REST-61'],
    ['rest-api', 'the body is not in its Content-Encoding, expected gzip', 'REST-59'],
    ['rest-api', 'Function not found: arn:aws:lambda:us-east-1:1:function:x:$LATEST', 'RT-24'],
    ['function-url', 'there is no function URL of this id', 'FURL-12'],
    ['alb', 'the target group has no registered target', 'ALB-16'],
    ['alb', 'every target group of the rule has the weight 0', 'ALB-16'],
    ['alb', 'the listener has no default rule', 'ALB-16'],
    ['rest-api', 'the function had not answered after 29000 ms, it runs on', 'RESP-39'],
    ['rest-api', 'no method serves GET /v1/x', 'GW-4'],
    ['rest-api', 'no stage serves /x, expected a path below /v1', 'GW-29'],
    ['http-api', 'no route serves GET /x', 'HTTP2-33'],
    ['http-api', 'no base path serves GET /x', 'REST-53'],
    ['rest-api', 'no base path serves /x, expected a path below /orders', 'REST-53'],
    [
      'rest-api',
      'integration has no integration responses, expected at least a default one',
      'REQ-33',
    ],
    ['rest-api', 'integration response 400 has no method response, expected one', 'REQ-36'],
    ['rest-api', 'mock request gave "", expected an object with an integer statusCode', 'REQ-58'],
    ['rest-api', 'missing required request parameters: [a]', 'REQ-53'],
    ['rest-api', 'model User: name is missing', 'REQ-54'],
    [
      'rest-api',
      'the request has no method.request.header.X, the authorizer was not asked',
      'GW-16',
    ],
    ['rest-api', 'the authorizer failed: no', 'GW-15'],
    ['rest-api', 'malformed answer of the authorizer: "principalId" is undefined', 'GW-19'],
    ['rest-api', 'the policy does not allow arn:aws:execute-api', 'GW-20'],
    ['rest-api', 'the API key is disabled', 'GW-24'],
    ['rest-api', 'the throttle of usage plan x is exceeded', 'GW-25'],
  ] as const)('on %s explains %j by %s', (frontDoor, reason, clause) => {
    const advice = adviceFor(frontDoor, reason);

    expect(advice?.clause).toContain(clause);
    expect(advice?.meaning).toMatch(/^[^A-Z].*[^.]$/);
    expect(advice?.fix).toMatch(/^[^A-Z].*[^.]$/);
  });

  it('names the status codes that a result may have (RESP-5)', () => {
    const reason = '"statusCode" is the number 100, expected an integer from 200 to 599';

    expect(adviceFor('rest-api', reason)?.meaning).toContain('from 200 to 599');
  });

  it('has nothing to say about what it does not know', () => {
    expect(adviceFor('rest-api', 'something else')).toBeUndefined();
  });
});
