import { describe, expect, it } from 'vitest';

import {
  chooseIntegrationResponse,
  type IntegrationOutcome,
} from '../../src/mapping/integration-response.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { methodOf } from './mapping-data.ts';

const success = { kind: 'success' } as const;
const failed = (message: string) => ({ kind: 'function-error', message }) as const;

describe('chooseIntegrationResponse', () => {
  it('REQ-30 takes the default for a success, whatever the patterns', () => {
    expect(choose({ 200: '', 502: '.+', 504: '200' }, success)).toBe('200');
  });

  it.each([
    ['Error: four hundred', '405'],
    ['four hundred and more', '405'],
    ['anything else', '502'],
    ['', '200'],
    ['line one\nline two', '200'],
  ])('REQ-31 matches the whole error message %j', (message, status) => {
    expect(choose({ 200: '', 405: '.*four hundred.*', 502: '.+' }, failed(message))).toBe(status);
  });

  it.each([
    ['four hundred', 'Error: four hundred', '200'],
    ['(?i).*bad.*', 'BAD input', '400'],
    ['(?s).*two', 'one\ntwo', '400'],
    ['\\QA.b\\E.*', 'A.b!', '400'],
    ['\\Aab\\z', 'ab', '400'],
    ['\\p{Alpha}+', 'abc', '400'],
    ['[^0-9]*', 'abc', '400'],
  ])('REQ-31 reads the Java pattern %s against %j', (pattern, message, status) => {
    expect(choose({ 200: '', 400: pattern }, failed(message))).toBe(status);
  });

  it('REQ-32 answers an error with the only, default response', () => {
    expect(choose({ 200: '' }, failed('boom'))).toBe('200');
  });

  it('REQ-33 refuses when nothing matches and there is no default', () => {
    expect(choose({ 400: 'x' }, failed('boom'))).toBe(
      'no match for output mapping and no default integration response: error message "boom", patterns x',
    );
    expect(choose({ 400: 'x' }, success)).toContain('no match for output mapping');
  });

  it('REQ-33, REQ-62 refuses an integration without integration responses', () => {
    expect(choose({}, success)).toBe(
      'integration has no integration responses, expected at least a default one (without selection pattern)',
    );
  });

  it('REQ-34 takes the lowest status of several that match', () => {
    expect(choose({ 500: '.*', 200: '', 400: '.*' }, failed('boom'))).toBe('400');
  });

  it.each([
    [404, '400'],
    [201, '200'],
  ])('REQ-35 matches the status %d of an HTTP backend', (statusCode, status) => {
    expect(choose({ 200: '', 400: '4\\d{2}' }, { kind: 'http', statusCode })).toBe(status);
  });

  it('REQ-36 refuses a status without method response', () => {
    const method = methodOf({ IntegrationResponses: [{ StatusCode: '201' }] });

    expect(chooseIntegrationResponse(method, success)).toMatchObject({
      refused: 'API_CONFIGURATION_ERROR',
      statusCode: 500,
      message: 'Internal server error',
      reason: expect.stringContaining('integration response 201 has no method response'),
    });
  });

  it('REQ-59 takes the entry whose own status a mock gave', () => {
    const responses = { 200: '2\\d\\d', 204: '2\\d\\d', 500: '' };

    expect(choose(responses, { kind: 'mock', statusCode: 204 })).toBe('204');
    expect(choose(responses, { kind: 'mock', statusCode: 201 })).toBe('200');
    expect(choose(responses, { kind: 'mock', statusCode: 404 })).toBe('500');
  });

  it('GW-29 refuses a pattern that is none, or that does not finish', () => {
    expect(choose({ 200: '', 400: '(' }, failed('x'))).toContain('expected a regular expression');
    expect(choose({ 200: '', 400: '(a+)+b' }, failed('a'.repeat(40)))).toContain('did not finish');
  });
});

describeRecorded('chooseIntegrationResponse, as recorded on AWS (REQ-30, REQ-31)', (folder) => {
  const recorded = recordedCase(
    folder,
    'recorded/localstack/rest-nonproxy-lambda.json',
    'test_lambda_selection_patterns',
  ).awsReturned;

  it.each([
    ['200', '200'],
    ['400', '405'],
    ['500', '502'],
  ])('gives what the function said for %s as %s', (key, status) => {
    const result = recorded?.[`lambda-selection-pattern-${key}`];
    const message: unknown = Object(result)['errorMessage'];
    const outcome = typeof message === 'string' ? failed(message) : success;

    expect(choose({ 200: '', 405: '.*four hundred.*', 502: '.+', 504: '200' }, outcome)).toBe(
      status,
    );
  });
});

function choose(responses: Record<string, string>, outcome: IntegrationOutcome): string {
  const method = methodOf(
    {
      IntegrationResponses: Object.entries(responses).map(([StatusCode, SelectionPattern]) => ({
        StatusCode,
        SelectionPattern,
      })),
    },
    { MethodResponses: Object.keys(responses).map((StatusCode) => ({ StatusCode })) },
  );
  const chosen = chooseIntegrationResponse(method, outcome);
  return 'refused' in chosen ? chosen.reason : chosen.StatusCode;
}
