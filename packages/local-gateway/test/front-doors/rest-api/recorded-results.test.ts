import { describe, expect, it } from 'vitest';

import { restApi } from '../../../src/front-doors/rest-api/rest-api.ts';
import { describeRecorded, recordedCase } from '../../contract.ts';
import { exchange, failed, httpRequest, returned, textOf } from '../requests.ts';
import { restRoute } from './routes.ts';

interface BinaryFact {
  readonly binaryMediaTypes: readonly string[];
  readonly accept: string | null;
  readonly contentType?: string | null;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly result?: 'decoded bytes' | 'base64 text';
  readonly status?: number;
}

const FILE = 'recorded/localstack/rest-proxy-response.json';
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What the function of each recorded call returned, and the status of the answer. */
const calls: Readonly<Record<string, { readonly gives?: unknown; readonly status: number }>> = {
  'no-body': { gives: { statusCode: 200 }, status: 200 },
  'with-headers': {
    gives: { statusCode: 200, headers: { 'test-header': 'value', 'header-bool': true } },
    status: 200,
  },
  'with-headers-null': { gives: { statusCode: 200, headers: null }, status: 200 },
  'wrong-format': { gives: { statusCode: 200, wrongValue: 'value' }, status: 502 },
  'empty-response': { status: 502 },
  'b64-encoded-true': {
    gives: { statusCode: 200, body: 'dGVzdC1kYXRh', isBase64Encoded: true },
    status: 200,
  },
  'b64-encoded-false': { gives: { statusCode: 200, body: 'dGVzdC1kYXRh' }, status: 200 },
  'multi-headers-valid': {
    gives: { statusCode: 200, multiValueHeaders: { 'test-multi': ['value1', 'value2'] } },
    status: 200,
  },
  'multi-headers-overwrite': {
    gives: {
      statusCode: 200,
      headers: { 'test-multi': 'value-solo' },
      multiValueHeaders: { 'test-multi': ['value-multi'] },
    },
    status: 200,
  },
  'multi-headers-overwrite-casing': {
    gives: {
      statusCode: 200,
      headers: { 'test-multi': 'value-solo' },
      multiValueHeaders: { 'tesT-Multi': ['value-multi'] },
    },
    status: 200,
  },
  'multi-headers-invalid': {
    gives: { statusCode: 200, multiValueHeaders: { 'test-multi': 'value1' } },
    status: 502,
  },
  'invalid-status-code': { gives: { statusCode: 'test' }, status: 502 },
  'status-code-str': { gives: { statusCode: '201' }, status: 201 },
  'just-string': { gives: 'justAString', status: 502 },
  'only-headers': { gives: { headers: { 'test-header': 'value' } }, status: 200 },
};

describeRecorded('readResult of REST APIs, as recorded on AWS', (folder) => {
  const formats = recordedCase(folder, FILE, 'test_aws_proxy_response_payload_format').awsReturned;
  const route = restRoute({ endpointType: 'EDGE' });

  it.each(Object.entries(calls))('RESP-1..RESP-16: %s', (key, { gives, status }) => {
    const result = gives === undefined ? failed('the JSON object must be str') : returned(gives);
    const request = httpRequest({ method: 'POST', headers: [['Accept', '*/*']] });

    const response = restApi.readResult(result, request, route, exchange);

    const recorded = formats?.[`invoke-api-${key}`] as { content: unknown; headers?: object };
    expect(response.statusCode).toBe(status);
    expect(response.reason === undefined).toBe(status < 500);
    expect(status < 500 ? textOf(response) : JSON.parse(textOf(response))).toEqual(
      recorded.content,
    );
    expect(recorded.headers ? joined(response.headers) : undefined).toEqual(
      recorded.headers && masked(recorded.headers),
    );
  });

  const asserted = recordedCase(
    folder,
    FILE,
    'test_lambda_aws_proxy_response_format',
  ).assertedFacts;
  it.each(asserted ?? [])('RESP-1, RESP-3, RESP-6: $functionReturns is $status', (fact) => {
    const response = restApi.readResult(
      returned(fact['functionReturns']),
      httpRequest(),
      route,
      exchange,
    );

    expect(response.statusCode).toBe(fact['status']);
    expect(fact['body'] === '' ? textOf(response) : JSON.parse(textOf(response))).toEqual(
      fact['body'],
    );
    expect(response.headers).toEqual(
      expect.arrayContaining(Object.entries(fact['responseHeader'] ?? {})),
    );
  });

  const binary = recordedCase(folder, FILE, 'test_aws_proxy_binary_response')
    .assertedFacts as unknown as readonly BinaryFact[];
  it.each(binary.map((fact) => [JSON.stringify(fact), fact] as const))(
    'RESP-28..RESP-34: %s',
    (_, { accept, binaryMediaTypes, body = PNG, contentType = 'image/png', ...fact }) => {
      // The client of the recordings sends `Accept: */*` where a row has none.
      const request = httpRequest({ method: 'POST', headers: [['Accept', accept ?? '*/*']] });
      const headers = contentType === null ? {} : { 'Content-Type': contentType };
      const result = returned({ body, headers, isBase64Encoded: fact.isBase64Encoded });

      const response = restApi.readResult(
        result,
        request,
        restRoute({ binaryMediaTypes }),
        exchange,
      );

      expect(response.statusCode).toBe(fact.status ?? 200);
      expect(Buffer.from(response.body).toString('latin1')).toBe(
        {
          'decoded bytes': Buffer.from(body, 'base64').toString('latin1'),
          'base64 text': body,
          'an error': '{"message": "Internal server error"}',
        }[fact.result ?? 'an error'],
      );
    },
  );
});

describeRecorded('headers of REST APIs, as recorded on AWS', (folder) => {
  const file = 'recorded/localstack/rest-header-remapping.json';
  const id = 'TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_aws';

  describe.each(['no-param-integration', 'full-integration'])('%s', (key) => {
    const recorded = recordedCase(folder, file, `${id}[AWS_PROXY]`).awsReturned?.[key] as {
      readonly headers: Readonly<Record<string, string>>;
      readonly 'response-headers': Readonly<Record<string, string>>;
    };

    it('REST-24, REST-27, REST-28, REST-29: the function sees these headers', () => {
      const event = restApi.buildEvent(remappingRequest, restRoute(), exchange);

      expect(Object.keys(event.headers)).toEqual(Object.keys(recorded.headers));
      const known = Object.entries(recorded.headers).filter(([, value]) => !value.startsWith('<'));
      expect(event.headers).toMatchObject(Object.fromEntries(known));
    });

    it('RESP-17, RESP-20: the client sees these headers', () => {
      const response = restApi.readResult(
        returned({ body: 'x' }),
        remappingRequest,
        restRoute(),
        exchange,
      );

      const names = response.headers.map(([name]) => name).toSorted();
      expect(names).toEqual(Object.keys(recorded['response-headers']).toSorted());
      expect(response.headers).toContainEqual(['Connection', 'close']);
    });
  });

  it('RESP-22, RESP-23, RESP-24: headers of the function come back under these names', () => {
    const recorded = recordedCase(folder, file, `${id}[AWS]`).awsReturned?.['full-integration'] as {
      readonly 'response-headers': Readonly<Record<string, string>>;
    };
    const names = [...remappingRequest.headers.map(([name]) => name), 'Content-Length'];
    const headers = Object.fromEntries(names.map((name) => [name, `response_param_${name}`]));

    const response = restApi.readResult(
      returned({ headers }),
      remappingRequest,
      restRoute(),
      exchange,
    );

    expect(response.headers.map(([name]) => name).toSorted()).toEqual(
      Object.keys(recorded['response-headers']).toSorted(),
    );
    const known = Object.entries(recorded['response-headers']).filter(([, value]) =>
      value.startsWith('response_'),
    );
    expect(response.headers).toEqual(expect.arrayContaining(known));
  });

  it('RESP-19, RESP-36: an error of the gateway has these headers', () => {
    const recorded = recordedCase(folder, file, `${id}[AWS_PROXY]`).awsReturned?.['te'] as {
      readonly body: unknown;
      readonly 'response-headers': Readonly<Record<string, string>>;
    };

    const response = restApi.readResult(failed('x'), remappingRequest, restRoute(), exchange);

    expect(joined(response.headers)).toEqual(masked(recorded['response-headers']));
    expect(JSON.parse(textOf(response))).toEqual(recorded.body);
  });
});

const remappingRequest = httpRequest({
  headers: [
    ['Host', 'api.test'],
    ['Accept', 'application/json'],
    ['Accept-Charset', 'UTF-8'],
    ['Accept-Encoding', 'br'],
    ['Age', 'request_Age'],
    ['Authorization', 'Unauthorized'],
    ['Connection', 'close'],
    ['Content-Encoding', 'deflate'],
    ['Content-MD5', 'Q2hlY2sgSW50ZWdyaXR5IQ=='],
    ['Content-Type', 'application/json'],
    ['Date', 'request_Date'],
    ['Expect', '100-continue'],
    ['Max-Forwards', '2'],
    ['Pragma', 'cache'],
    ['Proxy-Authenticate', 'Basic'],
    ['Range', 'bytes=500-999'],
    ['Referer', 'https://example.com/'],
    ['Server', 'https://example.com/page'],
    ['TE', 'deflate'],
    ['Trailer', 'Expires'],
    ['Transfer-Encoding', 'chunked'],
    ['Upgrade', 'HTTP/2.0'],
    ['User-Agent', 'localStack/0.0'],
    ['Via', 'p.example.net'],
    ['Warn', '299 localStack/0.0'],
    ['WWW-Authenticate', 'Basic'],
  ],
});

/** Repeated lines joined as the recording's client joins them, masked values masked. */
function joined(lines: readonly (readonly [string, string])[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const [name, value] of lines) map[name] = name in map ? `${map[name]}, ${value}` : value;
  return masked(map);
}

function masked(headers: object): Record<string, string> {
  const entries = Object.entries(headers) as [string, string][];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, MASKED.test(name) ? 'masked' : value]),
  );
}

const MASKED = /^(?:Date|Via|X-Amz-Cf-.*|X-Amzn-Trace-Id|X-Cache|x-amz-apigw-id|x-amzn-RequestId)$/;
