import { expect, it } from 'vitest';

import { functionUrlForbidden } from '../../../src/front-doors/function-url/response.ts';
import { functionUrl } from '../../../src/front-doors/function-url/function-url.ts';
import { describeRecorded, recordedCase, recordedCases } from '../../contract.ts';
import { exchange, failed, httpRequest, returned, textOf, valuesOf } from '../requests.ts';
import { functionUrlRoute } from './routes.ts';

const FILE = 'recorded/localstack/function-url.json';

interface RecordedAnswer {
  readonly content: unknown;
  readonly headers: { readonly 'Content-Length': string; readonly 'Content-Type': string };
  readonly statuscode: number;
}

interface AssertedFact {
  readonly functionReturns?: { readonly statusCode: unknown; readonly body: string };
  readonly status: number;
  readonly body?: string;
}

describeRecorded('function URLs, as recorded on AWS', (folder) => {
  const invocations = recordedCases(folder, FILE).filter(({ id }) =>
    id.includes('_url_invocation['),
  );
  it.each(invocations.map((one) => [one.id, one] as const))('FURL-7, FURL-8: %s', (_, one) => {
    // What the function returned is said in words: `… the function returns: {"hello":"world"}`.
    const { sent } = one as unknown as { readonly sent: string };
    const value: unknown = JSON.parse(sent.slice(sent.indexOf('returns: ') + 9));
    const recorded = one.awsReturned?.['lambda_url_invocation'] as RecordedAnswer;

    const response = functionUrl.readResult(
      returned(value),
      httpRequest(),
      functionUrlRoute(),
      exchange,
    );

    expect(response.statusCode).toBe(recorded.statuscode);
    expect(valuesOf(response, 'content-type')).toEqual([recorded.headers['Content-Type']]);
    expect(valuesOf(response, 'content-length')).toEqual([recorded.headers['Content-Length']]);
    expect([textOf(response), JSON.stringify(parsed(textOf(response)))]).toContain(
      typeof recorded.content === 'string' ? recorded.content : JSON.stringify(recorded.content),
    );
  });

  const facts = recordedCase(folder, FILE, 'TestLambdaURL::test_lambda_url_headers_and_status')
    .assertedFacts as unknown as readonly AssertedFact[];
  it.each(facts)('FURL-10, FURL-14: $functionReturns is $status', ({ functionReturns, status }) => {
    const result = returned(functionReturns);

    const response = functionUrl.readResult(result, httpRequest(), functionUrlRoute(), exchange);

    expect(response.statusCode).toBe(status);
    expect(textOf(response)).toBe(functionReturns?.body);
  });

  it('FURL-11: a function error', () => {
    const [fact] = recordedCase(folder, FILE, 'TestLambdaURL::test_lambda_url_invocation_exception')
      .assertedFacts as unknown as readonly AssertedFact[];

    const response = functionUrl.readResult(
      failed('x'),
      httpRequest(),
      functionUrlRoute(),
      exchange,
    );

    expect({ status: response.statusCode, body: textOf(response) }).toEqual({
      status: fact?.status,
      body: fact?.body,
    });
  });

  it('FURL-13: a missing permission', () => {
    const { awsReturned } = recordedCase(
      folder,
      FILE,
      'TestLambdaPermissions::test_lambda_permission_url',
    );

    const response = functionUrlForbidden('no permission', httpRequest(), exchange);

    expect(JSON.parse(textOf(response))).toEqual(
      awsReturned?.['lambda_url_invocation_missing_permission'],
    );
  });

  it('FURL-13: an alias that is not there any more', () => {
    const id = 'TestLambdaURL::test_lambda_url_persists_after_alias_delete';
    const recorded = Object(
      recordedCase(folder, FILE, id).awsReturned?.['invoke_deleted_alias_url_response_delayed'],
    );

    const response = functionUrlForbidden('no alias', httpRequest(), exchange);

    expect(response.statusCode).toBe(recorded.status_code);
    expect(JSON.parse(textOf(response))).toEqual(recorded.content);
    expect(response.headers).toEqual(expect.arrayContaining(Object.entries(recorded.headers)));
  });

  it.each([
    ['default', '/pa2%Fth/1?q=query&multiQuery=foo&multiQuery=%2Fbar', /^$/],
    // The echo has left out what begins with `x-`.
    ['trim_x_headers', '/path/1?q=query', /^x-/],
  ])('FURL-2, FURL-4, FURL-5: the event of an echo [%s]', (name, target, left) => {
    const { awsReturned } = recordedCase(
      folder,
      FILE,
      `TestLambdaURL::test_lambda_url_echo_http_fixture_${name}`,
    );
    const echo = awsReturned?.['url_response'] as {
      readonly args: object;
      readonly headers: Readonly<Record<string, string>>;
      readonly path: string;
    };
    const request = httpRequest({
      method: 'POST',
      target,
      headers: [
        ['Host', 'x'],
        ['User-Agent', 'test/echo'],
        ['Accept-Encoding', 'gzip, deflate'],
        ['Accept', '*/*'],
        ['Connection', 'keep-alive'],
        ['ExTrA-HeadErs', 'With WeiRd CapS'],
        ['Content-Type', 'application/json'],
        ['Content-Length', '14'],
      ],
      body: '{"foo": "bar"}',
    });

    const event = functionUrl.buildEvent(request, functionUrlRoute(), exchange);

    expect(event.queryStringParameters).toEqual(echo.args);
    expect(event.requestContext.http.path).toBe(echo.path);
    const names = Object.keys(event.headers).filter((header) => !left.test(header));
    expect(names.toSorted()).toEqual(Object.keys(echo.headers).toSorted());
    const known = Object.entries(echo.headers).filter(([, value]) => !value.startsWith('<'));
    expect(event.headers).toMatchObject(Object.fromEntries(known));
  });

  it('FURL-6: a form is base64 of the exact bytes', () => {
    const { awsReturned } = recordedCase(
      folder,
      FILE,
      'TestLambdaURL::test_lambda_url_form_payload',
    );
    const echo = awsReturned?.['url_response'] as {
      readonly data: string;
      readonly headers: Readonly<Record<string, string>>;
    };
    const body = Buffer.from(echo.data, 'base64');
    const headers = [['content-type', echo.headers['content-type'] ?? '']] as const;

    const event = functionUrl.buildEvent(
      httpRequest({ method: 'POST', body, headers }),
      functionUrlRoute(),
      exchange,
    );

    expect(event).toMatchObject({ body: echo.data, isBase64Encoded: true });
    expect(event.headers['content-length']).toBe(echo.headers['content-length']);
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
